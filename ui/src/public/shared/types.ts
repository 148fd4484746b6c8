/** What the public part of the API answers. Field names are those on the wire. */

/** Something with a Chinese and an English name. */
export interface Named {
  name: string;
  name_en: string;
}

/** A coded thing with its names, such as a care group. */
export interface Coded extends Named {
  code: string;
}

/** A branch as a visitor sees it. */
export interface Branch extends Named {
  id: string;
  address?: string;
  address_en?: string;
  phone?: string | null;
}

/** What makes a branch usable for everybody. */
export type Facility =
  | 'step_free'
  | 'low_counter'
  | 'accessible_toilet'
  | 'accessible_parking'
  | 'wheelchair'
  | 'hearing_aid'
  | 'sign_language'
  | 'tactile'
  | 'reading_glasses'
  | 'nursing_room';

/** Opening hours within a day, `HH:MM` local time. */
export interface Hours {
  from: string;
  to: string;
}

/** A wait estimate in whole seconds: one in two waits less than the low end, four in five less than the high one. */
export interface WaitRange {
  low_s: number;
  high_s: number;
  basis?: 'recent' | 'typical' | 'planned';
}

/** Where a service can also be done without a counter. */
export interface SelfService extends Named {
  hint?: string;
  hint_en?: string;
}

/** A branch as somebody sees it who thinks of going there. */
export interface FinderBranch extends Branch {
  open: boolean;
  hours_today: Hours[];
  /** Why the hours differ from the usual ones. */
  reason: string | null;
  closes_at: string | null;
  opens_at: string | null;
  waiting: number;
  wait: WaitRange | null;
  services: ServiceQueue[];
  /** There is a counter at which people sit. */
  seated: boolean;
  /** What makes it usable for everybody, codes. */
  facilities: Facility[];
  bookable: boolean;
  incidents: IncidentNote[];
}

/** All branches with their waits. */
export interface Finder {
  now: string;
  items: FinderBranch[];
}

/** What cannot be done for a while. */
export interface IncidentNote {
  id: string;
  text: string;
  text_en: string;
  /** Ids of what cannot be done; empty means nothing can. */
  services: string[];
  begun_at: string;
  expected_until: string | null;
}

/** A service offered at the kiosk. */
export interface KioskService extends Named {
  id: string;
  code: string;
  description: string;
  description_en: string;
  papers: Named[];
  typical_minutes: number;
  self_service: SelfService | null;
  /** How many wait; `null` while nobody can tell. */
  waiting: number | null;
  /** Whether anybody on duty can serve it now. */
  staffed: boolean;
}

/** A group of visitors who are cared for first; `evidence` is what shows it. */
export interface CareGroup extends Coded {
  evidence?: string | null;
  evidence_en?: string | null;
}

/** Everything the kiosk needs to know about its branch. */
export interface Kiosk {
  branch: Branch;
  now: string;
  open: boolean;
  hours_today: Hours[];
  closes_at: string | null;
  /** Whether the branch is getting ready to open and gives out no number yet. */
  preparing: boolean;
  /** Whether the number stands on the paper already. */
  roll?: boolean;
  waiting: number;
  services: KioskService[];
  care_groups: CareGroup[];
  idle_seconds: number;
  incidents: IncidentNote[];
}

/** A service found from the visitor's own words, best first. */
export interface NeedMatch extends Named {
  service_id: string;
  score: number;
  matched: string[];
}

/** The answer to words; `ask_person` means that no service fits well enough. */
export interface NeedMatches {
  matches: NeedMatch[];
  ask_person: boolean;
}

/** How a visitor may say who they are. */
export type IdentityKind = 'resident_id' | 'bank_card' | 'phone';

/** What a visitor typed or scanned to say who they are. */
export interface Identity {
  kind: IdentityKind;
  value: string;
}

/** The order for a ticket. */
export interface TicketOrder {
  service_id: string;
  identity?: Identity;
  care_group?: string;
  accessible?: boolean;
  need?: string;
  channel: 'kiosk' | 'phone';
}

/** By what somebody who booked beforehand checks in. */
export interface CheckInOrder {
  by: 'code' | 'phone' | 'link';
  value: string;
  accessible?: boolean;
}

/** Where a visit stands. */
export type TicketState =
  | 'waiting'
  | 'called'
  | 'serving'
  | 'parked'
  | 'finished'
  | 'left'
  | 'no_show'
  | 'diverted';

/** A number in hand. */
export interface Ticket {
  /** The kiosk issued it while the network was down: the server does not know it yet. */
  offline?: true;
  /** What keeps the service from being done while the visit waits; the place is kept. */
  incident?: IncidentNote | null;
  visit_id: string;
  token: string;
  number: string;
  state: TicketState;
  branch: Branch;
  service: Coded & { id: string };
  papers: Named[];
  self_service: SelfService | null;
  ahead: number;
  wait: WaitRange | null;
  /** Whether anybody on duty can serve it now. */
  staffed: boolean;
  counter: (Named & { number: string | number }) | null;
  care_group: Coded | null;
  accessible: boolean;
  issued_at: string;
  called_at: string | null;
  calls: number;
  postponed_until: string | null;
  phone_path: string;
  /** The whole address of the phone page, as a phone outside the bank opens it. */
  phone_url: string;
  rating: { due: boolean; given: boolean };
  next_steps: Named[];
  business_day: string;
}

/** One call on the hall screen; `times` grows when the same call is repeated. */
export interface Call {
  call_id: string;
  number: string;
  counter_number: string | number;
  counter_name?: string;
  counter_name_en?: string;
  called_at: string;
  times: number;
  round: number;
}

/** How calls are spoken. `volume` 0 means a silent hour. */
export interface Voice {
  languages: string[];
  volume: number;
  repeat: number;
}

/** How many wait for one service. */
export interface ServiceQueue extends Named {
  service_id: string;
  waiting: number;
  wait: WaitRange | null;
  /** Goes before everybody, so that no wait is told. */
  urgent: boolean;
  /** Somebody on duty could take it. */
  staffed: boolean;
}

/** What the hall screen shows; `calls` newest first. */
export interface Hall {
  branch: Branch;
  now: string;
  calls: Call[];
  /** At most this many calls are kept; a shorter list is complete. */
  kept_calls: number;
  waiting: number;
  wait: WaitRange | null;
  by_service: ServiceQueue[];
  voice: Voice;
  parked?: number;
  incidents: IncidentNote[];
}

/** A visitor's rating. */
export interface Rating {
  satisfaction: number;
  effort?: number;
  recommend?: number;
  comment?: string;
}
