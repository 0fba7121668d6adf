import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import { Rich } from '../../ui/rich';
import { text } from '../../ui/text';
import { TextLink } from '../../ui/text-link';

const useStyles = makeStyles({ number: { ...text.numbers, whiteSpace: 'nowrap' } });

export function PhoneLink({ phone }: { phone: string }) {
  const styles = useStyles();
  return (
    <TextLink className={styles.number} href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>
      {phone}
    </TextLink>
  );
}

/** A sentence of `visit` with `<phone>{{phone}}</phone>` in it; nothing for an office without a telephone. */
export function PhoneLine({ sentence, phone }: { sentence: string; phone: string | null }) {
  const { t } = useTranslation('visit');
  if (!phone) return null;
  return <Rich text={t(sentence, { phone })} tags={{ phone: (number) => <PhoneLink phone={number} /> }} />;
}
