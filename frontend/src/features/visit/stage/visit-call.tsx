// The call itself, in Azure's composite. A lazy chunk: `lazy(() => import('./stage/visit-call'))`. The parent gives it a
// height; before the call and after it the pages are ours, so once the stage has ended nothing is shown.
import { CallWithChatComposite, type CallWithChatCompositeOptions } from '@azure/communication-react';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { registerCallIcons } from './call-icons';
import { callLocale, isRightToLeft } from './call-locale';
import { callTheme } from './call-theme';
import type { VisitStage } from './visit-stage';

registerCallIcons();

const PHONE = '(max-width: 640px), (max-height: 480px)';

export interface VisitCallProps {
  stage: VisitStage;
  role: 'Presenter' | 'Attendee';
  /** The office's colour, `#rrggbb`. */
  colour: string;
  /** BCP 47, e.g. that of the pass. */
  locale: string;
  /** There is less room than the window: the narrow form, in which the chat takes the place of the pictures. */
  isNarrow?: boolean;
}

export default function VisitCall({ stage, role, colour, locale, isNarrow = false }: VisitCallProps) {
  const isOver = useIsOver(stage);
  const isPhone = useMediaQuery(PHONE);
  const theme = useMemo(() => callTheme(colour), [colour]);
  const options = useMemo(() => optionsFor(role), [role]);
  if (isOver) return null;
  return (
    <div data-visit-call="" style={{ height: '100%', width: '100%', minHeight: 0 }}>
      <CallWithChatComposite
        adapter={stage.adapter}
        fluentTheme={theme}
        formFactor={isPhone || isNarrow ? 'mobile' : 'desktop'}
        locale={callLocale(locale)}
        rtl={isRightToLeft(locale)}
        options={options}
      />
    </div>
  );
}

/** What a visit has. The survey is ours; leaving is one press, because coming back is one press too. */
function optionsFor(role: VisitCallProps['role']): CallWithChatCompositeOptions {
  const isPresenter = role === 'Presenter';
  return {
    callControls: {
      endCallButton: { disableEndCallModal: true, hangUpForEveryone: isPresenter ? 'endCallOptions' : false },
      screenShareButton: isPresenter,
      raiseHandButton: true,
      reactionButton: false,
      captionsButton: false,
      realTimeTextButton: false,
      dtmfDialerButton: false,
      holdButton: false,
    },
    joinCallOptions: { microphoneCheck: 'skip' },
    spotlight: { hideSpotlightButtons: true },
    surveyOptions: { disableSurvey: true },
  };
}

function useIsOver(stage: VisitStage): boolean {
  const [endedStage, setEndedStage] = useState<VisitStage>();
  useEffect(() => stage.onEnd(() => setEndedStage(stage)), [stage]);
  return endedStage === stage;
}

function useMediaQuery(query: string): boolean {
  const list = useMemo(() => window.matchMedia(query), [query]);
  return useSyncExternalStore(
    (changed) => {
      list.addEventListener('change', changed);
      return () => list.removeEventListener('change', changed);
    },
    () => list.matches,
  );
}
