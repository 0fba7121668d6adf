// What staff wrote down about somebody. One's own notes can be changed; what is being typed is kept.
import { makeStyles } from '@fluentui/react-components';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../api/session';
import type { ConsumerDetail, ConsumerNote } from '../../api/words';
import { Button } from '../../ui/button';
import { Card } from '../../ui/card';
import { Field, TextArea } from '../../ui/field';
import { Section } from '../../ui/heading';
import { useInstants } from '../../ui/instant';
import { Notice } from '../../ui/notice';
import { text } from '../../ui/text';
import { TextAct } from '../../ui/text-link';
import { tokens } from '../../ui/tokens';
import { useDraft } from '../../ui/use-draft';
import { useSaveNote } from './queries';

const useStyles = makeStyles({
  card: { display: 'grid', gap: '12px', padding: '16px 20px' },
  form: { display: 'grid', gap: '8px', justifyItems: 'start', '> :first-child': { width: '100%' } },
  acts: { display: 'flex', gap: '8px' },
  list: { display: 'grid', gap: '12px' },
  note: { display: 'grid', gap: '2px', paddingTop: '12px', borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  words: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' },
  quiet: { ...text.caption, ...text.numbers, color: tokens.colorNeutralForeground3 },
});

export function Notes({ consumer }: { consumer: ConsumerDetail }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { role } = useStaffOffice();
  return (
    <Card className={styles.card}>
      <Section>{t('notes.title')}</Section>
      {role !== 'viewer' && <NoteForm consumer={consumer} />}
      {consumer.notes.length === 0 ? (
        <p>{t('notes.none')}</p>
      ) : (
        <ul className={styles.list}>
          {consumer.notes.map((note) => (
            <li key={note.id} className={styles.note}>
              <Note consumer={consumer} note={note} />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Note({ consumer, note }: { consumer: ConsumerDetail; note: ConsumerNote }) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office, role } = useStaffOffice();
  const instants = useInstants(office.time_zone);
  const [changing, setChanging] = useState(false);
  if (changing) return <NoteForm consumer={consumer} note={note} onClose={() => setChanging(false)} />;
  return (
    <>
      <p className={styles.words}>{note.text}</p>
      <p className={styles.quiet}>
        {t(note.changed_at ? 'notes.byChanged' : 'notes.by', {
          who: note.author ?? t('notes.somebody'),
          when: instants.at(note.created_at),
          changed: note.changed_at ? instants.at(note.changed_at) : '',
        })}
        {note.yours && role !== 'viewer' && (
          <>
            {' · '}
            <TextAct onClick={() => setChanging(true)}>{t('notes.change')}</TextAct>
          </>
        )}
      </p>
    </>
  );
}

interface NoteFormProps {
  consumer: ConsumerDetail;
  note?: ConsumerNote;
  onClose?: () => void;
}

function NoteForm({ consumer, note, onClose }: NoteFormProps) {
  const { t } = useTranslation('consumers');
  const styles = useStyles();
  const { office } = useStaffOffice();
  const save = useSaveNote(office.slug, consumer.id);
  const draft = useDraft<string>(`note.${consumer.id}.${note?.id ?? 'new'}`);
  const typed = draft.value ?? note?.text ?? '';
  function send() {
    if (!typed.trim() || save.isPending) return;
    save.mutate(
      { id: note?.id ?? null, text: typed.trim() },
      {
        onSuccess: () => {
          draft.clear();
          onClose?.();
        },
      },
    );
  }
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <Field label={t(note ? 'notes.changeLabel' : 'notes.label')} help={t('notes.help')}>
        <TextArea value={typed} maxLength={10_000} onChange={({ target }) => draft.set(target.value)} />
      </Field>
      {save.isError && (
        <Notice kind="bad" role="alert">
          {t('notes.notSaved')}
        </Notice>
      )}
      {(typed.trim() || note) && (
        <div className={styles.acts}>
          <Button type="submit" kind={note ? 'primary' : 'outline'} busy={save.isPending} disabled={!typed.trim()}>
            {t(note ? 'notes.save' : 'notes.add')}
          </Button>
          {note && (
            <Button
              onClick={() => {
                draft.clear();
                onClose?.();
              }}
            >
              {t('notes.keep')}
            </Button>
          )}
        </div>
      )}
    </form>
  );
}
