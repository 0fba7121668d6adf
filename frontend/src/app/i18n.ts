// Languages. Each namespace is one JSON file per language, fetched when a page first needs it. `?lang=pseudo` shows every
// text lengthened and accented, `?lang=pseudo-rtl` also from right to left: what stays plain was never translated.
import i18next, { type BackendModule, type ReadCallback, type ResourceKey } from 'i18next';
import { initReactI18next } from 'react-i18next';

/** Languages people may choose; the pseudo ones are for us. */
export const LANGUAGES: readonly { code: string; name: string }[] = [{ code: 'en', name: 'English' }];

const PSEUDO = ['pseudo', 'pseudo-rtl'];
const KNOWN = [...LANGUAGES.map(({ code }) => code), ...PSEUDO];
const RIGHT_TO_LEFT = new Set(['ar', 'fa', 'he', 'ur', 'pseudo-rtl']);
const REMEMBERED = 'frontdesk.language';

const files = import.meta.glob<string>('../locales/*/*.json', { query: '?url', import: 'default', eager: true });

async function textsOf(file: string, pseudo: boolean): Promise<ResourceKey> {
  const answer = await fetch(file);
  if (!answer.ok) throw new Error(`No texts: ${file} answers ${answer.status}.`);
  const texts = (await answer.json()) as ResourceKey;
  if (!pseudo) return texts;
  const { pseudoTexts } = await import('./pseudo');
  return pseudoTexts(texts);
}

const fromFiles: BackendModule = {
  type: 'backend',
  init: () => undefined,
  read: (language: string, namespace: string, done: ReadCallback) => {
    const pseudo = PSEUDO.includes(language);
    const file = files[`../locales/${pseudo ? 'en' : language}/${namespace}.json`];
    if (!file) {
      done(new Error(`No texts for ${namespace} in ${language}.`), null);
      return;
    }
    textsOf(file, pseudo).then(
      (texts) => done(null, texts),
      (error: unknown) => done(error as Error, null),
    );
  },
};

export function directionOf(language: string): 'ltr' | 'rtl' {
  return RIGHT_TO_LEFT.has(language) ? 'rtl' : 'ltr';
}

/** Asked for in the address, remembered, or the browser's; English otherwise. */
function firstLanguage(): string {
  const asked = new URLSearchParams(window.location.search).get('lang');
  if (asked && KNOWN.includes(asked)) sessionStorage.setItem(REMEMBERED, asked);
  const remembered = sessionStorage.getItem(REMEMBERED) ?? localStorage.getItem(REMEMBERED);
  if (remembered && KNOWN.includes(remembered)) return remembered;
  const spoken = navigator.languages.map((language) => language.split('-')[0] ?? '');
  return spoken.find((language) => LANGUAGES.some(({ code }) => code === language)) ?? 'en';
}

export async function chooseLanguage(code: string): Promise<void> {
  localStorage.setItem(REMEMBERED, code);
  sessionStorage.removeItem(REMEMBERED);
  await i18next.changeLanguage(code);
}

export async function startLanguages(): Promise<void> {
  i18next.on('languageChanged', (language) => {
    document.documentElement.lang = PSEUDO.includes(language) ? 'en' : language;
    document.documentElement.dir = directionOf(language);
  });
  await i18next
    .use(fromFiles)
    .use(initReactI18next)
    .init({
      lng: firstLanguage(),
      fallbackLng: 'en',
      supportedLngs: KNOWN,
      load: 'currentOnly',
      ns: ['common'],
      defaultNS: 'common',
      fallbackNS: 'common',
      interpolation: { escapeValue: false },
      returnNull: false,
      showSupportNotice: false,
    });
}
