"""What letters and texts say: always weekday, date, time and zone together, in the reader's zone and language."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from frontdesk.messages.dates import moment
from frontdesk.messages.queries import Occasion
from frontdesk.messages.texts import segments, write_text
from frontdesk.messages.wording import readable_on, write_mail

LINK = "https://visit.maplestreet.example/v#8fK2qWb7XyZ01234abcd"
OCCASION = Occasion(
    office_id=UUID(int=1),
    appointment_id=UUID(int=2),
    revision=0,
    starts_at=datetime(2026, 11, 26, 14, 30, tzinfo=UTC),
    ends_at=datetime(2026, 11, 26, 14, 50, tzinfo=UTC),
    moved_from=None,
    requested=False,
    declined_at=None,
    decline_reason=None,
    expired_at=None,
    cancelled_at=None,
    move_asked_at=None,
    calendar_uid=UUID(int=2),
    office_name="Maple Street Practice",
    office_phone="+44 20 7946 0958",
    office_email=None,
    office_zone="Europe/London",
    office_colour="#0b6b8a",
    door_opens_minutes=15,
    modality="video",
    reminder_offsets_minutes=[1440, 60],
    provider_name="Dr Priya",
    seat_id=UUID(int=3),
    reader_zone="Europe/Berlin",
    locale="en",
    link_version=1,
    consumer_name="Casey Morgan",
    email="casey.morgan@example.com",
    phone="+447700900417",
    sms_consent_at=None,
)
KINDS = ["request", "confirmation", "change", "cancellation", "reminder", "declined", "expired"]


def test_a_confirmation_by_text() -> None:
    assert write_text("confirmation", OCCASION, LINK) == (
        f"Maple Street Practice: you are booked with Dr Priya on Thu 26 Nov, 15:30, Berlin time. Move or cancel: {LINK}"
    )


def test_the_way_out_is_said_where_it_costs_no_segment() -> None:
    short = LINK.replace("visit.maplestreet", "maple")
    assert write_text("reminder", replace(OCCASION, office_name="Maple St"), short).endswith(" Reply STOP to end.")
    assert segments(write_text("reminder", replace(OCCASION, office_name="Maple St"), short)) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("locale", ["en", "de", "de-AT", "fr"])
@pytest.mark.parametrize("modality", ["video", "phone", "in_person"])
def test_everything_can_be_said_in_every_language(kind: str, locale: str, modality: str) -> None:
    occasion = replace(OCCASION, locale=locale, modality=modality, moved_from=OCCASION.ends_at)
    letter, text = write_mail(kind, occasion, LINK), write_text(kind, occasion, LINK)
    day = "Do. 26. Nov." if locale.startswith("de") else "Thu 26 Nov"
    for words in (text, letter.subject):
        assert f"{day}, 15:30" in words
    for words in (text, letter.text, letter.html):
        assert LINK in words
        assert "Berlin" in words
    assert "{" not in letter.text + text


@pytest.mark.parametrize("kind", KINDS)
def test_a_text_names_neither_the_consumer_nor_the_service(kind: str) -> None:
    assert "Casey" not in write_text(kind, OCCASION, LINK)


def test_a_letter_shows_the_offices_wall_where_it_differs() -> None:
    letter = write_mail("confirmation", OCCASION, LINK)
    assert "14:30 – 14:50, London time, at the office" in letter.text
    at_home = write_mail("confirmation", replace(OCCASION, reader_zone="Europe/London"), LINK)
    assert "at the office" not in at_home.text


def test_a_change_says_what_it_was_before() -> None:
    before = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    letter = write_mail("change", replace(OCCASION, moved_from=before), LINK)
    assert "Before: Tue 24 Nov, 10:00, Berlin time." in letter.text


def test_names_cannot_write_html_into_a_letter() -> None:
    evil = replace(OCCASION, consumer_name="<script>alert(1)</script> X", office_name='"><img src=x>')
    letter = write_mail("confirmation", evil, LINK)
    assert "<script>" not in letter.html
    assert "<img" not in letter.html
    assert "<script>" in letter.text, "plain text stays as it is"


def test_a_letter_without_any_way_to_ask_does_not_promise_one() -> None:
    mute = replace(OCCASION, office_phone=None, office_email=None)
    assert "Questions" not in write_mail("confirmation", mute, LINK).html
    assert "answer this letter" in write_mail("confirmation", replace(mute, office_email="a@b.example"), LINK).text


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), "Europe/Berlin", "Sun 28 Mar, 01:59, Berlin time"),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), "Europe/Berlin", "Sun 28 Mar, 03:00, Berlin time"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "Europe/Berlin", "Sun 25 Oct, 02:30, Berlin time"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Berlin", "Sun 25 Oct, 02:30, Berlin time"),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Asia/Kathmandu", "Fri 1 Jan, 05:15, Kathmandu time"),
        (
            datetime(2026, 7, 1, 12, 0, tzinfo=UTC),
            "America/Argentina/Buenos_Aires",
            "Wed 1 Jul, 09:00, Buenos Aires time",
        ),
        (datetime(2026, 7, 1, 12, 0, tzinfo=UTC), "UTC", "Wed 1 Jul, 12:00, UTC"),
    ],
)
def test_moments_are_told_on_the_readers_wall(at: datetime, zone: str, expected: str) -> None:
    assert moment(at, zone, "en") == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ö" * 160, 1),
        ("ő" * 70, 1),
        ("ő" * 71, 2),
        ("ő" * 134, 2),
        ("ő" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 66, 2),
        ("😀" * 67, 3),
    ],
)
def test_segments_are_counted_as_the_carrier_bills_them(text: str, count: int) -> None:
    """Two-place characters are never split: 152 + € does not fill a segment of 153, and 33 emoji fill one of 67."""
    assert segments(text) == count


@pytest.mark.parametrize(("colour", "ink"), [("#0b6b8a", "#ffffff"), ("#ffd400", "#16191d"), ("#000000", "#ffffff")])
def test_buttons_stay_readable_on_every_colour(colour: str, ink: str) -> None:
    assert readable_on(colour) == ink
