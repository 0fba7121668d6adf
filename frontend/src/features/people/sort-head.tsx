import { makeStyles, mergeClasses } from '@fluentui/react-components';
import { ArrowDown16Regular, ArrowUp16Regular } from '@fluentui/react-icons';
import { tokens } from '../../ui/tokens';
import { useTableStyles } from './table-styles';

const useStyles = makeStyles({
  button: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: '4px',
    minHeight: '32px',
    padding: 0,
    border: 'none',
    backgroundColor: 'transparent',
    color: 'inherit',
    font: 'inherit',
    cursor: 'pointer',
    ':hover': { color: tokens.colorNeutralForeground1 },
  },
});

interface SortHeadProps {
  label: string;
  sorted: 'ascending' | 'descending' | 'none';
  wideOnly?: boolean;
  onSort: () => void;
}

export function SortHead({ label, sorted, wideOnly = false, onSort }: SortHeadProps) {
  const styles = useStyles();
  const table = useTableStyles();
  return (
    <th scope="col" aria-sort={sorted} className={mergeClasses(table.cell, wideOnly && table.wideOnly)}>
      <button type="button" className={styles.button} onClick={onSort}>
        {label}
        {sorted === 'ascending' && <ArrowUp16Regular />}
        {sorted === 'descending' && <ArrowDown16Regular />}
      </button>
    </th>
  );
}
