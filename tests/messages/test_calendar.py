"""The calendar file: one UID, a rising sequence, the right wall clock, nothing sensitive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from icalendar import Calendar

from frontdesk.messages.calendar import calendar_file
from tests.messages.test_wording import LINK, OCCASION

NOW = datetime(2026, 11, 3, 11, 14, tzinfo=UTC)


def parsed(occasion: Any, method: Any = "invite") -> tuple[Any, Any]:
    content = calendar_file(occasion, link=LINK, sender="desk@example.com", stamped_at=NOW, method=method)
    assert b"\r\n" in content
    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_an_invitation_names_the_visit_by_its_id_and_says_when_in_the_readers_zone() -> None:
    calendar, event = parsed(OCCASION)
    assert calendar["METHOD"] == "REQUEST"
    assert (event["UID"], int(event["SEQUENCE"]), event["STATUS"]) == (str(OCCASION.appointment_id), 0, "CONFIRMED")
    start = event.decoded("DTSTART")
    assert (start, start.tzinfo.key) == (OCCASION.starts_at, "Europe/Berlin")
    assert event.decoded("DTEND") - start == timedelta(minutes=20)
    assert [str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")] == ["Europe/Berlin"]
    assert event["URL"] == LINK
    assert "Thu 26 Nov, 15:30, Berlin time" in event["DESCRIPTION"]
    assert str(event["ORGANIZER"]) == "mailto:desk@example.com"


def test_a_move_raises_the_sequence_and_a_cancellation_withdraws_it() -> None:
    _, moved = parsed(replace(OCCASION, revision=2))
    calendar, cancelled = parsed(replace(OCCASION, revision=2, cancelled_at=NOW))
    assert int(moved["SEQUENCE"]) == 2
    assert calendar["METHOD"] == "CANCEL"
    assert (cancelled["UID"], int(cancelled["SEQUENCE"]), cancelled["STATUS"]) == (moved["UID"], 3, "CANCELLED")


def test_the_file_to_save_asks_nothing_of_anybody() -> None:
    calendar, event = parsed(OCCASION, method="plain")
    assert "METHOD" not in calendar
    assert "ATTENDEE" not in event


def test_nothing_tells_why_somebody_comes() -> None:
    content = calendar_file(OCCASION, link=LINK, sender="desk@example.com", stamped_at=NOW).decode()
    assert "Dr Priya" not in content
    assert "+44" not in content


@pytest.mark.parametrize("day", [datetime(2027, 3, 28, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 0, 50, tzinfo=UTC)])
def test_a_visit_over_the_clock_change_keeps_its_length(day: datetime) -> None:
    occasion = replace(OCCASION, starts_at=day, ends_at=day + timedelta(minutes=40))
    _, event = parsed(occasion)
    length = event.decoded("DTEND").astimezone(UTC) - event.decoded("DTSTART").astimezone(UTC)
    assert length == timedelta(minutes=40)


def test_the_same_sending_writes_the_same_file() -> None:
    """So that a repeated mail says the very same words."""
    once, twice = (calendar_file(OCCASION, link=LINK, sender="desk@example.com", stamped_at=NOW) for _ in range(2))
    assert once == twice
