// What every face of the page is given, and the sentences that many of them share.
import { useTranslation } from 'react-i18next';
import type { Live } from '../../api/live';
import type { OfficePage, VisitSeen } from '../../api/words';
import { calledName } from '../../ui/called-name';
import { useMomentWords } from '../../ui/moment';
import { differ } from '../../ui/wall';
import type { VisitCallControl } from './call/use-visit-call';
import type { Here } from './face';

export interface FaceProps {
  visit: VisitSeen;
  /** The office's own words; never waited for. */
  office: OfficePage | undefined;
  live: Live;
  here: Here;
  setHere: (next: Here) => void;
  call: VisitCallControl;
  /** The face before this one was the waiting room. */
  wasWaiting: boolean;
}

export function useVisitWords(visit: VisitSeen) {
  const { t } = useTranslation('visit');
  const words = useMomentWords();
  const { reader, office_wall: office } = visit;
  const provider = calledName(visit.provider.name);
  return {
    ...words,
    /** "Dr Priya" */
    provider,
    /** "Thu 26 Nov, 15:30 – 15:50, Berlin time" */
    moment: words.whole,
    /** "Follow-up visit, Thu 26 Nov, 15:30 – 15:50, Berlin time" */
    whole: t('line.whole', { service: visit.service.name, when: words.whole(reader) }),
    /** "(14:30 – 14:50 in London)", or nothing where both clocks agree. */
    atOffice: differ(reader, office)
      ? t('line.atOffice', {
          range:
            reader.date === office.date ? words.range(office) : `${words.day(office.date)}, ${words.range(office)}`,
          city: words.city(office.time_zone),
        })
      : '',
    /** "Follow-up visit with Dr Priya, Thu 26 Nov, 15:30, Berlin time" */
    short: t('line.short', {
      service: visit.service.name,
      provider,
      when: words.start(reader),
      zone: words.zone(reader.time_zone),
    }),
  };
}
