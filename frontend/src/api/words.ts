// The API's words under short names. Types only: everything else of the front end imports them from here, so that a
// renaming in the generated file is mended in one place.
import type { components } from './schema';

type Schemas = components['schemas'];

/** A time as somebody's clock on the wall shows it; computed by the server. */
export type Wall = Schemas['Wall'];
export type OfficeListed = Schemas['OfficeListed'];
export type OfficeHours = Schemas['OfficeHours'];
export type OfficePage = Schemas['OfficePage'];
export type ServiceSeen = Schemas['ServiceSeen'];
export type ProviderSeen = Schemas['ProviderSeen'];
export type Slot = Schemas['Slot'];
export type Slots = Schemas['Slots'];
export type Hold = Schemas['Hold'];
export type Booked = Schemas['Booked'];
export type LinkSession = Schemas['LinkSession'];
export type VisitSeen = Schemas['VisitSeen'];
export type Pass = Schemas['Pass'];
export type Session = Schemas['Session'];
export type Membership = Schemas['Membership'];
export type Role = Membership['role'];
export type Day = Schemas['Day'];
export type DayVisit = Schemas['DayVisit'];
