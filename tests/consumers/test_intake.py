"""Casey answers what the service asks, and whoever sees Casey reads the answers."""

from typing import Any

import pytest

from frontdesk.auth.roles import Role
from tests.cast import Cast, sign_in
from tests.conftest import MakeClient
from tests.consumers.conftest import Rules, held_wish, send

QUESTIONS: list[dict[str, Any]] = [
    {"id": "first_time", "label": "Is this your first visit?", "kind": "yes_no", "required": True},
    {
        "id": "way",
        "label": "How did you hear of us?",
        "kind": "choice",
        "options": ["A friend", "The web"],
        "required": True,
        "shown_if": {"question": "first_time", "equals": True},
    },
    {
        "id": "friend",
        "label": "Which friend?",
        "kind": "text",
        "required": True,
        "max_length": 20,
        "shown_if": {"question": "way", "equals": "A friend"},
    },
    {"id": "signs", "label": "What is it about?", "kind": "choices", "options": ["Pain", "Fever", "Other"]},
    {
        "id": "more",
        "label": "Tell us more",
        "kind": "long_text",
        "required": True,
        "shown_if": {"question": "signs", "equals": "Other"},
    },
    {"id": "since", "label": "Since when?", "kind": "date"},
    {"id": "weight", "label": "How heavy are you?", "kind": "number"},
]
PLAIN = {"first_time": False}


@pytest.fixture(autouse=True)
async def asked(rules: Rules) -> None:
    await rules(service={"intake": QUESTIONS})


async def test_answers_are_kept_with_their_questions_and_shown_to_who_sees_casey(
    maple: Cast, browser: MakeClient, rules: Rules
) -> None:
    casey = browser()
    given = {
        "first_time": True,
        "way": "A friend",
        "friend": "  Jonas ",
        "signs": ["Other", "Pain"],
        "more": "It began slowly.\nNow it is worse.",
        "since": "2026-11-01",
        "weight": 71.5,
    }
    booked = await send(casey, maple, await held_wish(casey, maple, intake=given))
    assert booked.status_code == 201, booked.text
    await rules(service={"intake": [QUESTIONS[0] | {"label": "Were you here before?"}]})  # what was asked then stays
    manager = await sign_in(browser(), maple, Role.MANAGER)
    detail = await manager.get(f"/offices/{maple.slug}/visits/{booked.json()['visit_id']}")
    (seat,) = detail.json()["seats"]
    assert [(answer["label"], answer["answer"]) for answer in seat["intake"]] == [
        ("Is this your first visit?", True),
        ("How did you hear of us?", "A friend"),
        ("Which friend?", "Jonas"),
        ("What is it about?", ["Other", "Pain"]),
        ("Tell us more", "It began slowly.\nNow it is worse."),
        ("Since when?", "2026-11-01"),
        ("How heavy are you?", 71.5),
    ]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "intake.first_time"),
        ({"first_time": None}, "intake.first_time"),
        ({"first_time": "yes"}, "intake.first_time"),
        ({"first_time": 1}, "intake.first_time"),
        ({"first_time": True}, "intake.way"),
        ({"first_time": True, "way": "The radio"}, "intake.way"),
        ({"first_time": True, "way": ["The web"]}, "intake.way"),
        ({"first_time": True, "way": "A friend"}, "intake.friend"),
        ({"first_time": True, "way": "A friend", "friend": "   "}, "intake.friend"),
        ({"first_time": True, "way": "A friend", "friend": "J" * 21}, "intake.friend"),
        ({"first_time": True, "way": "A friend", "friend": "Jonas\u0000"}, "intake.friend"),
        ({"first_time": True, "way": "A friend", "friend": "Jonas\nand Ada"}, "intake.friend"),
        (PLAIN | {"signs": "Pain"}, "intake.signs"),
        (PLAIN | {"signs": ["Pain", "Pain"]}, "intake.signs"),
        (PLAIN | {"signs": ["Cold"]}, "intake.signs"),
        (PLAIN | {"signs": [["Pain"]]}, "intake.signs"),
        (PLAIN | {"signs": ["Other"]}, "intake.more"),
        (PLAIN | {"signs": ["Other"], "more": "x" * 5001}, "intake.more"),
        (PLAIN | {"since": "1 November"}, "intake.since"),
        (PLAIN | {"since": "2026-02-30"}, "intake.since"),
        (PLAIN | {"since": "20261101"}, "intake.since"),
        (PLAIN | {"weight": "71"}, "intake.weight"),
        (PLAIN | {"weight": True}, "intake.weight"),
        (PLAIN | {"weight": 10**13}, "intake.weight"),
        (PLAIN | {"weight": {"kg": 71}}, "intake.weight"),
        (PLAIN | {"shoe_size": 42}, "intake.shoe_size"),
        (PLAIN | {"way": "The web"}, "intake.way"),  # asked only at a first visit
        (PLAIN | {"more": "Nothing"}, "intake.more"),
    ],
)
async def test_what_is_not_answered_or_not_as_asked_is_told_by_question(
    maple: Cast, browser: MakeClient, given: dict[str, Any], field: str
) -> None:
    casey = browser()
    wish = await held_wish(casey, maple, intake=given)
    refused = await send(casey, maple, wish)
    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_answers"), refused.text
    assert [error["field"] for error in refused.json()["errors"]] == [field]
    mended = await send(casey, maple, wish | {"intake": PLAIN})  # the control: the same hold, answered as asked
    assert mended.status_code == 201, mended.text


async def test_a_booking_that_was_answered_stays_the_same_when_the_questions_change(
    maple: Cast, browser: MakeClient, rules: Rules
) -> None:
    """The answer got lost on the way, the manager asks more in the meantime, and the page sends the same again."""
    casey = browser()
    wish = await held_wish(casey, maple, intake=PLAIN)
    first = await send(casey, maple, wish)
    await rules(service={"intake": [*QUESTIONS, {"id": "new", "label": "New?", "kind": "text", "required": True}]})
    again = await send(casey, maple, wish)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["visit_id"] == again.json()["visit_id"]
