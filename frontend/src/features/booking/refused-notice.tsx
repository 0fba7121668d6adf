// The office's rules say no: which one, and the way to the visit that stands in the way, for whoever may see it.
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../../api/problem';
import { Notice } from '../../ui/notice';
import { TextLink } from '../../ui/text-link';

function linkOf({ extras }: ApiProblem): string | null {
  const existing = extras.existing as { link_token?: string | null } | undefined;
  return existing?.link_token ? `/v#${existing.link_token}` : null;
}

export default function RefusedNotice({ problem }: { problem: ApiProblem }) {
  const { t } = useTranslation('booking');
  const link = linkOf(problem);
  return (
    <Notice kind="warn" role="alert">
      {t(`refused.${problem.code}`)} {link && <TextLink to={link}>{t('refused.open')}</TextLink>}
    </Notice>
  );
}
