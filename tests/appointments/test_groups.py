"""A visit with places: the last one goes once, everybody sees their own seat, and gives up or moves that alone."""

import asyncio
import random
from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
import pytest
from sqlalchemy import text

from frontdesk import clock, db
from frontdesk.appointments import booking, changing_places, holding, places
from frontdesk.appointments.booking import Booking
from frontdesk.appointments.holding import SlotTaken
from frontdesk.audit import Actor
from frontdesk.auth.roles import Role
from frontdesk.availability.ask import Ask
from frontdesk.config import Settings
from frontdesk.consumers.contact import Contact
from frontdesk.db import Sessions
from frontdesk.errors import Refusal
from frontdesk.messages.planning import plan_messages
from frontdesk.offices.tables import Office, Service
from tests.appointments.scenes import FRIDAY, THURSDAY, convert, hold, rows, service_rules, somebody
from tests.backstage import desk_at
from tests.cast import BERLIN, Cast, maple_street, open_link, sign_in
from tests.conftest import SECRET_KEY, MakeClient
from tests.scratch import Database

CROWD = 100
PLACES = 5


@pytest.fixture
async def maple(sessions: Sessions, now: datetime) -> Cast:
    cast = await maple_street(sessions, now=now, notice_minutes=0)
    await service_rules(sessions, cast, seats=PLACES)
    return cast


async def _join(
    client: httpx.AsyncClient, cast: Cast, who: int | str, starts_at: str = THURSDAY, *, provider: int = 0
) -> dict[str, Any]:
    held = await hold(client, cast, starts_at, provider_id=cast.provider_ids[provider])
    assert held.status_code == 201, held.text
    booked = await convert(client, cast, held.json(), somebody(who))
    assert booked.status_code == 201, booked.text
    answer: dict[str, Any] = booked.json()
    return answer


async def _seats_left(client: httpx.AsyncClient, cast: Cast, starts_at: str = THURSDAY) -> int:
    question = {
        "service_id": str(cast.service_id),
        "provider_id": str(cast.priya),
        "from": starts_at[:10],
        "to": f"2026-11-{int(starts_at[8:10]) + 1}",
        "time_zone": BERLIN,
    }
    listed = (await client.get(f"/offices/{cast.slug}/slots", params=question)).json()["slots"]
    return next((slot["seats_left"] for slot in listed if slot["starts_at"] == starts_at), 0)


@pytest.fixture
async def crowd(database: Database) -> AsyncIterator[Sessions]:
    """A door that a hundred may go through at once."""
    engine = db.make_engine(database.app_url, pool_size=CROWD)
    yield db.make_sessions(engine)
    await engine.dispose()


async def _rush(crowd: Sessions, cast: Cast, now: datetime) -> tuple[int, int]:
    """A hundred people hold and book the same hour at one moment; answers how many held a place, and how many got in."""

    async def one(number: int) -> tuple[bool, bool]:
        async with db.begin(crowd) as session:
            office, service = (
                await session.get_one(Office, cast.office_id),
                await session.get_one(Service, cast.service_id),
            )
            ask = Ask(office, service, cast.priya, now=now, asked_at=now)
            try:
                held, secret = await holding.hold(session, ask, datetime.fromisoformat(THURSDAY))
            except SlotTaken:
                return False, False
        wish = Booking(Contact(f"Person {number}", f"person.{number}@example.com", None), BERLIN, "en", False)
        words: dict[str, Any] = {
            "hold_id": held.id,
            "hold_secret": secret,
            "secret_key": SECRET_KEY,
            "actor": Actor("consumer"),
        }
        try:
            async with db.begin(crowd) as session:
                await booking.book(session, office, wish, now=now, **words)
        except SlotTaken:
            return True, False
        return True, True

    people = await asyncio.wait_for(asyncio.gather(*(one(number) for number in range(CROWD))), 120)
    return sum(held for held, _ in people), sum(booked for _, booked in people)


