/**
 * The shapes of the HTTP API, written by hand until `schema.ts` is generated from `docs/api/openapi.json`.
 *
 * Instants are RFC 3339 strings in UTC; durations are whole seconds and end in `_s`.
 */

/** One page of a list; `next` is the cursor of the following page or null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A thing with a code and a name in both languages. */
export interface Named {
  code: string;
  name: string;
  name_en: string;
}

/** A thing with an id and a name in both languages. */
export interface NamedId {
  id: string;
  name: string;
  name_en: string;
}

/** A person, as others see them. */
export interface Person {
  id: string;
  name: string;
}

/** One fault of a request; `pointer` is a JSON pointer into the body. */
export interface FieldFault {
  pointer: string;
  code: string;
  detail: string;
}

/** The body of every refusal (`application/problem+json`). */
export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: string;
  trace_id: string;
  errors?: FieldFault[];
  retry_after_s?: number;
}

// ---------------------------------------------------------------- session

export interface Session {
  staff: { id: string; name: string; name_en: string; job_title: string | null };
  username: string;
  roles: string[];
  permissions: string[];
  branch: NamedId | null;
  branches: NamedId[];
  counter_id: string | null;
  totp_enabled: boolean;
  expires_at: string;
  demo: boolean;
  bank: { name: string; name_en: string };
}

export interface SessionRow {
  id: string;
  created_at: string;
  last_seen_at: string;
  expires_at: string;
  user_agent: string | null;
  address: string | null;
  current: boolean;
}

export interface TotpEnrolment {
  secret: string;
  otpauth_url: string;
  qr_svg: string;
}

export interface DemoRole {
  role: string;
  name: string;
  name_en: string;
  description: string;
  description_en: string;
  landing: string;
}

export interface Demo {
  loaded: boolean;
  bank: string;
  bank_en: string;
  branches: NamedId[];
  roles: DemoRole[];
}

// ---------------------------------------------------------------- lobby

export type VisitState =
  | 'waiting'
  | 'called'
  | 'serving'
  | 'parked'
  | 'finished'
  | 'left'
  | 'no_show'
  | 'diverted';

export type CounterState = 'closed' | 'free' | 'calling' | 'serving' | 'paused';

/** How a waiting time stands against its target. */
export type Level = 'ok' | 'warn' | 'breach';

export interface ServiceRef extends NamedId {
  code: string;
}

export interface Range {
  low_s: number;
  high_s: number;
}

export interface QueueEntry {
  visit_id: string;
  number: string;
  service_id: string;
  service_name: string;
  service_name_en: string;
  class: string;
  care_group: string | null;
  tier: string | null;
  state: VisitState;
  arrived_at: string;
  waited_s: number;
  target_s: number;
  level: Level;
  accessible: boolean;
  reserved_for: { staff_id: string | null; counter_id: string | null } | null;
  postponed_until: string | null;
  calls: number;
}

export interface Why {
  score: number;
  class: string;
  waited_min: number;
  base: number;
  rate_per_min: number;
  rule: 'accumulated' | 'hard_maximum' | 'reserved' | 'chosen_by_hand';
  candidates: number;
  runner_up: { number: string; score: number } | null;
  sentence: string;
}

export interface Step {
  seq: number;
  kind: string;
  at: string;
  actor: { kind: 'staff' | 'customer' | 'system'; id: string | null; name: string | null };
  counter_number: string | null;
  service_name: string | null;
  detail: Record<string, unknown>;
  why: Why | null;
}

export interface VisitCustomer {
  id: string;
  name: string;
  tier: string | null;
  care_needs: string[];
}

export interface Visit {
  id: string;
  number: string;
  branch_id: string;
  business_day: string;
  service: ServiceRef;
  class: string;
  care_group: string | null;
  tier: string | null;
  customer: VisitCustomer | null;
  state: VisitState;
  accessible: boolean;
  need: string | null;
  arrived_at: string;
  called_at: string | null;
  serving_at: string | null;
  finished_at: string | null;
  counter: { id: string; number: string; name: string } | null;
  staff: Person | null;
  calls: number;
  wait_s: number;
  service_s: number | null;
  why: Why | null;
  steps: Step[];
  actions: string[];
  reserved_for: { staff_id: string | null; counter_id: string | null } | null;
  postponed_until: string | null;
  version: number;
}

