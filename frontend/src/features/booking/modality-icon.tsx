import { CalendarLtr20Regular, Video20Regular } from '@fluentui/react-icons';
import type { ServiceSeen } from '../../api/words';

/** A camera for what is seen by video; a plain calendar for the rest, whose words say how. */
export function ModalityIcon({ modality }: Pick<ServiceSeen, 'modality'>) {
  return modality === 'video' ? <Video20Regular /> : <CalendarLtr20Regular />;
}
