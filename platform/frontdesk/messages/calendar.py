"""The visit for people's calendars: one UID for life, a sequence that rises with each change, nothing that tells why.

The letter carries an invitation (or its withdrawal); the page offers a plain file to save.
"""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

from frontdesk.clock import zone
from frontdesk.messages.dates import moment, say
from frontdesk.messages.queries import Occasion


def calendar_file(
    occasion: Occasion, *, link: str, sender: str, stamped_at: datetime, method: Literal["invite", "plain"] = "invite"
) -> bytes:
    """Write the ICS file (RFC 5545). `invite` asks calendars to add, move or remove it; `plain` just states it.

    `sender` is the address that mails, named as organizer: answers go nowhere else.
    """
    cancelled = _is_off(occasion)
    calendar = Calendar()
    calendar.add("prodid", "-//Frontdesk//Visits//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method == "invite":
        calendar.add("method", "CANCEL" if cancelled else "REQUEST")
    calendar.add_component(_event(occasion, link=link, sender=sender, stamped_at=stamped_at, invite=method == "invite"))
    calendar.add_missing_timezones(
        first_date=occasion.starts_at.date().replace(month=1, day=1),
        last_date=occasion.ends_at.date().replace(year=occasion.ends_at.year + 1, month=1, day=1),
    )
    return bytes(calendar.to_ical())


def _event(occasion: Occasion, *, link: str, sender: str, stamped_at: datetime, invite: bool) -> Event:
    locale, here = occasion.locale, _readable_zone(occasion)
    when = moment(occasion.starts_at, occasion.reader_zone, locale)
    cancelled = _is_off(occasion)
    event = Event()
    event.add("uid", str(occasion.calendar_uid))
    event.add("sequence", occasion.revision + cancelled)  # a cancellation is a change, too, but no revision
    event.add("dtstamp", stamped_at)
    event.add("dtstart", occasion.starts_at.astimezone(here))
    event.add("dtend", occasion.ends_at.astimezone(here))
    event.add("summary", say(locale, "calendar", "summary", office=occasion.office_name))
    event.add("description", say(locale, "calendar", "description", link=link, when=when))
    event.add("url", link)
    event.add("location", link if occasion.modality == "video" else occasion.office_name)
    event.add("status", "CANCELLED" if cancelled else "TENTATIVE" if occasion.requested else "CONFIRMED")
    event.add("class", "PRIVATE")
    if invite:
        organizer, attendee = vCalAddress(f"mailto:{sender}"), vCalAddress(f"mailto:{occasion.email}")
        organizer.params["cn"] = vText(occasion.office_name)
        attendee.params["cn"] = vText(occasion.consumer_name)
        attendee.params["partstat"] = vText("ACCEPTED")  # they booked it themselves
        attendee.params["rsvp"] = vText("FALSE")
        event.add("organizer", organizer, encode=False)
        event.add("attendee", attendee, encode=False)
    return event


def _is_off(occasion: Occasion) -> bool:
    return any((occasion.cancelled_at, occasion.declined_at, occasion.expired_at))


def _readable_zone(occasion: Occasion) -> ZoneInfo:
    """The reader's zone; UTC for a visit that touches a repeated hour, which a calendar file cannot tell from the first."""
    here = zone(occasion.reader_zone)
    for instant in (occasion.starts_at, occasion.ends_at):
        local = instant.astimezone(here)
        if local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset():
            return zone("UTC")
    return here
