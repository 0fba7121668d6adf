// The questions of a service: add, put in order, and when each is asked. Beside them, how the page will ask.
import { makeStyles } from '@fluentui/react-components';
import {
  Add20Regular,
  ArrowDown20Regular,
  ArrowUp20Regular,
  Delete20Regular,
  QuestionCircle32Regular,
} from '@fluentui/react-icons';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { CheckField, Field, FieldError, TextField, useControl } from '../../../ui/field';
import { Section } from '../../../ui/heading';
import { announce } from '../../../ui/live-region';
import { tokens } from '../../../ui/tokens';
import { fieldId, usePart } from './part';
import {
  answersOf,
  earlierChoices,
  idOf,
  isChoosing,
  KINDS,
  type Kind,
  moved,
  newQuestion,
  type Question,
  questionMistakes,
  tidied,
  withKind,
} from './questions';
import { TextList } from './text-list';
import { usePartStyles } from './what-it-is';

const QUESTIONS_MAX = 50;
const OPTIONS_MAX = 50;

const useStyles = makeStyles({
  question: {
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    margin: 0,
    padding: '12px 16px 16px',
    minWidth: 0,
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'minmax(0, 1fr)',
  },
  head: { display: 'flex', alignItems: 'center', gap: '4px' },
  number: { flexGrow: 1, fontWeight: tokens.fontWeightSemibold, color: tokens.colorNeutralForeground2 },
});

export function IntakeEditor() {
  const { t } = useTranslation('rules');
  const styles = usePartStyles();
  const { typed, set, readOnly, isWrong } = usePart();
  const questions = typed.intake;
  const mistakes = isWrong('intake') ? questionMistakes(questions) : new Map();
  const put = (intake: Question[]) => set({ intake: tidied(intake) });
  const ids = questions.map(({ id }) => id);

  function change(place: number, part: Partial<Question>) {
    put(questions.map((one, at) => (at === place ? { ...one, ...part } : one)));
  }
  /** A new question is named after its words once; conditions that look at it follow. */
  function name(place: number) {
    const question = questions[place];
    if (!question || !/^question(_\d+)?$/.test(question.id) || !question.label.trim()) return;
    const before = question.id;
    const id = idOf(
      question.label,
      ids.filter((one) => one !== before),
    );
    put(
      questions.map((one) => ({
        ...one,
        id: one.id === before ? id : one.id,
        shown_if: one.shown_if?.question === before ? { ...one.shown_if, question: id } : (one.shown_if ?? null),
      })),
    );
  }
  function move(from: number, to: number) {
    put(moved(questions, from, to));
    announce(t('intake.moved', { number: to + 1, count: questions.length }));
  }
  return (
    <Card padded className={styles.card} id="questions">
      <Section>{t('group.intake')}</Section>
      <p className={styles.quiet}>{t('intake.lead')}</p>
      {questions.length === 0 && (
        <Empty icon={<QuestionCircle32Regular />} title={t('intake.none')}>
          {t('intake.noneText')}
        </Empty>
      )}
      {questions.map((question, place) => (
        <QuestionFields
          // biome-ignore lint/suspicious/noArrayIndexKey: its id changes once while it is typed, and the focus must stay
          key={place}
          question={question}
          place={place}
          count={questions.length}
          earlier={earlierChoices(questions, place)}
          mistake={mistakes.get(place)}
          readOnly={readOnly}
          onChange={(part) => change(place, part)}
          onNamed={() => name(place)}
          onMove={(to) => move(place, to)}
          onRemove={() => put(questions.filter((_, at) => at !== place))}
        />
      ))}
      {!readOnly && questions.length < QUESTIONS_MAX && (
        <Button
          id={fieldId('intake')}
          className={styles.add}
          icon={<Add20Regular />}
          onClick={() => put([...questions, newQuestion(questions)])}
        >
          {t('intake.add')}
        </Button>
      )}
    </Card>
  );
}

interface QuestionFieldsProps {
  question: Question;
  place: number;
  count: number;
  earlier: readonly Question[];
  mistake: 'label' | 'options' | undefined;
  readOnly: boolean;
  onChange: (part: Partial<Question>) => void;
  onNamed: () => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}

