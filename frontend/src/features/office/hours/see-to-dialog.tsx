// One question before a closure applies: which visits lie in it, and what is done with each. Nothing happens before the answer.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStaffOffice } from '../../../api/session';
import type { VisitAct } from '../../../api/words';
import { Ask } from '../../../ui/ask';
import { Notice } from '../../../ui/notice';
import { ProblemCard } from '../../../ui/problem-card';
import { Handling, NOTHING_DECIDED } from './handling';
import { actsOf, rowsOf, toldBy } from './handling-model';
import { useTried } from './hours-queries';
import { useRefusalWords } from './refusal-words';

interface SeeToDialogProps {
  title: string;
  /** What it says before the list. */
  about?: string | undefined;
  asked: NonNullable<Parameters<typeof useTried>[1]>;
  names: ReadonlyMap<string, string>;
  /** The act where nobody is told. */
  actWords: string;
  busy: boolean;
  error: unknown;
  onAct: (acts: VisitAct[]) => void;
  onClose: () => void;
}

export function SeeToDialog({ title, about, asked, names, actWords, busy, error, onAct, onClose }: SeeToDialogProps) {
  const { t } = useTranslation('hours');
  const { office } = useStaffOffice();
  const affected = useTried(office.slug, asked);
  const [value, setValue] = useState(NOTHING_DECIDED);
  const refused = useRefusalWords(error);
  const rows = affected.data ? rowsOf(affected.data) : null;
  const told = rows ? toldBy(rows, value.decisions) : null;
  const people = told ? told.both + told.mail : 0;
  return (
    <Ask
      title={title}
      act={people ? t('handling.actTelling', { act: actWords, count: people }) : actWords}
      keep={t('dont')}
      busy={busy || rows === null}
      onAct={() => rows && onAct(actsOf(rows, value.decisions, value.note))}
      onClose={onClose}
    >
      {about && <p>{about}</p>}
      {refused && (
        <Notice kind="bad" role="alert">
          {refused}
        </Notice>
      )}
      {affected.isError ? (
        <ProblemCard error={affected.error} onRetry={() => void affected.refetch()} />
      ) : (
        <Handling rows={rows} value={value} onChange={setValue} names={names} />
      )}
    </Ask>
  );
}