async def test_of_a_hundred_people_as_many_as_there_are_places_get_in(
    maple: Cast, crowd: Sessions, now: datetime
) -> None:
    assert await _rush(crowd, maple, now) == (PLACES, PLACES)
    assert await rows(crowd, "SELECT seats, seats_taken FROM claim") == [(PLACES, PLACES)]
    assert await rows(crowd, "SELECT count(*), count(DISTINCT appointment_id) FROM seat") == [(PLACES, 1)]
    assert await rows(crowd, "SELECT count(*) FROM appointment") == [(1,)]


async def test_without_the_check_and_the_lock_too_many_get_in(
    maple: Cast, crowd: Sessions, browser: MakeClient, now: datetime, database: Database
) -> None:
    """The control: it is the locked look at the places that keeps the sixth out."""
    owner = db.make_engine(database.owner_url, pool_size=2)
    async with owner.begin() as connection:
        await connection.execute(text("ALTER TABLE claim DROP CONSTRAINT claim_seats_range"))
        body = await connection.scalar(text("SELECT pg_get_functiondef('take_claim'::regproc)"))
        look = "IF (SELECT seats_taken >= seats FROM claim WHERE id = taken) THEN"
        lock = "PERFORM pg_advisory_xact_lock(1, hashtext(provider::text));"
        assert look in body
        assert lock in body
        careless = body.replace(look, "IF false THEN").replace(lock, "PERFORM pg_sleep(1);")
        await connection.exec_driver_sql(careless)
    await owner.dispose()
    await _join(browser(), maple, "first")
    held, _ = await _rush(crowd, maple, now)
    assert held > PLACES


async def test_places_left_are_shown_and_nobody_elses_name(maple: Cast, browser: MakeClient) -> None:
    ann, ben = browser(), browser()
    assert await _seats_left(ann, maple) == PLACES
    anns, bens = await _join(ann, maple, "ann"), await _join(ben, maple, "ben")
    assert anns["visit_id"] == bens["visit_id"]
    assert await _seats_left(ann, maple) == PLACES - 2
    for client, booked, name, other in ((ann, anns, "Person ann", "ben"), (ben, bens, "Person ben", "ann")):
        visit = await client.get(await open_link(client, booked))
        assert visit.json()["consumer"]["name"] == name
        assert visit.json()["group"] is True
        assert f"person.{other}" not in visit.text
        assert f"Person {other}" not in visit.text


async def test_the_same_hold_sent_ten_times_is_one_place(maple: Cast, browser: MakeClient, sessions: Sessions) -> None:
    ann = browser()
    await _join(browser(), maple, "ben")
    held = (await hold(ann, maple, THURSDAY, provider_id=maple.priya)).json()
    answers = await asyncio.gather(*(convert(ann, maple, held, somebody("ann")) for _ in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["link_token"] for answer in answers}) == 1
    assert await rows(sessions, "SELECT count(*) FROM seat") == [(2,)]


