// Whom a change reaches, in a sentence: everybody by e-mail, by text who agreed to texts.
import { useTranslation } from 'react-i18next';
import { calledName } from '../../ui/called-name';

interface Reached {
  name: string;
  people: number;
  texts: number;
}

export function useReach() {
  const { t } = useTranslation('calendar');
  return ({ name, people, texts }: Reached, tense: 'willGet' | 'goesOut'): string => {
    if (people === 1) return t(`reach.${tense}.${texts ? 'both' : 'mail'}`, { name: calledName(name) });
    return t(`reach.${tense}.${texts ? 'manyBoth' : 'many'}`, { count: people, texts });
  };
}
