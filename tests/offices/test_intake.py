"""Questions that a manager writes: what makes sense is kept, what does not is told where."""

from typing import Any

import msgspec
import pytest

from frontdesk.offices.intake import IntakeMakesNoSense, Question, Questions, kept, questions_of

FIRST = {"id": "first_time", "label": "Is this your first visit?", "kind": "yes_no", "required": True}
WAY = {"id": "way", "label": "How did you hear of us?", "kind": "choice", "options": ["A friend", "The web"]}


def _read(*questions: dict[str, Any]) -> list[Question]:
    return msgspec.convert(list(questions), Questions)


def _told(*questions: dict[str, Any]) -> list[str]:
    with pytest.raises(IntakeMakesNoSense) as refusal:
        kept(_read(*questions))
    return [error["field"] for error in refusal.value.extras["errors"]]


def test_questions_are_kept_as_they_were_asked() -> None:
    asked = _read(
        FIRST,
        WAY | {"shown_if": {"question": "first_time", "equals": True}},
        {"id": "friend", "label": "Who?", "kind": "text", "shown_if": {"question": "way", "equals": "A friend"}},
        {"id": "signs", "label": "What is it about?", "kind": "choices", "options": ["Pain", "Fever", "Other"]},
        {"id": "other", "label": "What?", "kind": "long_text", "shown_if": {"question": "signs", "equals": "Other"}},
        {"id": "since", "label": "Since when?", "kind": "date", "help": "Roughly will do.\nEven the month."},
        {"id": "weight", "label": "How heavy are you?", "kind": "number"},
    )
    assert questions_of(kept(asked)) == asked


@pytest.mark.parametrize(
    ("question", "field"),
    [
        (WAY | {"id": "first_time"}, "intake.1.id"),
        (WAY | {"options": []}, "intake.1.options"),
        (WAY | {"options": ["The web"]}, "intake.1.options"),
        (WAY | {"options": ["The web", "The web"]}, "intake.1.options"),
        (WAY | {"options": ["The web", " The web"]}, "intake.1.options"),
        (WAY | {"kind": "text"}, "intake.1.options"),
        (WAY | {"max_length": 20}, "intake.1.max_length"),
        ({"id": "why", "label": "Why?", "kind": "text", "max_length": 501}, "intake.1.max_length"),
        ({"id": "why", "label": "Why\u0000?", "kind": "text"}, "intake.1.label"),
        (WAY | {"shown_if": {"question": "way", "equals": "The web"}}, "intake.1.shown_if.question"),
        (WAY | {"shown_if": {"question": "later", "equals": True}}, "intake.1.shown_if.question"),
        (WAY | {"shown_if": {"question": "first_time", "equals": "yes"}}, "intake.1.shown_if.equals"),
        (WAY | {"shown_if": {"question": "first_time", "equals": 1}}, "intake.1.shown_if.equals"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_where_it_stands(question: dict[str, Any], field: str) -> None:
    assert _told(FIRST, question) == [field]


def test_a_condition_never_looks_ahead_so_no_form_goes_in_circles() -> None:
    """The control: the other way round the same two questions make sense."""
    condition = {"shown_if": {"question": "first_time", "equals": False}}
    assert _told(WAY | condition, FIRST) == ["intake.0.shown_if.question"]
    assert len(kept(_read(FIRST, WAY | condition))) == 2


@pytest.mark.parametrize(
    "change", [{"kind": "colour"}, {"id": "First"}, {"id": ""}, {"answer": 1}, {"required": "yes"}]
)
def test_other_kinds_ids_and_fields_are_not_known(change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        _read(FIRST | change)
