"""One choice question of a Moodle file as a draft."""

import math
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from questions.drafts import Draft, DraftOption, Level, Problem
from questions.formats.moodle_xml.texts import Texts, written

# Moodle writes fractions with up to five digits after the point.
FULL = 99.99
TRUTHS = {"true": "True", "false": "False"}


def filled(draft: Draft, question: etree._Element, texts: Texts) -> list[Draft | Problem]:
    """The draft with what the question says, unless that has no clear key, and what is wrong with it."""
    single = _is_single(question)
    answers = list(question.iterchildren("answer"))
    fractions = [_fraction(answer) for answer in answers]
    draft = replace(
        draft,
        stem=texts.markdown(question.find("questiontext")),
        options=tuple(
            _option(answer, fraction >= FULL if single else fraction > 0, texts)
            for answer, fraction in zip(answers, fractions, strict=True)
        ),
        explanation=texts.markdown(question.find("generalfeedback")),
        tags=tuple(dict.fromkeys(filter(None, map(written, question.iterfind("tags/tag"))))),
        order_locked=_says(question, "shuffleanswers", {"0", "false"}),
        declared_multiple=not single,
    )
    wrong = [Problem(draft.where, message) for message in _errors(answers, fractions, single)]
    doubts = [Problem(draft.where, message, Level.WARNING) for message in _doubts(fractions, single)]
    return [*texts.problems, *wrong] if wrong else [*texts.problems, *doubts, draft]


def _is_single(question: etree._Element) -> bool:
    return question.get("type") != "multichoiceset" and not _says(question, "single", {"0", "false"})


def _says(question: etree._Element, setting: str, words: set[str]) -> bool:
    return (question.findtext(setting) or "").strip().lower() in words


def _fraction(answer: etree._Element) -> float:
    """The share of the mark in percent; nan where it is no number."""
    try:
        return float(answer.get("fraction", "0").replace(",", "."))
    except ValueError:
        return math.nan


def _option(answer: etree._Element, is_key: bool, texts: Texts) -> DraftOption:
    text = texts.markdown(answer)
    parent = answer.getparent()
    if parent is not None and parent.get("type") == "truefalse":
        text = TRUTHS.get(text, text)
    return DraftOption(text, is_key, texts.markdown(answer.find("feedback")))


def _errors(answers: list[etree._Element], fractions: list[float], single: bool) -> Iterator[str]:
    for number, (answer, fraction) in enumerate(zip(answers, fractions, strict=True), 1):
        if math.isnan(fraction):
            yield f"option {number} has the fraction “{answer.get('fraction')}”, which is no number. Write 100 or 0."
    full = sum(fraction >= FULL for fraction in fractions)
    if single and full != 1 and answers:
        counted = f"{full} options have" if full else "no option has"
        yield f"takes one answer, but {counted} the fraction 100. Give it to one, or set <single> to false."


def _doubts(fractions: list[float], single: bool) -> Iterator[str]:
    if single and any(0 < fraction < FULL for fraction in fractions):
        yield "gives an option part of the mark; only the full answer counts here."