async def test_giving_up_a_place_leaves_the_others_alone_and_the_last_one_ends_it(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    ann, ben = browser(), browser()
    anns = await open_link(ann, await _join(ann, maple, "ann"))
    bens = await open_link(ben, await _join(ben, maple, "ben"))
    gone = (await ann.put(f"{anns}/cancellation", json={})).json()
    assert (gone["state"], gone["cancelled_by"]) == ("cancelled", "consumer")
    assert (await ann.put(f"{anns}/cancellation", json={})).json()["code"] == "already_cancelled"
    assert (await ben.get(bens)).json()["state"] == "booked"
    assert await _seats_left(ann, maple) == PLACES - 1
    assert (await ben.put(f"{bens}/cancellation", json={})).json()["state"] == "cancelled"
    assert await rows(sessions, "SELECT count(*) FROM claim") == [(0,)]
    assert await rows(sessions, "SELECT cancelled_by FROM appointment") == [("consumer",)]
    assert await _seats_left(ann, maple) == PLACES


async def _told(sessions: Sessions, who: str) -> list[tuple[Any, ...]]:
    return await rows(
        sessions,
        "SELECT message.kind, message.revision FROM message WHERE recipient = :mail AND kind <> 'reminder'"
        " ORDER BY revision, kind",
        mail=f"person.{who}@example.com",
    )


async def test_each_seat_is_told_its_own_story(
    maple: Cast, browser: MakeClient, sessions: Sessions, settings: Settings, now: datetime
) -> None:
    """Ann books, Ben books, the office moves the group, Cas joins, Ann moves on to Friday, Ben leaves, Dan sits there."""
    ann, ben, cas, dan = browser(), browser(), browser(), browser()
    olive = await sign_in(browser(), maple, Role.MANAGER)
    first = await _join(ann, maple, "ann")
    bens = await open_link(ben, await _join(ben, maple, "ben"))
    anns = await open_link(ann, first)

    async def plan(visit_id: str) -> None:
        async with desk_at(settings, sessions) as desk:
            await plan_messages(desk, office_id=maple.office_id, appointment_id=UUID(visit_id), now=now)

    await plan(first["visit_id"])
    later = {"starts_at": "2026-11-26T11:00:00Z", "reason": "Room change"}
    moved = await olive.put(f"/offices/{maple.slug}/visits/{first['visit_id']}/time", json=later)
    assert moved.status_code == 200, moved.text
    await plan(first["visit_id"])
    third = await _join(cas, maple, "cas", "2026-11-26T11:00:00Z")
    assert third["visit_id"] == first["visit_id"]
    assert (third["visit"]["revision"], third["visit"]["moved_from"]) == (0, None), "who came since was not moved"
    await _join(dan, maple, "dan", FRIDAY)
    moved = await ann.put(f"{anns}/time", json={"starts_at": FRIDAY, "time_zone": BERLIN})
    assert moved.status_code == 200, moved.text
    seen = moved.json()
    assert seen["id"] != first["visit_id"]
    assert (seen["revision"], seen["moved_from"]["date"], seen["moved_from"]["time"]) == (2, "2026-11-26", "12:00")
    assert (await ann.get(f"/visits/{seen['id']}")).json()["starts_at"] == FRIDAY, "the cookie goes along"
    other_device = browser()
    opened = await other_device.post("/link-sessions", json={"token": first["link_token"]})
    assert opened.json()["visit_id"] == seen["id"], "and so does the link in the letter"
    assert (await ben.put(f"{bens}/cancellation", json={})).status_code == 200
    for visit_id in (first["visit_id"], seen["id"]):
        await plan(visit_id)
        await plan(visit_id)
    assert await _told(sessions, "ann") == [("confirmation", 0), ("change", 1), ("change", 2)]
    assert await _told(sessions, "ben") == [("confirmation", 0), ("cancellation", 1), ("change", 1)]
    assert await _told(sessions, "cas") == [("confirmation", 0)]
    assert await _told(sessions, "dan") == [("confirmation", 0)]
    assert await rows(sessions, "SELECT seats_taken FROM claim ORDER BY starts_at") == [(1,), (2,)]


async def test_a_place_held_in_a_group_that_the_office_moves_is_not_booked_at_the_other_hour(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive, ben = await sign_in(browser(), maple, Role.MANAGER), browser()
    anns = await _join(browser(), maple, "ann")
    held = (await hold(ben, maple, THURSDAY, provider_id=maple.priya)).json()
    later = {"starts_at": "2026-11-26T11:00:00Z"}
    assert (await olive.put(f"/offices/{maple.slug}/visits/{anns['visit_id']}/time", json=later)).status_code == 200
    refused = await convert(ben, maple, held, somebody("ben"))
    assert (refused.status_code, refused.json()["code"]) == (409, "slot_taken")
    assert await rows(sessions, "SELECT count(*) FROM seat") == [(1,)]


async def test_two_who_change_groups_crosswise_both_arrive(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    """Two pairs change places between two providers and two hours at one moment: nobody waits for ever, none is lost."""
    people = []
    for number in range(4):
        client = browser()
        start, provider = ((THURSDAY, 0), (FRIDAY, 1))[number % 2]
        people.append((client, await open_link(client, await _join(client, maple, number, start, provider=provider))))

    async def move(number: int) -> httpx.Response:
        client, visit = people[number]
        target, provider = ((FRIDAY, 1), (THURSDAY, 0))[number % 2]
        wish = {"starts_at": target, "time_zone": BERLIN, "provider_id": str(maple.provider_ids[provider])}
        return await client.put(f"{visit}/time", json=wish)

    answers = await asyncio.wait_for(asyncio.gather(*(move(number) for number in range(4))), 60)
    assert [answer.status_code for answer in answers] == [200] * 4, [answer.text for answer in answers]
    assert await rows(sessions, "SELECT seats_taken FROM claim ORDER BY starts_at") == [(2,), (2,)]
    assert await rows(sessions, "SELECT count(*) FROM claim_seat") == [(4,)]


async def test_a_storm_of_joining_moving_and_leaving_ends_without_a_deadlock(
    maple: Cast, browser: MakeClient, crowd: Sessions, now: datetime
) -> None:
    """Twelve people in four groups of two providers change their minds at once, while the office moves one of the groups."""
    dice = random.Random(20261126)
    hours = [(start, provider) for start in (THURSDAY, FRIDAY) for provider in (0, 1)]
    client = browser()
    seats: list[UUID] = []
    for number in range(12):
        start, provider = hours[number % 4]
        booked = await _join(client, maple, number, start, provider=provider)
        ((seat_id,),) = await rows(crowd, "SELECT id FROM seat ORDER BY taken_at DESC, id DESC LIMIT 1")
        seats.append(seat_id)
    ids: dict[str, Any] = {"office_id": maple.office_id, "now": now}

    async def act(number: int) -> str:
        start, provider = hours[dice.randrange(4)]
        starts_at, who = datetime.fromisoformat(start), maple.provider_ids[provider]
        try:
            async with db.begin(crowd) as session:
                if number % 4 == 3:
                    await places.give_up(
                        session, seat_id=seats[number % 12], reason=None, actor=Actor("consumer"), **ids
                    )
                elif number % 8 == 2:
                    await places.move_group(
                        session,
                        appointment_id=UUID(booked["visit_id"]),
                        starts_at=starts_at + timedelta(hours=dice.randrange(1, 3)),
                        provider_id=who,
                        actor=Actor("staff"),
                        **ids,
                    )
                else:
                    await changing_places.move_anybody(
                        session,
                        seat_id=seats[number % 12],
                        starts_at=starts_at,
                        provider_id=who,
                        actor=Actor("consumer"),
                        **ids,
                    )
        except Refusal as refusal:
            return refusal.code
        return "done"

    told = Counter(await asyncio.wait_for(asyncio.gather(*(act(number) for number in range(48))), 120))
    assert set(told) <= {"done", "slot_taken", "already_cancelled", "already_booked_then", "conflict"}
    assert told["done"] > 0
    held = "(SELECT count(*) FROM claim_seat WHERE claim_id = claim.id)"
    assert await rows(crowd, f"SELECT count(*) FROM claim WHERE seats_taken <> {held}") == [(0,)]
    sitting = await rows(
        crowd,
        "SELECT count(*) FROM seat JOIN appointment ON appointment.id = seat.appointment_id"
        " LEFT JOIN claim_seat ON claim_seat.id = seat.claim_seat_id AND claim_seat.claim_id = appointment.claim_id"
        " WHERE seat.given_up_at IS NULL AND appointment.cancelled_at IS NULL AND claim_seat.id IS NULL",
    )
    assert sitting == [(0,)], "whoever sits has a place in the claim of their own group"
    orphans = await rows(
        crowd,
        "SELECT count(*) FROM claim_seat WHERE id NOT IN (SELECT claim_seat_id FROM seat WHERE given_up_at IS NULL)",
    )
    assert orphans == [(0,)]


async def test_alone_in_a_group_one_may_move_by_less_than_its_length(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    await service_rules(sessions, maple, duration_minutes=40)
    ann = browser()
    booked = await _join(ann, maple, "ann")
    visit = await open_link(ann, booked)
    moved = await ann.put(f"{visit}/time", json={"starts_at": "2026-11-26T10:20:00Z", "time_zone": BERLIN})
    assert (moved.status_code, moved.json()["id"]) == (200, booked["visit_id"]), moved.text
    assert await rows(sessions, "SELECT seats_taken FROM claim") == [(1,)]


async def test_everybody_waits_and_is_let_in_for_themselves_or_all_at_once(
    maple: Cast, browser: MakeClient, now: datetime
) -> None:
    olive = await sign_in(browser(), maple, Role.MANAGER)
    start = "2026-11-23T09:20:00Z"
    people = []
    for who in ("ann", "ben", "cas"):
        client = browser()
        people.append((client, await open_link(client, await _join(client, maple, who, start))))
    visit = people[0][1]
    at_office = f"/offices/{maple.slug}{visit}"
    with clock.held(now + timedelta(minutes=75)):
        for client, own in people[:2]:
            arrived = (await client.post(f"{own}/check-in")).json()
            assert (arrived["state"], arrived["place_in_line"]) == ("waiting", 1), "a group goes in together"
        assert (await people[2][0].get(people[2][1])).json()["state"] == "open"
        day = (await olive.get(f"/offices/{maple.slug}/day")).json()["visits"]
        seats = {row["consumer"]["name"]: row["seat_id"] for row in day}
        assert [row["id"] for row in day] == [visit.removeprefix("/visits/")] * 3
        refused = await olive.post(f"{at_office}/refusal", json={})
        assert (refused.status_code, refused.json()["code"]) == (422, "seat_needed")
        one = await olive.post(f"{at_office}/admission", params={"seat_id": seats["Person ann"]})
        assert (one.json()["state"], one.json()["consumer"]["name"]) == ("admitted", "Person ann")
        assert (await people[1][0].get(people[1][1])).json()["state"] == "waiting"
        assert (await people[2][0].post(f"{people[2][1]}/check-in")).json()["state"] == "waiting"
        assert (await olive.post(f"{at_office}/admission")).status_code == 200
        for client, own in people:
            assert (await client.get(own)).json()["state"] == "admitted"
        back = await olive.post(f"{at_office}/return", params={"seat_id": seats["Person ben"]})
        assert back.json()["state"] == "waiting"
        assert (await people[0][0].get(people[0][1])).json()["state"] == "admitted"
        assert (await people[1][0].post(f"{people[1][1]}/pass")).json()["code"] == "not_admitted"
        foreign = await olive.post(f"{at_office}/admission", params={"seat_id": str(maple.priya)})
        assert foreign.status_code == 404


async def test_the_office_takes_one_seat_out_or_cancels_for_all(
    maple: Cast, browser: MakeClient, sessions: Sessions
) -> None:
    olive = await sign_in(browser(), maple, Role.SCHEDULER)
    ann, ben = browser(), browser()
    booked = await _join(ann, maple, "ann")
    anns, bens = await open_link(ann, booked), await open_link(ben, await _join(ben, maple, "ben"))
    day = (await olive.get(f"/offices/{maple.slug}/day", params={"on": "2026-11-26"})).json()["visits"]
    anns_seat = next(row["seat_id"] for row in day if row["consumer"]["name"] == "Person ann")
    address = f"/offices/{maple.slug}/visits/{booked['visit_id']}/cancellation"
    out = await olive.put(address, params={"seat_id": anns_seat}, json={"reason": "Asked by phone"})
    assert out.json()["state"] == "cancelled"
    assert (await ann.get(anns)).json()["cancelled_by"] == "office"
    assert (await ben.get(bens)).json()["state"] == "booked"
    assert (await olive.put(address, json={"reason": "Dr Priya is ill"})).status_code == 200
    assert (await ben.get(bens)).json()["state"] == "cancelled"
    assert await rows(sessions, "SELECT (SELECT count(*) FROM claim), (SELECT count(*) FROM claim_seat)") == [(0, 0)]
