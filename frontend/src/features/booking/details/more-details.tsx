// What some services ask for besides the contact. Its code comes only where there is something to ask.
import { makeStyles } from '@fluentui/react-components';
import { useTranslation } from 'react-i18next';
import type { ConsentAsked, Question } from '../../../api/words';
import { Rule } from '../../../ui/card';
import { Section } from '../../../ui/heading';
import type { Details } from '../draft';
import type { Answer, Answers } from './answers';
import { Consent } from './consent';
import type { DetailsErrors } from './details-check';
import { Guests } from './guests';
import { Intake } from './intake';

const useStyles = makeStyles({
  part: { display: 'flex', flexDirection: 'column', gap: '20px' },
});

interface MoreDetailsProps {
  details: Details;
  asked: readonly Question[];
  answers: Answers;
  guestsMax: number;
  consent: ConsentAsked | null;
  errors: DetailsErrors;
  onAnswer: (id: string, answer: Answer) => void;
  /** `field` is what was mended by it; null: everything about guests. */
  onDetails: (patch: Partial<Details>, field: string | null) => void;
}

export default function MoreDetails(props: MoreDetailsProps) {
  const { details, asked, answers, guestsMax, consent, errors, onAnswer, onDetails } = props;
  const { t } = useTranslation('booking');
  const styles = useStyles();
  return (
    <>
      {guestsMax > 0 && (
        <div className={styles.part}>
          <Rule />
          <Section>{t('guests.heading')}</Section>
          <Guests
            guests={details.guests}
            most={guestsMax}
            errors={errors}
            onGuests={(guests, field) => onDetails({ guests }, field)}
          />
        </div>
      )}
      {asked.length > 0 && (
        <div className={styles.part}>
          <Rule />
          <Section>{t('intake.heading')}</Section>
          <Intake asked={asked} answers={answers} errors={errors} onAnswer={onAnswer} />
        </div>
      )}
      {consent && (
        <div className={styles.part}>
          <Rule />
          <Section>{t('consent.heading')}</Section>
          <Consent
            consent={consent}
            agreed={details.agreed === consent.version}
            error={errors.consent}
            onAgree={(agreed) => onDetails({ agreed: agreed ? consent.version : null }, 'consent')}
          />
        </div>
      )}
    </>
  );
}