/** A visit in a list; the record adds the steps. */
export type VisitSummary = Omit<Visit, 'steps' | 'why' | 'actions'> &
  Partial<Pick<Visit, 'steps' | 'why' | 'actions'>>;

export interface DeskCounter {
  id: string;
  number: string;
  name: string;
  name_en: string;
  branch_id: string;
  state: CounterState;
  since: string;
  pause_reason: string | null;
  staff: Person | null;
  service_ids: string[];
}

export interface Desk {
  counter: DeskCounter;
  current: Visit | null;
  waiting: QueueEntry[];
  waiting_total: number;
  parked: QueueEntry[];
  services: ServiceRef[];
  colleagues: (Person & { counter_number: string | null })[];
  counters: { id: string; number: string; name: string; state: CounterState }[];
  pause_reasons: Named[];
  recalls_before_no_show: number;
  served_today: number;
  mean_service_s: number | null;
  self_service: Named[];
  care_groups: Named[];
  /** How a visit can end and what a customer can be told to do next; the usual ones when absent. */
  outcomes?: Named[];
  next_steps?: Named[];
}

export interface CallAnswer {
  visit: Visit | null;
  idle: 'nobody_waiting' | 'no_skill' | null;
}

export interface BoardCounter {
  id: string;
  number: string;
  name: string;
  name_en: string;
  state: CounterState;
  since: string;
  staff_name: string | null;
  visit_id: string | null;
  visit_number: string | null;
  service_name: string | null;
  service_name_en: string | null;
  state_s: number;
  pause_reason: string | null;
}

export interface BoardService {
  service_id: string;
  code: string;
  name: string;
  name_en: string;
  waiting: number;
  serving: number;
  served: number;
  longest_wait_s: number | null;
  mean_wait_s: number | null;
  target_s: number;
  wait: Range | null;
}

export interface BoardTotals {
  waiting: number;
  serving: number;
  served: number;
  left: number;
  no_show: number;
  diverted: number;
  care_waiting: number;
  mean_wait_s: number | null;
  p50_wait_s: number | null;
  p90_wait_s: number | null;
  longest_wait_s: number | null;
  within_target_share: number | null;
}

export interface Alert {
  id: string;
  kind: 'care_waiting' | 'wait_breach' | 'extra_counter' | 'assistance' | 'low_rating';
  level: 'warn' | 'breach' | 'info';
  visit_id: string | null;
  number: string | null;
  raised_at: string;
  args: Record<string, unknown>;
  sentence: string;
  acknowledged_by: Person | null;
  acknowledged_at: string | null;
}

export interface Board {
  branch: NamedId;
  now: string;
  totals: BoardTotals;
  services: BoardService[];
  counters: BoardCounter[];
  waiting: QueueEntry[];
  alerts: Alert[];
  guidance: { offered: number; accepted: number; declined: number; done: number };
  self_service?: Named[];
}

export interface KioskService extends ServiceRef {
  category: string;
  description: string;
  description_en: string;
  papers: { name: string; name_en: string }[];
  typical_minutes: number;
  self_service: { name: string; name_en: string; hint: string; hint_en: string } | null;
  waiting: number;
}

export interface Kiosk {
  branch: NamedId & { code: string };
  now: string;
  open: boolean;
  waiting: number;
  services: KioskService[];
  care_groups: (Named & { evidence: string; evidence_en: string })[];
}

export interface IssueTicket {
  service_id: string;
  identity?: { kind: 'resident_id' | 'bank_card' | 'phone'; value: string };
  care_group?: string;
  accessible?: boolean;
  need?: string;
  locale?: 'zh-CN' | 'en';
  channel?: 'kiosk' | 'phone' | 'staff';
}

export interface Ticket {
  visit_id: string;
  token: string;
  number: string;
  state: VisitState;
  service: ServiceRef;
  ahead: number;
  wait: (Range & { basis: 'recent' | 'typical' }) | null;
  papers: { name: string; name_en: string }[];
  qr_svg?: string;
  phone_path: string;
}

// ---------------------------------------------------------------- voice

export interface FollowUp {
  id: string;
  branch_id: string;
  visit_id: string;
  visit_number: string;
  state: 'open' | 'closed';
  satisfaction: number;
  effort: number | null;
  recommend: number | null;
  comment: string | null;
  created_at: string;
  due_at: string;
  assignee: Person | null;
  closed_at: string | null;
  outcome: string | null;
  note: string | null;
}

