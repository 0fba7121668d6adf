// What stands above and below a form of `useSaving`: what went wrong, both versions after a conflict, and the bar.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../../api/problem';
import { Notice } from '../../../ui/notice';
import { TextAct } from '../../../ui/text-link';
import { SaveBar } from '../save-bar';
import { ConflictPanel, type FieldWords, spelled } from './conflict-panel';
import { LeaveGuard } from './leave-guard';
import type { Saving } from './use-saving';

const useStyles = makeStyles({
  notice: { marginBottom: '16px' },
  list: { margin: '8px 0 0', display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr)', gap: '2px 12px' },
});

interface HeadProps<Saved, Typed extends object> {
  form: Saving<Saved, Typed>;
  fields: readonly FieldWords<Typed>[];
  /** What to do where it was removed meanwhile, such as adding it again. */
  whenRemoved?: React.ReactNode;
}

export function SavingHead<Saved, Typed extends object>({ form, fields, whenRemoved }: HeadProps<Saved, Typed>) {
  const { t } = useTranslation('office');
  const styles = useStyles();
  if (form.removed) {
    return (
      <Notice kind="warn" role="alert" className={styles.notice}>
        <b>{t('saving.removed')}</b> {t('saving.removedKept')}
        <dl className={styles.list}>
          {form.changed.map((name) => {
            const words = fields.find((field) => field.name === name);
            return [
              <dt key={name}>{words?.label ?? name}</dt>,
              <dd key={`${name}-value`}>
                {words?.show?.(form.typed) ?? spelled(form.typed[name], t('saving.nothing'))}
              </dd>,
            ];
          })}
        </dl>
        {whenRemoved}
      </Notice>
    );
  }
  return (
    <>
      <ConflictPanel key={form.theirs?.tag ?? 'none'} form={form} fields={fields} />
      {form.error && (
        <Notice kind="bad" role="alert" className={styles.notice}>
          {t('notSaved')} {form.error instanceof ApiProblem && form.error.status === 422 && form.error.detail}
        </Notice>
      )}
    </>
  );
}

/** At the foot while something differs: how much, discard, save (Ctrl S), and the guard of the way out. */
export function SavingFoot<Saved, Typed extends object>({ form }: { form: Saving<Saved, Typed> }) {
  const { t } = useTranslation('office');
  if (form.changed.length === 0 || form.theirs) return null;
  return (
    <>
      <LeaveGuard />
      <SaveBar
        words={
          <>
            {t('unsavedCount', { count: form.changed.length })}
            {form.overtaken && (
              <>
                {' · '}
                <TextAct onClick={form.compare}>{t('saving.overtaken')}</TextAct>
              </>
            )}
          </>
        }
        act={t('save')}
        busy={form.busy}
        onSave={form.save}
        onDiscard={form.discard}
      />
    </>
  );
}
