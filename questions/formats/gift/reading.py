"""One block of a GIFT file as a draft, or as what it is instead."""

import re
from dataclasses import dataclass, field, replace
from textwrap import shorten

from questions.drafts import Draft, DraftOption, Level, NotImported, Problem
from questions.formats.gift.answers import (
    REASONS,
    Answer,
    choices,
    general_feedback,
    is_single,
    true_and_false,
    type_of,
)
from questions.formats.gift.blocks import Block
from questions.formats.gift.escapes import marks, unescape
from questions.formats.gift.texts import blank, to_markdown, without_format

TITLE = re.compile(r"\s*::((?:\\.|[^\\])*?)::", re.DOTALL)


@dataclass
class _Texts:
    """Makes the texts of one question Markdown, and keeps what was left out of them."""

    format: str
    where: str
    problems: dict[Problem, None] = field(default_factory=dict)

    def markdown(self, text: str) -> str:
        markdown, problems = to_markdown(text, self.format, self.where)
        self.problems |= dict.fromkeys(problems)
        return markdown


def read_block(block: Block, where: str) -> tuple[Draft | NotImported | None, list[Problem]]:
    """The draft of a block, or what it is instead, and what is wrong with it."""
    title, text = _title_and_text(block.text)
    braces = list(marks(text, "{", "}"))
    if wrong := _wrong_with("".join(text[place] for place in braces)):
        return None, [Problem(where, wrong)]
    begin, end = braces or (len(text), len(text))
    type = type_of(general_feedback(text[begin + 1 : end])[0]) if braces else "description"
    if type in REASONS:
        return NotImported(where, title or _beginning(text[:begin]), type, REASONS[type]), []
    draft = Draft(name="", stem="", options=(), title=title, category=block.category, tags=block.tags, where=where)
    return _filled(draft, text[:begin], text[begin + 1 : end], text[end + 1 :].rstrip())


def _beginning(stem: str) -> str:
    words, _ = without_format(stem, "")
    return shorten(unescape(words[:500]), 80, placeholder=" ...")


def _title_and_text(text: str) -> tuple[str, str]:
    found = TITLE.match(text)
    return (" ".join(unescape(found[1]).split()), text[found.end() :]) if found else ("", text)


def _filled(draft: Draft, before: str, within: str, after: str) -> tuple[Draft | None, list[Problem]]:
    """The draft with what stands before, within and after the braces."""
    texts = _Texts(without_format(before, "moodle")[1], draft.where)
    answers, feedback = general_feedback(within)
    is_choice = type_of(answers) == "multiple choice"
    given = tuple(choices(answers)) if is_choice else true_and_false(answers)
    single = not is_choice or is_single(answers)
    gap = blank(texts.format) if after and is_choice else ""
    draft = replace(
        draft,
        stem=texts.markdown(f"{before}{gap}{after}"),
        options=tuple(_option(answer, texts, single) for answer in given),
        explanation=texts.markdown(feedback),
        declared_multiple=not single,
    )
    problems = [*texts.problems, *_doubts(draft, given)]
    if single and len(draft.key) != 1:
        return None, [*problems, _unclear_key(len(draft.key), draft.where)]
    return draft, problems


def _wrong_with(braces: str) -> str:
    if braces in ("", "{}"):
        return ""
    if "}" not in braces:
        return "has “{” without a “}” after it; close its answers with “}”."
    if braces.startswith("}"):
        return "has “}” without a “{” before it; begin its answers with “{”, or write “\\}” where it is text."
    return "has more than one pair of braces; leave an empty line between questions, and write “\\{” where it is text."


def _option(answer: Answer, texts: _Texts, single: bool) -> DraftOption:
    is_key = answer.weight >= 100 if single else answer.weight > 0
    return DraftOption(texts.markdown(answer.text), is_key, texts.markdown(answer.feedback))


def _unclear_key(full: int, where: str) -> Problem:
    say = "mark one with “=”, or give every right one its share, such as “~%50%”, and none a “=”."
    return Problem(where, f"asks for one answer, but {full or 'no'} options give full credit; {say}")


def _doubts(draft: Draft, answers: tuple[Answer, ...]) -> list[Problem]:
    doubts = []
    if not draft.declared_multiple and any(0 < answer.weight < 100 for answer in answers):
        doubts.append("gives an option part of the credit; only the full answer counts here.")
    said = [
        draft.stem,
        draft.explanation,
        *(text for option in draft.options for text in (option.text, option.rationale)),
    ]
    if any("![" in text for text in said):
        doubts.append("shows a picture, which GIFT cannot hold; add it to the question after the import.")
    return [Problem(draft.where, doubt, Level.WARNING) for doubt in doubts]
