// The API's words under short names. Types only: everything else of the front end imports them from here, so that a
// renaming in the generated file is mended in one place.
import type { components } from './schema';

type Schemas = components['schemas'];

/** A time as somebody's clock on the wall shows it; computed by the server. */
export type Wall = Schemas['Wall'];
export type OfficeListed = Schemas['OfficeSummary'];
export type OfficeHours = Schemas['HoursRange'];
export type OfficePage = Schemas['OfficePage'];
export type ServiceSeen = Schemas['ServiceSeen'];
export type DurationChoice = Schemas['DurationChoice'];
export type PrivateOffer = Schemas['PrivateOffer'];
export type Question = Schemas['Question'];
export type ConsentAsked = Schemas['ConsentAsked'];
export type ProviderSeen = Schemas['ProviderSeen'];
/** `gone` only in the settings' preview: offered now, and not any more with what is typed. */
export type Slot = Schemas['SlotSeen'] & { gone?: boolean };
export type Slots = Omit<Schemas['Slots'], 'slots' | 'first_free'> & { slots: Slot[]; first_free: Slot | null };
export type Hold = Schemas['HoldSeen'];
export type Booked = Schemas['Booked'];
export type LinkSession = Schemas['LinkOpened'];
export type VisitSeen = Schemas['VisitSeen'];
export type Pass = Schemas['Pass'];

export type Session = Schemas['SessionSeen'];
export type Membership = Schemas['MembershipSeen'];
export type Role = Schemas['Role'];
export type Day = Schemas['Day'];
export type DayVisit = Schemas['DayVisit'];
/** The calendar between two dates. */
export type Board = Schemas['Board'];
export type BoardDay = Schemas['BoardDay'];
export type BoardProvider = Schemas['BoardProvider'];
export type BoardService = Schemas['BoardService'];
export type BoardVisit = Schemas['BoardVisit'];
export type BoardTaken = Schemas['BoardTaken'];
export type BoardAway = Schemas['BoardAway'];
export type BookingWish = Schemas['DeskBookingWish'];
export type MoveWish = Schemas['DeskMoveWish'];
export type Outcome = Schemas['Outcome'];
/** A visit with notes and the messages about it. */
export type VisitDetail = Required<Schemas['VisitDetail']>;
export type MessageSeen = Schemas['MessageSeen'];

export type Hours = Schemas['Hours'];
/** `ranges` null: the office's hours. */
export type ProviderHours = Schemas['ProviderHours'];
export type ServiceSetting = Schemas['ServiceSetting'];
export type ServiceChange = Schemas['ServiceChange'];
export type NewService = Schemas['NewService'];
export type ProviderSetting = Schemas['ProviderSetting'];
/** Why a start is not offered. */
export type Explanation = Schemas['Explanation'];
export type Reason = Schemas['ReasonSeen'];
export type TimeOff = Schemas['TimeOffSeen'];
export type TimeOffWish = Schemas['TimeOffWish'];
export type Profile = Schemas['Profile'];
export type ProfileChange = Schemas['ProfileChange'];

export type StaffList = Schemas['StaffList'];
export type StaffMember = Schemas['StaffMember'];
export type StaffChange = Schemas['StaffChange'];
export type Invitation = Schemas['InvitationSeen'];
export type InvitationWish = Schemas['InvitationWish'];
export type InvitationOpened = Schemas['InvitationOpened'];
export type NewProvider = Schemas['NewProvider'];
export type NewOffice = Schemas['NewOffice'];
export type VisitAhead = Schemas['VisitAhead'];
export type Departure = Schemas['Departure'];
export type Departed = Schemas['Departed'];
export type PrivateLink = Schemas['PrivateLinkSeen'];
export type PrivateLinkMade = Schemas['PrivateLinkMade'];
export type BookingLimit = Schemas['LimitSeen'];
export type LimitDraft = Schemas['LimitDraft'];
export type LimitUse = Schemas['LimitUse'];
export type SlotsPreview = Schemas['SlotsPreview'];
export type PreviewFacts = Schemas['PreviewFacts'];
export type Standing = Schemas['Standing'];
export type ProviderChange = Schemas['ProviderChange'];
export type ConsentWording = Schemas['ConsentWording'];

export type HistoryPage = Schemas['HistoryPage'];
export type HistoryEntry = Schemas['HistoryEntry'];
export type FieldChange = Schemas['FieldChange'];
export type Restoration = Schemas['Restoration'];
export type HoursSet = Schemas['HoursSet'];
export type HoursEffect = Schemas['HoursEffect'];
export type EffectiveHours = Required<Schemas['EffectiveHours']>;
export type HoursSource = Schemas['HoursSource'];
export type AwaySource = Schemas['AwaySource'];
export type OpeningSeen = Schemas['OpeningSeen'];
export type Season = Schemas['SeasonSeen'];
export type SeasonWish = Schemas['SeasonWish'];
export type Override = Schemas['OverrideSeen'];
export type OverrideWish = Schemas['OverrideAsk'];
export type Exceptions = Schemas['Exceptions'];
export type Holiday = Schemas['HolidaySeen'];
export type HolidaysKept = Schemas['HolidaysKept'];
/** A visit in the way of a change, with what may be done with it. */
export type AffectedVisit = Schemas['AffectedVisit'];
export type VisitAct = Schemas['VisitAct'];

export type ConsumerList = Schemas['ConsumerList'];
export type ConsumerListed = Schemas['ConsumerListed'];
export type ConsumerDetail = Schemas['ConsumerDetail'];
export type ConsumerMessage = Schemas['ConsumerMessage'];
export type ConsumerNote = Schemas['NoteSeen'];

export type SettingSeen = Schemas['SettingSeen'];
export type CheckSeen = Schemas['CheckSeen'];
