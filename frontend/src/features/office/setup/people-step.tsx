// Who sees consumers: oneself, and colleagues by invitation.
import { makeStyles } from '@fluentui/react-components';
import {
  Add20Regular,
  Dismiss16Regular,
  Mail20Regular,
  Person20Regular,
  Settings20Regular,
} from '@fluentui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../api/client';
import { ApiProblem } from '../../../api/problem';
import { useStaffOffice } from '../../../api/session';
import { Button } from '../../../ui/button';
import { Bone, Skeleton } from '../../../ui/empty';
import { ErrorSummary, TextField } from '../../../ui/field';
import { Notice } from '../../../ui/notice';
import { Rich } from '../../../ui/rich';
import { screen } from '../../../ui/screen';
import { Switch } from '../../../ui/switch';
import { text } from '../../../ui/text';
import { tokens } from '../../../ui/tokens';
import { useDraft } from '../../../ui/use-draft';
import { useProviders, useServices } from '../queries';
import type { StepProps } from './guide';
import { GuideStep } from './guide-layout';

const useStyles = makeStyles({
  block: { display: 'grid', gap: '12px', maxWidth: '640px' },
  quiet: { ...text.small, color: tokens.colorNeutralForeground2, margin: 0 },
  pair: {
    display: 'grid',
    gap: '12px',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr) auto',
    alignItems: 'end',
    [screen.phone]: { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  rule: { border: 0, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, margin: 0, width: '100%' },
  add: { justifySelf: 'start' },
});

interface Colleague {
  name: string;
  email: string;
}

interface Typed {
  myself: boolean;
  name: string;
  headline: string;
  colleagues: Colleague[];
}

class NotInvited extends Error {}

export function PeopleStep({ back, onward }: StepProps) {
  const { t, i18n } = useTranslation('setup');
  const styles = useStyles();
  const { office, person } = useStaffOffice();
  const queries = useQueryClient();
  const providers = useProviders(office.slug);
  const services = useServices(office.slug);
  const draft = useDraft<Typed>(`setup.people.${office.id}`);
  const [attempt, setAttempt] = useState(0);
  const there = (providers.data ?? []).filter(({ active }) => active);
  const amThere = there.some(({ id }) => id === person.id);
  const typed = draft.value ?? { myself: !there.length, name: person.name, headline: '', colleagues: [] };
  const seeing = typed.myself && !amThere;
  const set = (part: Partial<Typed>) => draft.set({ ...typed, ...part });
  const setColleague = (index: number, part: Partial<Colleague>) =>
    set({ colleagues: typed.colleagues.map((one, at) => (at === index ? { ...one, ...part } : one)) });

  const wrong: { id: string; label: string; words: string }[] = [];
  if (seeing && !typed.name.trim()) {
    wrong.push({ id: 'people-name', label: t('people.name'), words: t('people.wrong.name') });
  }
  typed.colleagues.forEach(({ name, email }, index) => {
    if (!name.trim()) {
      wrong.push({ id: `people-name-${index}`, label: t('people.colleagueName'), words: t('people.wrong.name') });
    }
    if (!/^\S+@\S+\.\S+$/.test(email.trim())) {
      wrong.push({ id: `people-email-${index}`, label: t('people.colleagueEmail'), words: t('people.wrong.email') });
    }
  });
  const error = (id: string) => (attempt > 0 ? wrong.find((one) => one.id === id)?.words : undefined);

  const save = useMutation({
    mutationFn: async () => {
      if (seeing) {
        await api.post(`/offices/${office.slug}/setup/provider`, {
          name: typed.name.trim(),
          headline: typed.headline.trim(),
        });
      }
      let left = typed.colleagues;
      for (const { name, email } of typed.colleagues) {
        const provider = {
          name: name.trim(),
          headline: '',
          time_zone: office.time_zone,
          service_ids: (services.data ?? []).map(({ id }) => id),
        };
        try {
          await api.post(`/offices/${office.slug}/invitations`, { email: email.trim(), role: 'provider', provider });
        } catch (problem) {
          // Who was invited before this one is not invited again.
          draft.set({ ...typed, colleagues: left });
          if (!(problem instanceof ApiProblem) || problem.isTransient) throw problem;
          throw new NotInvited(t('people.invited', { email, why: problem.detail }));
        }
        left = left.filter((one) => one.email !== email);
      }
    },
    onSuccess: async () => {
      draft.clear();
      await queries.invalidateQueries({ queryKey: ['providers', office.slug] });
      onward('done');
    },
  });
  function send() {
    setAttempt((before) => before + 1);
    if (!wrong.length) save.mutate();
  }

  const list = new Intl.ListFormat(i18n.language.startsWith('pseudo') ? 'en' : i18n.language);
  const facts = [
    ...(there.length
      ? [
          {
            key: 'there',
            icon: <Person20Regular />,
            words: <Rich text={t('people.already', { names: list.format(there.map(({ name }) => name)) })} />,
          },
        ]
      : []),
    ...(seeing
      ? [
          {
            key: 'me',
            icon: <Person20Regular />,
            words: <Rich text={t('people.doesMe', { name: typed.name.trim() || person.name })} />,
          },
        ]
      : []),
    ...(!seeing && !there.length ? [{ key: 'nobody', icon: <Person20Regular />, words: t('people.doesNobody') }] : []),
    ...(typed.colleagues.length
      ? [
          {
            key: 'invited',
            icon: <Mail20Regular />,
            words: t('people.doesInvited', { count: typed.colleagues.length }),
          },
        ]
      : []),
    { key: 'later', icon: <Settings20Regular />, words: <Rich text={t('people.doesLater')} /> },
  ];
  return (
    <GuideStep
      heading={t('people.heading')}
      lead={t('people.lead')}
      back={back}
      onSkip={() => onward('skipped')}
      act={t('continue.look')}
      busy={save.isPending}
      failed={save.isError && !(save.error instanceof NotInvited)}
      onContinue={send}
      facts={facts}
    >
      <ErrorSummary attempt={attempt} mistakes={attempt > 0 ? wrong : []} />
      {save.error instanceof NotInvited && (
        <Notice kind="bad" role="alert">
          {save.error.message}
        </Notice>
      )}
      {!providers.data && (
        <Skeleton>
          <Bone height="160px" />
        </Skeleton>
      )}
      {providers.data && !amThere && (
        <div className={styles.block}>
          <Switch checked={typed.myself} label={<b>{t('people.myself')}</b>} onChange={(myself) => set({ myself })} />
          {typed.myself && (
            <>
              <p className={styles.quiet}>{t('people.myselfText')}</p>
              <TextField
                id="people-name"
                label={t('people.name')}
                maxLength={120}
                value={typed.name}
                error={error('people-name')}
                onChange={({ target }) => set({ name: target.value })}
              />
              <TextField
                id="people-headline"
                label={t('people.headline')}
                help={t('people.headlineHelp')}
                optional
                maxLength={120}
                value={typed.headline}
                onChange={({ target }) => set({ headline: target.value })}
              />
            </>
          )}
          <hr className={styles.rule} />
        </div>
      )}
      <div className={styles.block}>
        {typed.colleagues.map((colleague, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a colleague is a place in the list while they are typed
          <div key={index} className={styles.pair}>
            <TextField
              id={`people-name-${index}`}
              label={t('people.colleagueName')}
              maxLength={120}
              value={colleague.name}
              error={error(`people-name-${index}`)}
              onChange={({ target }) => setColleague(index, { name: target.value })}
            />
            <TextField
              id={`people-email-${index}`}
              type="email"
              label={t('people.colleagueEmail')}
              maxLength={254}
              value={colleague.email}
              error={error(`people-email-${index}`)}
              onChange={({ target }) => setColleague(index, { email: target.value })}
            />
            <Button
              kind="subtle"
              icon={<Dismiss16Regular />}
              aria-label={t('people.remove')}
              title={t('people.remove')}
              onClick={() => set({ colleagues: typed.colleagues.filter((_, at) => at !== index) })}
            />
          </div>
        ))}
        <Button
          className={styles.add}
          icon={<Add20Regular />}
          onClick={() => set({ colleagues: [...typed.colleagues, { name: '', email: '' }] })}
        >
          {t('people.invite')}
        </Button>
        <p className={styles.quiet}>{t('people.inviteHelp')}</p>
      </div>
    </GuideStep>
  );
}
