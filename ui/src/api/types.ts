/**
 * Names for the shapes of the generated `schema.ts`.
 *
 * Instants are RFC 3339 strings in UTC; durations are whole seconds and end in `_s`.
 */

import type { components } from './schema';

type Schemas = components['schemas'];

/**
 * What the server answers: it writes every field, null where there is nothing, although the document counts a
 * field that may be null as optional.
 */
type Full<T> = T extends (infer Item)[]
  ? Full<Item>[]
  : T extends object
    ? { [Key in keyof T]-?: Full<Exclude<T[Key], undefined>> }
    : T;

type Answer<Name extends keyof Schemas> = Full<Schemas[Name]>;

/** One page of a list; `next` is the cursor of the following page or null at the end. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A thing with a code and a name in both languages. */
export type Named = Answer<'CodeView'>;
/** A thing with an id and a name in both languages. */
export type NamedId = Answer<'SessionPlace'>;
/** A person, as others see them. */
export type Person = Answer<'StaffNameView'>;

/** One fault of a request; `pointer` is a JSON pointer into the body. */
export type FieldFault = Schemas['FieldProblem'];
/** The body of every refusal (`application/problem+json`). */
export type ProblemBody = Schemas['Problem'];

// ---------------------------------------------------------------- session

/** Only programs read the token; the browser has its cookie. */
export type Session = Omit<Answer<'SessionView'>, 'token'>;
export type SessionRow = Answer<'OwnSessionView'>;
export type TotpEnrolment = Answer<'TotpEnrolmentView'>;
export type RecoveryCodes = Answer<'RecoveryCodesView'>;
export type DemoRole = Answer<'DemoRole'>;
export type Demo = Answer<'DemoView'>;

// ---------------------------------------------------------------- lobby

export type VisitState = Schemas['VisitState'];
export type CounterState = Schemas['CounterState'];
export type VisitAction = Schemas['VisitAction'];
export type StepKind = Schemas['StepKind'];
/** How a waiting time stands against its target. */
export type Level = Schemas['LevelView'];

/** What can be imagined otherwise at a branch. */
export type WhatIfChoices = Answer<'WhatIfChoicesView'>;
export type AskWhatIf = Schemas['AskWhatIf'];
/** What would have been. */
export type WhatIf = Answer<'WhatIfView'>;
export type WhatIfRow = Answer<'WhatIfRowView'>;
/** A figure by the record, simulated as it was, and with the changes. */
export type WhatIfFigure = Answer<'WhatIfFigureView'>;
/** A mean over days with its confidence band. */
export type Band = Answer<'BandView'>;
/** How many counters a day needs. */
export type Staffing = Answer<'StaffingView'>;
export type HalfHour = Answer<'HalfHourView'>;

export type ServiceRef = Answer<'ServiceNameView'>;
export type CareGroup = Answer<'CareGroupView'>;
/** How a visitor is classed, with the names of the rules. */
export type Standing = Answer<'StandingView'>;
export type QueueEntry = Answer<'QueueEntryView'>;
export type Why = Answer<'WhyView'>;
export type Step = Answer<'StepView'>;
export type Visit = Answer<'VisitView'>;
export type Desk = Answer<'DeskView'>;
/** Where the caller sits. */
export type Seat = Answer<'SeatView'>;
export type CallAnswer = Answer<'CalledView'>;
export type BoardCounter = Answer<'BoardCounterView'>;
export type BoardService = Answer<'BoardServiceView'>;
export type Alert = Answer<'AlertView'>;
export type Board = Answer<'BoardView'>;
export type Incident = Answer<'IncidentView'>;
export type IncidentReport = Answer<'IncidentReportView'>;
export type BeginIncident = Schemas['BeginIncident'];
export type ChangeIncident = Schemas['ChangeIncident'];
export type Kiosk = Answer<'KioskView'>;
export type Ticket = Answer<'TicketView'>;
export type AppointmentState = Schemas['AppointmentState'];
export type AppointmentRecord = Answer<'AppointmentRecordView'>;
export type AppointmentLetter = Answer<'AppointmentLetterView'>;
export type BookAppointment = Schemas['BookAppointment'];
export type Booking = Answer<'BookingView'>;
export type BookingDays = Answer<'BookingDayList'>;
export type IssueTicket = Schemas['TakeTicket'];
export type KioskDevice = Schemas['KioskDeviceView'];
export type RegisteredKiosk = Schemas['RegisteredKioskView'];
export type RegisterKiosk = Schemas['RegisterKiosk'];
export type Roll = Schemas['RollView'];
export type SetRoll = Schemas['SetRoll'];
export type TransferTo = Schemas['TransferVisit'];
export type Finish = Schemas['FinishVisit'];
export type Park = Schemas['ParkVisit'];
export type Guidance = Schemas['GuideVisit'];
/** What triage may change; null takes the care group away. */
export type Triage = Schemas['TriageVisit'];