export interface RatingSummary {
  count: number;
  mean_satisfaction: number | null;
  low_share: number | null;
  response_rate: number | null;
}

// ---------------------------------------------------------------- customers

export interface CustomerDocument {
  id: string;
  kind: string;
  number: string;
}

export interface Customer {
  id: string;
  name: string;
  phone: string | null;
  tier: string | null;
  care_needs: string[];
  documents: CustomerDocument[];
  home_branch_id: string | null;
  created_at: string;
  version: number;
  unmask_reasons: Named[];
}

export interface CreateCustomer {
  name: string;
  phone?: string | null;
  tier?: string;
  care_needs?: string[];
  documents?: { kind: string; number: string }[];
  home_branch_id?: string | null;
}

export interface TimelineEntry {
  id: string;
  at: string;
  kind: string;
  visit_id: string | null;
  branch_id: string | null;
  sentence: string;
  detail: Record<string, unknown>;
}

export interface Look {
  id: string;
  at: string;
  staff: Person;
  field: string;
  reason: string;
  note: string | null;
}

// ---------------------------------------------------------------- organisation

export type BranchKind = 'head_office' | 'branch' | 'sub_branch';

export interface Branch {
  id: string;
  parent_id: string | null;
  kind: BranchKind;
  code: string;
  name: string;
  name_en: string;
  address: string;
  phone: string;
  zone: string;
  jurisdiction: string;
  active: boolean;
  version: number;
}

export type CounterKind = 'cash' | 'open' | 'office' | 'hall';

export interface Counter {
  id: string;
  branch_id: string;
  number: string;
  name: string;
  name_en: string;
  kind: CounterKind;
  service_ids: string[];
  active: boolean;
  version: number;
}

export interface Service {
  id: string;
  code: string;
  prefix: string;
  name: string;
  name_en: string;
  category: string;
  description: string;
  description_en: string;
  typical_s: number;
  skill: string | null;
  class: string | null;
  active: boolean;
  version: number;
}

export interface Grant {
  id: string;
  role: string;
  branch_id: string | null;
}

export interface Staff {
  id: string;
  employee_number: string;
  name: string;
  name_en: string;
  job_title: string;
  branch_id: string;
  skills: string[];
  active: boolean;
  version: number;
}

export interface Skill extends NamedId {
  code: string;
}

export interface Shift {
  id: string;
  branch_id: string;
  staff_id: string;
  counter_id: string | null;
  from: string;
  to: string;
  version: number;
}

/** A stretch of a day on the clock of the branch: "09:00" to "17:00". */
export interface Interval {
  from: string;
  to: string;
}

export interface OpeningHours {
  workday: Interval[];
  weekend: Interval[];
  holiday: Interval[];
  /** Null means the hours of workdays. */
  make_up_workday: Interval[] | null;
  exceptions: { date: string; intervals: Interval[]; reason: string }[];
}

export interface CalendarDay {
  date: string;
  kind: 'holiday' | 'make_up_workday' | 'ordinary';
  name: string;
}

export interface Calendar {
  jurisdiction: string;
  year: number;
  /** Whether the year is published; otherwise every day follows its weekday. */
  known: boolean;
  days: CalendarDay[];
}

export interface Role {
  code: string;
  name: string;
  name_en: string;
  description?: string;
  description_en?: string;
}

// ---------------------------------------------------------------- rules and audit

export interface PackRow {
  pack: string;
  name: string;
  name_en?: string;
  version: number;
  origin: 'built_in' | 'override';
  valid_from: string | null;
}

export interface PackVersion {
  version: number;
  origin: 'built_in' | 'override';
  valid_from: string | null;
  note: string | null;
  created_at: string | null;
  author: Person | null;
}

export interface Pack {
  pack: string;
  name: string;
  name_en?: string;
  /** The text of the version in force, YAML. */
  content: string;
  version: number;
  versions: PackVersion[];
}

export interface PackCheck {
  problems: { path: string; line?: number | null; message: string }[];
  changes: { path: string; before?: unknown; after?: unknown }[];
}

export interface AuditRow {
  seq: number;
  at: string;
  actor: { kind: string; id: string | null; name: string | null };
  action: string;
  resource: string;
  resource_id: string | null;
  outcome: string;
  detail: Record<string, unknown>;
  trace_id: string | null;
}

export interface AuditVerification {
  ok: boolean;
  rows: number;
  problems: (string | { seq?: number; kind?: string; message?: string })[];
}
