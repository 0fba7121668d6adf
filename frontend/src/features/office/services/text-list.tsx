// A list of short texts, one below the other: reasons to choose from, the options of a question.
import { makeStyles } from '@fluentui/react-components';
import { Add20Regular, Dismiss16Regular } from '@fluentui/react-icons';
import { Button } from '../../../ui/button';
import { Input } from '../../../ui/field';

const useStyles = makeStyles({
  list: { display: 'grid', gap: '8px' },
  line: { display: 'flex', gap: '8px', alignItems: 'center', maxWidth: '480px' },
  add: { justifySelf: 'start' },
});

interface TextListProps {
  /** The id of the first field, or of the button while there is none. */
  id: string;
  values: readonly string[];
  max: number;
  maxLength: number;
  wrong?: boolean;
  readOnly: boolean;
  /** "Reason 2" */
  label: (number: number) => string;
  removeLabel: (number: number) => string;
  addLabel: string;
  onChange: (values: string[]) => void;
}

export function TextList(props: TextListProps) {
  const { id, values, max, maxLength, wrong = false, readOnly, label, removeLabel, addLabel, onChange } = props;
  const styles = useStyles();
  return (
    <div className={styles.list}>
      {values.map((value, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a text is its place in the list while it is typed
        <span key={place} className={styles.line}>
          <Input
            id={place === 0 ? id : undefined}
            aria-label={label(place + 1)}
            maxLength={maxLength}
            wrong={wrong && !value.trim()}
            readOnly={readOnly}
            value={value}
            onChange={({ target }) => onChange(values.map((one, at) => (at === place ? target.value : one)))}
          />
          {!readOnly && (
            <Button
              kind="subtle"
              icon={<Dismiss16Regular />}
              aria-label={removeLabel(place + 1)}
              onClick={() => onChange(values.filter((_, at) => at !== place))}
            />
          )}
        </span>
      ))}
      {!readOnly && values.length < max && (
        <Button
          id={values.length === 0 ? id : undefined}
          className={styles.add}
          icon={<Add20Regular />}
          onClick={() => onChange([...values, ''])}
        >
          {addLabel}
        </Button>
      )}
    </div>
  );
}