export type ChecklistKind = Schemas['ChecklistKind'];
export type ChecklistStatus = Schemas['ChecklistStatus'];
/** What somebody may say of an item. */
export type Finding = Schemas['Finding'];
/** The opening or closing list of a branch today. */
export type Checklist = Answer<'ChecklistView'>;
export type ChecklistItem = Answer<'ChecklistItemView'>;
export type Progress = Answer<'ProgressView'>;
/** Who did something, and when. */
export type Hand = Answer<'HandView'>;
/** A problem that is carried from day to day until somebody resolves it. */
export type OpenItem = Answer<'OpenItemView'>;
/** How a list stands after an act. */
export type ChecklistStanding = Answer<'ChecklistStanding'>;
export type BranchChecklist = Answer<'BranchChecklistView'>;
export type Handover = Answer<'HandoverView'>;

// ---------------------------------------------------------------- customers

export type Customer = Answer<'CustomerView'>;
export type UnmaskReason = Answer<'ReasonView'>;
export type DocumentKind = Schemas['DocumentKind'];
export type CreateCustomer = Schemas['CreateCustomer'];
export type CustomerChange = Schemas['UpdateCustomer'];
export type Unmask = Schemas['UnmaskCustomer'];
export type UnmaskedField = Answer<'UnmaskedField'>;
/** The room of customers knows the states of a visit only as words; they are those of the hall. */
export type TimelineVisit = Omit<Answer<'TimelineVisit'>, 'state'> & { state: VisitState };
export type TimelineStep = Answer<'TimelineStep'>;
/** A visit with everything that happened in it, or one thing by itself. */
export type TimelineEntry = Omit<Answer<'TimelineEntry'>, 'visit'> & {
  visit: TimelineVisit | null;
};
export type Look = Answer<'LookView'>;

// ---------------------------------------------------------------- organisation

export type BranchKind = Schemas['BranchKind'];
export type CounterKind = Schemas['CounterKind'];
export type CalendarDayKind = Schemas['CalendarDayKind'];

export type Branch = Answer<'BranchView'>;
/** What makes a branch usable for everybody. */
export type Facility = Schemas['Facility'];
export type Counter = Answer<'CounterView'>;
export type Service = Answer<'ServiceView'>;
export type Grant = Answer<'GrantView'>;
export type Staff = Answer<'StaffView'>;
/** How somebody signs in. */
export type Account = Answer<'AccountView'>;
export type NewAccount = Schemas['CreateAccount'];
export type Skill = Answer<'SkillView'>;
export type Shift = Answer<'ShiftView'>;
export type Offered = Answer<'OfferedServices'>;
export type Role = Answer<'RoleView'>;
/** A stretch of a day on the clock of the branch: "09:00" to "17:00". */
export type Interval = Answer<'IntervalBody'>;
/** The hours of a branch by kind of day; a null make-up workday has the hours of workdays. */
export type Hours = Answer<'HoursBody'>;
export type OpeningHours = Answer<'OpeningHoursView'>;
export type CalendarDay = Answer<'CalendarDayView'>;
export type Calendar = Answer<'CalendarView'>;

// ---------------------------------------------------------------- rules and audit

export type PackRow = Answer<'RuleSummary'>;
export type PackVersion = Answer<'RuleVersion'>;
export type Pack = Answer<'RuleView'>;
export type PackCheck = Answer<'RuleCheck'>;
export type AuditRow = Answer<'AuditView'>;
export type AuditFinding = Answer<'AuditFinding'>;
export type AuditVerification = Answer<'AuditVerification'>;

// ---------------------------------------------------------------- voice

/** How a follow-up may end. */
export type FollowUpOutcome = Answer<'OutcomeView'>;
export type FollowUp = Answer<'FollowUpView'>;
export type CloseFollowUp = Schemas['CloseFollowUp'];
export type Rating = Answer<'RatingView'>;
/** Figures over the ratings of the last 30 days. */
export type RatingSummary = Answer<'RatingSummary'>;
