/**
 * The words of /api/v1. Written by hand until the server's own description is there; from then on made by
 * `npm run generate:api` from openapi/schema.json.
 */
export interface components {
  schemas: {
    Wall: { date: string; time: string; end_time: string; time_zone: string };
    OfficeListed: { id: string; slug: string; name: string; time_zone: string; locale: string };
    OfficeHours: { weekday: number; from: string; to: string };
    ServiceSeen: {
      id: string;
      slug: string;
      name: string;
      text: string;
      category: string;
      duration_minutes: number;
      modality: 'video';
      price_minor: number | null;
      currency: string | null;
      colour: string;
      provider_ids: string[];
    };
    ProviderSeen: { id: string; name: string; headline: string; initials: string; time_zone: string };
    OfficePage: {
      id: string;
      slug: string;
      name: string;
      phone: string | null;
      email: string | null;
      address: string | null;
      time_zone: string;
      locale: string;
      colour: string;
      door_opens_minutes: number;
      hours: components['schemas']['OfficeHours'][];
      services: components['schemas']['ServiceSeen'][];
      providers: components['schemas']['ProviderSeen'][];
      now: string;
      call_stage: 'local' | 'acs';
    };
    Slot: {
      starts_at: string;
      ends_at: string;
      provider_ids: string[];
      reader: components['schemas']['Wall'];
      office: components['schemas']['Wall'];
    };
    Slots: {
      time_zone: string;
      office_time_zone: string;
      now: string;
      slots: components['schemas']['Slot'][];
      first_free: components['schemas']['Slot'] | null;
    };
    Hold: {
      id: string;
      secret: string;
      service_id: string;
      provider_id: string | null;
      starts_at: string;
      ends_at: string;
      expires_at: string;
      now: string;
      reader: components['schemas']['Wall'];
      office: components['schemas']['Wall'];
    };
    VisitSeen: {
      id: string;
      state:
        | 'booked'
        | 'open'
        | 'waiting'
        | 'admitted'
        | 'in_visit'
        | 'refused'
        | 'ended'
        | 'missed'
        | 'cancelled';
      now: string;
      office: { id: string; slug: string; name: string; phone: string | null; time_zone: string; colour: string };
      service: {
        id: string;
        name: string;
        duration_minutes: number;
        modality: 'video';
        price_minor: number | null;
        currency: string | null;
      };
      provider: {
        id: string;
        name: string;
        headline: string;
        initials: string;
        presence: 'available' | 'in_visit' | 'away';
      };
      consumer: { name: string; first_name: string; email: string; phone: string | null };
      starts_at: string;
      ends_at: string;
      reader: components['schemas']['Wall'];
      office_wall: components['schemas']['Wall'];
      door_opens_at: string;
      door_opens: components['schemas']['Wall'];
      revision: number;
      moved_from: components['schemas']['Wall'] | null;
      can_cancel: boolean;
      cancel_until: string | null;
      cancel_until_wall: components['schemas']['Wall'] | null;
      can_move: boolean;
      move_until: string | null;
      move_until_wall: components['schemas']['Wall'] | null;
      cancelled_by: 'consumer' | 'office' | null;
      waiting_since: string | null;
      place_in_line: number | null;
      estimate_minutes: number | null;
      estimate_wall: components['schemas']['Wall'] | null;
      connected_elsewhere: boolean;
      calendar_url: string;
      book_again_url: string;
    };
    Booked: { visit_id: string; link_token: string; visit: components['schemas']['VisitSeen'] };
    LinkSession: { visit_id: string; visit: components['schemas']['VisitSeen'] };
    Pass: {
      stage: 'local' | 'acs';
      user_id: string;
      display_name: string;
      role: 'Presenter' | 'Attendee';
      token: string;
      token_expires_at: string;
      endpoint: string;
      room_id: string;
      chat_thread_id: string | null;
      socket_url: string | null;
      locale: string;
    };
    Membership: {
      office: { id: string; slug: string; name: string; time_zone: string; colour: string };
      role: 'owner' | 'manager' | 'scheduler' | 'provider' | 'viewer';
    };
    Session: {
      person: { id: string; name: string; email: string; initials: string };
      memberships: components['schemas']['Membership'][];
      now: string;
    };
    DayVisit: {
      id: string;
      state: 'booked' | 'open' | 'waiting' | 'admitted' | 'in_visit' | 'ended' | 'cancelled' | 'missed';
      outcome: 'completed' | 'consumer_no_show' | 'provider_no_show' | null;
      consumer: { name: string; initials: string; phone: string | null; email: string | null };
      service: { id: string; name: string; colour: string };
      provider: { id: string; name: string; initials: string };
      starts_at: string;
      ends_at: string;
      office: components['schemas']['Wall'];
      consumer_wall: components['schemas']['Wall'];
      waiting_since: string | null;
      waited_minutes: number | null;
      wait: 'early' | 'just_came' | 'waiting' | 'long' | null;
      left_at: string | null;
      may_join: boolean;
      may_join_at: string | null;
      started_at: string | null;
      ended_at: string | null;
      revision: number;
    };
    Day: {
      on: string;
      today: string;
      now: string;
      time_zone: string;
      visits: components['schemas']['DayVisit'][];
      providers: components['schemas']['ProviderSeen'][];
    };
  };
}
