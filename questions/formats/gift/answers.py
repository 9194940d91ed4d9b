"""What stands between the braces: which type of question it makes, and its options."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from questions.formats.gift.escapes import marks, split

WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,10})?)%")
TRUE_OR_FALSE = re.compile(r"\s*(T|TRUE|F|FALSE)\s*(?:#|$)", re.IGNORECASE)
REASONS = {
    "essay": "an essay is written; no options to choose from stand between its braces.",
    "numerical": "its answer is a number to be typed.",
    "matching": "its answers are pairs to be matched.",
    "short answer": "its answer is typed: there is no wrong option, which “~” would begin.",
    "description": "it is text without answers.",
}


@dataclass(frozen=True)
class Answer:
    """An option as GIFT has it, and how much of the credit it gives, in percent."""

    text: str
    weight: float
    feedback: str = ""


def general_feedback(answers: str) -> tuple[str, str]:
    """The answers proper, and the feedback that follows the last “####”."""
    *_, last = (None, *marks(answers, "####"))
    return (answers, "") if last is None else (answers[:last], answers[last + 4 :])


def type_of(answers: str) -> str:
    if not answers.strip():
        return "essay"
    if answers.strip().startswith("#"):
        return "numerical"
    acting = {answers[place] for place in marks(answers, "~", "=", "->")}
    if "~" in acting:
        return "multiple choice"
    if acting == {"=", "-"}:
        return "matching"
    return "true or false" if TRUE_OR_FALSE.match(answers) else "short answer"


def is_single(answers: str) -> bool:
    """Whether one option is to be chosen: some option has “=”. Weighted options alone are several to choose."""
    return any(True for _ in marks(answers, "="))


def true_and_false(answers: str) -> tuple[Answer, Answer]:
    """Both options; the feedback of the wrong one comes first."""
    said, wrong, right = (*split(answers, "#", 2), "", "")[:3]
    is_true = said.strip().upper().startswith("T")
    true, false = (right, wrong) if is_true else (wrong, right)
    return Answer("True", 100 * is_true, true), Answer("False", 100 * (not is_true), false)


def choices(answers: str) -> Iterator[Answer]:
    places = list(marks(answers, "~", "="))
    if before := answers[: places[0]].strip():
        yield Answer(before, 0)
    for place, end in zip(places, [*places[1:], len(answers)], strict=True):
        text = answers[place + 1 : end].strip()
        weight = WEIGHT.match(text)
        text, feedback = (*split(text[weight.end() if weight else 0 :], "#", 1), "")[:2]
        given = float(weight[1].replace(",", ".")) if weight else 100.0 * (answers[place] == "=")
        yield Answer(text, given, feedback)
