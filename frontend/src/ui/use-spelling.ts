import { useTranslation } from 'react-i18next';
import { spellingLocale } from './wall';

/** The locale that times, dates, numbers and lists are spelled in on this page. */
export function useSpelling(): string {
  const { i18n } = useTranslation();
  return spellingLocale(i18n.language);
}