function QuestionFields(props: QuestionFieldsProps) {
  const { question, place, count, earlier, mistake, readOnly, onChange, onNamed, onMove, onRemove } = props;
  const { t } = useTranslation('rules');
  const styles = useStyles();
  const part = usePartStyles();
  const look = useControl();
  const number = place + 1;
  return (
    <fieldset className={styles.question} aria-label={t('intake.question', { number })}>
      <div className={styles.head}>
        <span className={styles.number} aria-hidden="true">
          {t('intake.question', { number })}
        </span>
        {!readOnly && (
          <>
            <Button
              kind="subtle"
              icon={<ArrowUp20Regular />}
              disabled={place === 0}
              aria-label={t('intake.up', { number })}
              onClick={() => onMove(place - 1)}
            />
            <Button
              kind="subtle"
              icon={<ArrowDown20Regular />}
              disabled={place === count - 1}
              aria-label={t('intake.down', { number })}
              onClick={() => onMove(place + 1)}
            />
            <Button
              kind="subtle"
              icon={<Delete20Regular />}
              aria-label={t('intake.remove', { number })}
              onClick={onRemove}
            />
          </>
        )}
      </div>
      <div className={part.grid}>
        <TextField
          label={t('intake.label')}
          value={question.label}
          maxLength={300}
          error={mistake === 'label' ? t('wrong.questionLabel') : undefined}
          readOnly={readOnly}
          onBlur={onNamed}
          onChange={({ target }) => onChange({ label: target.value })}
        />
        <Field label={t('intake.kind')}>
          <select
            className={look}
            value={question.kind}
            disabled={readOnly}
            onChange={({ target }) => onChange(withKind(question, target.value as Kind))}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`kind.${kind}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <TextField
        label={t('intake.help')}
        optional
        value={question.help ?? ''}
        maxLength={1000}
        readOnly={readOnly}
        onChange={({ target }) => onChange({ help: target.value })}
      />
      {isChoosing(question.kind) && (
        <div>
          <TextList
            id={`question-${place}-options`}
            values={question.options ?? []}
            max={OPTIONS_MAX}
            maxLength={200}
            wrong={mistake === 'options'}
            readOnly={readOnly}
            label={(option) => t('intake.option', { number: option })}
            removeLabel={(option) => t('intake.removeOption', { number: option })}
            addLabel={t('intake.addOption')}
            onChange={(options) => onChange({ options })}
          />
          {mistake === 'options' && (
            <FieldError id={`question-${place}-options-error`}>{t('wrong.questionOptions')}</FieldError>
          )}
        </div>
      )}
      <CheckField
        label={t('intake.required')}
        checked={question.required ?? false}
        disabled={readOnly}
        onChange={({ target }) => onChange({ required: target.checked })}
      />
      <Condition question={question} earlier={earlier} readOnly={readOnly} onChange={onChange} />
    </fieldset>
  );
}

type ConditionProps = Pick<QuestionFieldsProps, 'question' | 'earlier' | 'readOnly' | 'onChange'>;

/** "Asked only if … is …". Words and numbers cannot be waited for here; a condition on them is shown and can be taken off. */
function Condition({ question, earlier, readOnly, onChange }: ConditionProps) {
  const { t } = useTranslation('rules');
  const part = usePartStyles();
  const look = useControl(false, part.unit);
  const condition = question.shown_if ?? null;
  const asked = earlier.find(({ id }) => id === condition?.question);
  if (!earlier.length && !condition) return null;
  const answers = asked ? (answersOf(asked) ?? []) : [];
  const word = (answer: string | boolean) => (typeof answer === 'boolean' ? t(answer ? 'yes' : 'no') : answer);
  return (
    <div className={part.line}>
      <span>{t('intake.askedIf')}</span>
      <select
        className={look}
        aria-label={t('intake.conditionQuestion')}
        value={condition?.question ?? ''}
        disabled={readOnly}
        onChange={({ target }) => {
          const next = earlier.find(({ id }) => id === target.value);
          const first = next && answersOf(next)?.[0];
          onChange({ shown_if: next && first !== undefined ? { question: next.id, equals: first } : null });
        }}
      >
        <option value="">{t('intake.always')}</option>
        {condition && !asked && <option value={condition.question}>{condition.question}</option>}
        {earlier.map(({ id, label }) => (
          <option key={id} value={id}>
            {t('intake.onlyIf', { label })}
          </option>
        ))}
      </select>
      {condition && asked && (
        <>
          <span>{t(asked.kind === 'choices' ? 'intake.has' : 'intake.is')}</span>
          <select
            className={look}
            aria-label={t('intake.conditionAnswer')}
            value={JSON.stringify(condition.equals)}
            disabled={readOnly}
            onChange={({ target }) =>
              onChange({ shown_if: { ...condition, equals: JSON.parse(target.value) as string | boolean } })
            }
          >
            {answers.map((answer) => (
              <option key={String(answer)} value={JSON.stringify(answer)}>
                {word(answer)}
              </option>
            ))}
          </select>
        </>
      )}
    </div>
  );
}
