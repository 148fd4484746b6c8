/** The ticket of a number that the kiosk issued by itself: nobody knows yet how long it will take. */
import type { HeldNumber } from '@/public/kiosk/offline/shelf';
import type { Kiosk, Ticket } from '@/public/shared/types';

/** Writes the ticket as the slip shows it. */
export function offlineTicket(kiosk: Kiosk, held: HeldNumber): Ticket | null {
  const { issued } = held;
  const service = kiosk.services.find((one) => one.id === issued?.service_id);
  if (!issued || !service) return null;
  return {
    offline: true,
    visit_id: '',
    token: held.token,
    number: held.number,
    state: 'waiting',
    branch: kiosk.branch,
    service,
    papers: service.papers,
    self_service: null,
    ahead: 0,
    wait: null,
    staffed: true,
    counter: null,
    care_group: kiosk.care_groups.find((group) => group.code === issued.care_group) ?? null,
    accessible: issued.accessible ?? false,
    issued_at: issued.issued_at,
    called_at: null,
    calls: 0,
    postponed_until: null,
    phone_path: `/phone/${held.token}`,
    phone_url: held.phone_root + held.token,
    rating: { due: false, given: false },
    next_steps: [],
    business_day: held.business_day,
  };
}
