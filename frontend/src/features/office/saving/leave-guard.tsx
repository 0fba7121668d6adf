// Asks before somebody leaves a form with changes that are not saved. What was typed stays a draft of this tab in any case.
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Ask } from '../../../ui/ask';

/** Draw it only while something is not saved. */
export function LeaveGuard() {
  const { t } = useTranslation('office');
  const navigate = useNavigate();
  const [to, setTo] = useState<string | null>(null);
  useEffect(() => {
    function closing(event: BeforeUnloadEvent) {
      event.preventDefault();
    }
    function pressed(event: MouseEvent) {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      if (link.target || link.origin !== window.location.origin || link.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setTo(link.pathname + link.search + link.hash);
    }
    window.addEventListener('beforeunload', closing);
    document.addEventListener('click', pressed, true);
    return () => {
      window.removeEventListener('beforeunload', closing);
      document.removeEventListener('click', pressed, true);
    };
  }, []);
  if (to === null) return null;
  return (
    <Ask
      title={t('leave.title')}
      act={t('leave.go')}
      keep={t('leave.stay')}
      onAct={() => {
        setTo(null);
        void navigate(to);
      }}
      onClose={() => setTo(null)}
    >
      <p>{t('leave.text')}</p>
    </Ask>
  );
}
