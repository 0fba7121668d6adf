"""What was answered to a service's questions: checked against them, and kept with the question as it was asked. Pure."""

from typing import Any

from frontdesk.errors import Invalid
from frontdesk.offices.intake import LENGTHS, Question, fits

NOT_ASKED = "This is not asked."
NEEDED = "Please answer this."
DOES_NOT_FIT = {
    "text": "Please write this in one line.",
    "long_text": "Please write this in plain words.",
    "choice": "Please choose one of the answers.",
    "choices": "Please choose among the answers, each once.",
    "yes_no": "Please say yes or no.",
    "number": "Please give a number.",
    "date": "Please give a date, such as 2026-11-26.",
}


class InvalidAnswers(Invalid):
    """Some questions are not answered yet, or not as they are asked."""


def checked_answers(
    questions: list[Question], given: dict[str, Any], *, all_needed: bool = True
) -> list[dict[str, Any]]:
    """Check answers by question id; gives {id, label, answer} in the order of asking. Raises InvalidAnswers, by field.

    Nothing (null, blank, no choice) is no answer. A question whose condition does not hold is not asked, and takes none.
    `all_needed`: required questions must be answered; the desk may leave them open.
    """
    errors = [(name, NOT_ASKED) for name in given if name not in {question.id for question in questions}]
    answered: dict[str, Any] = {}
    for question in questions:
        answer = _plain(given.get(question.id))
        if not _is_asked(question, answered):
            errors += [(question.id, NOT_ASKED)] if answer is not None else []
        elif answer is None:
            errors += [(question.id, NEEDED)] if question.required and all_needed else []
        elif trouble := _trouble(question, answer):
            errors.append((question.id, trouble))
        else:
            answered[question.id] = answer
    if errors:
        raise InvalidAnswers(errors=[{"field": f"intake.{name}", "message": message} for name, message in errors])
    return [
        {"id": question.id, "label": question.label, "answer": answered[question.id]}
        for question in questions
        if question.id in answered
    ]


def _is_asked(question: Question, answered: dict[str, Any]) -> bool:
    if question.shown_if is None:
        return True
    said, wanted = answered.get(question.shown_if.question), question.shown_if.equals
    if isinstance(said, list):
        return wanted in said
    return said is not None and isinstance(said, bool) == isinstance(wanted, bool) and said == wanted


def _plain(answer: object) -> object:
    if isinstance(answer, str):
        answer = answer.strip()
    return None if answer in (None, "", []) else answer


def _trouble(question: Question, answer: object) -> str | None:
    if not fits(question, answer):
        return DOES_NOT_FIT[question.kind]
    length = question.max_length or LENGTHS.get(question.kind)
    if length is not None and isinstance(answer, str) and len(answer) > length:
        return f"Please use {length} characters at most."
    return None
