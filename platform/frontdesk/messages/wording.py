"""Letters: the one template, filled with the occasion in the reader's zone and language, as HTML and as plain text."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from frontdesk.auth.tables import Invitation
from frontdesk.consumers.contact import first_name
from frontdesk.messages.dates import clock_time, long_day, moment, place_time, say, short_moment
from frontdesk.messages.queries import Occasion
from frontdesk.offices.tables import Office

OFF = frozenset({"cancellation", "declined", "expired"})
ABOUT = {"cancellation": "cancelled", "request": "requested", "declined": "declined_why", "expired": "expired_why"}
ABOUT |= {"move_asked": "move_asked_why"}


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter as it goes out."""

    subject: str
    text: str
    html: str


def write_mail(kind: str, occasion: Occasion, link: str) -> Letter:
    """Write the letter of a kind, such as confirmation or reminder."""
    zone, locale = occasion.reader_zone, occasion.locale
    words = "reassigned" if kind == "change" and occasion.reassigned else kind
    subject = say(locale, "subjects", words, when=short_moment(occasion.starts_at, zone, locale))
    filled = {
        "locale": locale,
        "subject": subject,
        "office": occasion.office_name,
        "initial": occasion.office_name[:1].upper(),
        "colour": occasion.office_colour,
        "on_colour": readable_on(occasion.office_colour),
        "heading": say(locale, "letters", words, name=first_name(occasion.consumer_name)),
        "link": link,
        **_when(kind, occasion),
        **_around(kind, occasion),
    }
    text = _template("letter.txt.jinja").render(filled)
    return Letter(subject, text, _template("letter.html.jinja").render(filled))


def write_code_mail(code: str, office: Office, locale: str) -> Letter:
    """Write the letter that carries a code."""
    subject = say(locale, "subjects", "code", code=code)
    filled = {
        "locale": locale,
        "subject": subject,
        "office": office.name,
        "initial": office.name[:1].upper(),
        "colour": office.colour,
        "on_colour": readable_on(office.colour),
        "heading": say(locale, "codes", "heading"),
        "code": code,
        "about": say(locale, "codes", "about"),
        "questions": _questions(locale, office.name, phone=office.phone, email=office.email),
        "why": say(locale, "codes", "why", office=office.name),
    }
    return Letter(subject, _template("code.txt.jinja").render(filled), _template("code.html.jinja").render(filled))


def write_invitation_mail(invitation: Invitation, office: Office, link: str, *, invited_by: str | None) -> Letter:
    """Write the letter that lets somebody into an office."""
    locale = office.locale
    subject = say(locale, "subjects", "invitation", office=office.name)
    by = say(locale, "invitations", "by" if invited_by else "by_office", office=office.name, name=invited_by or "")
    filled = {
        "locale": locale,
        "subject": subject,
        "office": office.name,
        "initial": office.name[:1].upper(),
        "colour": office.colour,
        "on_colour": readable_on(office.colour),
        "heading": by,
        "about": say(locale, "invitations", invitation.role),
        "until": say(locale, "invitations", "until", when=moment(invitation.expires_at, office.time_zone, locale)),
        "button": say(locale, "invitations", "accept"),
        "link": link,
        "questions": None,
        "why": say(locale, "invitations", "why", office=office.name),
    }
    text = _template("invitation.txt.jinja").render(filled)
    return Letter(subject, text, _template("invitation.html.jinja").render(filled))


def readable_on(colour: str) -> str:
    """Choose white or near-black, whichever stands out more on a colour (WCAG relative luminance)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.06 else "#16191d"


def _when(kind: str, occasion: Occasion) -> dict[str, Any]:
    zone, locale, office_zone = occasion.reader_zone, occasion.locale, occasion.office_zone
    start, end = clock_time(occasion.starts_at, zone), clock_time(occasion.ends_at, zone)
    office_start, office_end = clock_time(occasion.starts_at, office_zone), clock_time(occasion.ends_at, office_zone)
    same = long_day(occasion.starts_at, zone, locale) == long_day(occasion.starts_at, office_zone, locale)
    office_line = say(
        locale,
        "letters",
        "office_place",
        **{"from": office_start, "to": office_end, "place": place_time(office_zone, locale)},
    )
    moved_from = occasion.moved_from if kind == "change" and not occasion.reassigned else None
    return {
        "day": long_day(occasion.starts_at, zone, locale),
        "time": f"{start} – {end}",
        "place": say(locale, "letters", "reader_place", place=place_time(zone, locale)),
        "office_line": None if same and office_start == start else office_line,
        "was": say(locale, "letters", "was", when=moment(moved_from, zone, locale)) if moved_from else None,
        "struck": kind in OFF,
    }


def _around(kind: str, occasion: Occasion) -> dict[str, Any]:
    locale = occasion.locale
    door_opens_at = occasion.starts_at - timedelta(minutes=occasion.door_opens_minutes)
    about = say(
        locale,
        "letters",
        ABOUT.get(kind, occasion.modality),
        provider=occasion.provider_name,
        door=clock_time(door_opens_at, occasion.reader_zone),
        reason=_sentence(occasion.decline_reason),
    ).strip()
    buttons = [say(locale, "letters", "see")]
    if kind not in OFF and kind != "request":
        buttons = [say(locale, "letters", "open"), say(locale, "letters", "change_it")]
    if kind == "move_asked":
        buttons = [say(locale, "letters", "choose_another")]
    questions = _questions(locale, occasion.office_name, phone=occasion.office_phone, email=occasion.office_email)
    why = say(locale, "letters", "why", office=occasion.office_name)
    return {"about": about, "buttons": buttons, "questions": questions, "why": why}


def _questions(locale: str, office_name: str, *, phone: str | None, email: str | None) -> str | None:
    if phone:
        return say(locale, "letters", "questions_phone", office=office_name, phone=phone)
    return say(locale, "letters", "questions") if email else None  # answers go there; without it they would go nowhere


def _sentence(reason: str | None) -> str:
    return f"{reason.rstrip('.')}." if reason else ""


@cache
def _template(name: str) -> Any:
    environment = Environment(
        loader=PackageLoader("frontdesk.messages"),
        autoescape=select_autoescape(["html.jinja"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
