"""The questions that a service asks at booking, and whether they make sense together. Pure.

A condition only looks back, at an earlier question, so that a form can be read and answered from top to bottom. Answers are
checked against these questions in consumers/answers.py.
"""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from frontdesk.errors import Invalid

Kind = Literal["text", "long_text", "choice", "choices", "yes_no", "number", "date"]
QuestionId = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$")]
Option = Annotated[str, Meta(min_length=1, max_length=200)]

LENGTHS: dict[str, int] = {"text": 500, "long_text": 5000}  # of an answer in characters, at most
NUMBER_MAX = 10**12
OPTIONS_LEAST = 2


class IntakeMakesNoSense(Invalid):
    """These questions do not make sense together."""


class ShownIf(msgspec.Struct, forbid_unknown_fields=True):
    """Asked only if an earlier question was answered so; of several choices, if this one is among them."""

    question: QuestionId
    equals: bool | int | float | Annotated[str, Meta(max_length=500)]


class Question(msgspec.Struct, forbid_unknown_fields=True):
    """One question. `options` are for choice and choices, `max_length` is for text and long_text."""

    id: QuestionId
    label: Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")]
    kind: Kind
    help: Annotated[str, Meta(max_length=1000)] = ""
    options: Annotated[list[Option], Meta(max_length=50)] = []
    required: bool = False
    max_length: Annotated[int, Meta(ge=1, le=5000)] | None = None
    shown_if: ShownIf | None = None


Questions = Annotated[list[Question], Meta(max_length=50)]


def questions_of(kept: list[Any]) -> list[Question]:
    """Read a service's questions as they are kept."""
    return msgspec.convert(kept, list[Question])


def kept(questions: list[Question]) -> list[Any]:
    """Check questions and give the form in which a service keeps them; raises IntakeMakesNoSense with what to mend where."""
    errors: list[dict[str, str]] = []
    earlier: dict[str, Question] = {}
    for number, question in enumerate(questions):
        found = _troubles(question, earlier)
        errors += [{"field": f"intake.{number}.{field}", "message": message} for field, message in found]
        earlier[question.id] = question
    if errors:
        raise IntakeMakesNoSense(errors=errors)
    built: list[Any] = msgspec.to_builtins(questions)
    return built


def fits(question: Question, answer: object) -> bool:
    """Can this be an answer to the question? One that was left out is not asked about here."""
    match question.kind:
        case "yes_no":
            return isinstance(answer, bool)
        case "number":
            return isinstance(answer, int | float) and not isinstance(answer, bool) and abs(answer) <= NUMBER_MAX
        case "choice":
            return answer in question.options
        case "choices":
            several = answer if isinstance(answer, list) else [None]
            return len(several) <= len(question.options) and all(
                one in question.options and several.count(one) == 1 for one in several
            )
        case "date":
            return isinstance(answer, str) and _is_date(answer)
    return isinstance(answer, str) and legible(answer, lines=question.kind == "long_text")


def legible(words: str, *, lines: bool) -> bool:
    """Is it words and no control characters? `lines`: it may have several."""
    return (words.replace("\n", "").replace("\r", "").replace("\t", "") if lines else words).isprintable()


def _troubles(question: Question, earlier: dict[str, Question]) -> list[tuple[str, str]]:
    choosing, writing = question.kind in ("choice", "choices"), question.kind in LENGTHS
    found = []
    if question.id in earlier:
        found.append(("id", "Another question has this id."))
    if not legible(question.label, lines=False):
        found.append(("label", "Only letters, digits and signs."))
    if not legible(question.help, lines=True):
        found.append(("help", "Only letters, digits and signs."))
    if choosing and len(question.options) < OPTIONS_LEAST:
        found.append(("options", "A choice needs two options or more."))
    if not choosing and question.options:
        found.append(("options", "Only a choice has options."))
    if len(set(question.options)) < len(question.options):
        found.append(("options", "Two options are the same."))
    if not all(option.strip() == option and legible(option, lines=False) for option in question.options):
        found.append(("options", "Only letters, digits and signs, without spaces around them."))
    if question.max_length is not None and (not writing or question.max_length > LENGTHS[question.kind]):
        found.append(("max_length", "Only a text has a length: of 500 at most, a long text of 5000."))
    if question.shown_if is not None:
        found += _troubles_of_condition(question.shown_if, earlier)
    return found


def _troubles_of_condition(shown_if: ShownIf, earlier: dict[str, Question]) -> list[tuple[str, str]]:
    asked = earlier.get(shown_if.question)
    if asked is None:
        return [("shown_if.question", "A condition can only look at an earlier question.")]
    possible = [shown_if.equals] if asked.kind == "choices" else shown_if.equals
    return [] if fits(asked, possible) else [("shown_if.equals", "That question can never be answered so.")]


def _is_date(words: str) -> bool:
    try:
        return date.fromisoformat(words).isoformat() == words
    except ValueError:
        return False
