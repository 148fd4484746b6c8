/** The screen of the present step, the same at the kiosk and on a phone. */
import type { Dispatch } from 'react';
import { type Act, type Flow, orderOf, serviceOf } from '@/public/kiosk/flow';
import { CareScreen } from '@/public/kiosk/screens/care-screen';
import { ConfirmScreen } from '@/public/kiosk/screens/confirm-screen';
import { EntryScreen } from '@/public/kiosk/screens/entry-screen';
import { IdentifyScreen } from '@/public/kiosk/screens/identify-screen';
import { NeedScreen } from '@/public/kiosk/screens/need-screen';
import { SelfServiceGoScreen, SelfServiceScreen } from '@/public/kiosk/screens/self-service-screen';
import { ServicesScreen } from '@/public/kiosk/screens/services-screen';
import type { Sending } from '@/public/kiosk/use-take-number';
import type { Kiosk, KioskService } from '@/public/shared/types';

interface FlowScreenProps {
  kiosk: Kiosk;
  flow: Flow;
  dispatch: Dispatch<Act>;
  sending: Sending;
  place: 'kiosk' | 'phone';
  /** Without a network only what works without a server is asked. */
  offline?: boolean;
  /** Takes the number another way than by sending. */
  onTake?: () => void;
}

/** Shows every step between the start and the slip, which differ by place. */
export function FlowScreen({ kiosk, flow, dispatch, sending, place, offline, onTake }: FlowScreenProps) {
  const service = serviceOf(flow, kiosk);
  const care = kiosk.care_groups.find((group) => group.code === flow.careGroup) ?? null;
  const careAsked = kiosk.care_groups.length > 0;
  const choose = (chosen: KioskService, need: string) =>
    dispatch({ act: 'choose_service', service: chosen, need, careAsked, offline });

  switch (flow.step) {
    case 'need':
      return (
        <NeedScreen
          kiosk={kiosk}
          words={flow.need}
          onChoose={choose}
          onAll={(need) => dispatch({ act: 'all_services', need })}
        />
      );
    case 'services':
      return (
        <ServicesScreen
          kiosk={kiosk}
          paged={place === 'kiosk'}
          onChoose={(chosen) => choose(chosen, flow.need)}
        />
      );
    case 'care':
      return (
        <CareScreen
          groups={kiosk.care_groups}
          onChoose={(code) => dispatch({ act: 'choose_care', code, service, offline })}
        />
      );
    case 'self_service':
      return service?.self_service ? (
        <SelfServiceScreen
          selfService={service.self_service}
          onGo={() => dispatch({ act: 'go_self_service' })}
          onStay={() => dispatch({ act: 'stay', offline })}
        />
      ) : null;
    case 'self_service_go':
      return (
        <SelfServiceGoScreen
          selfService={service?.self_service ?? null}
          onStay={() => dispatch({ act: 'stay', offline })}
          onReset={() => dispatch({ act: 'reset' })}
        />
      );
    case 'identify':
      return (
        <IdentifyScreen
          onKind={(kind) => dispatch({ act: 'choose_kind', kind })}
          onAnonymous={() => dispatch({ act: 'anonymous' })}
        />
      );
    case 'entry':
      return (
        <EntryScreen
          kind={flow.kind}
          before={flow.identity}
          refused={flow.refusedIdentity}
          place={place}
          onEnter={(identity) => dispatch({ act: 'enter', identity })}
        />
      );
    case 'confirm':
      return (
        <ConfirmScreen
          flow={flow}
          service={service}
          care={care}
          sending={sending}
          onAccessible={(accessible) => dispatch({ act: 'set_accessible', accessible })}
          onTake={onTake ?? (() => sending.send(orderOf(flow, place)))}
        />
      );
    case 'start':
    case 'check_in':
    case 'slip':
      return null;
  }
}
