"""From a Markdown file to its drafts."""

from collections.abc import Iterator
from dataclasses import replace

from questions.drafts import Draft, Level, NotImported, Parsed, Problem
from questions.formats.markdown.after import after
from questions.formats.markdown.answers import is_answer
from questions.formats.markdown.facts import with_facts
from questions.formats.markdown.front_matter import Front, front_of
from questions.formats.markdown.lines import Kind, Line, scan
from questions.formats.markdown.pieces import Piece, pieces
from questions.formats.markdown.questions import ASKS, Asked, asked, settled
from questions.formats.markdown.sections import Section, groups, sections
from questions.reading.checks import has_error, problems_of
from questions.reading.facts import BadFacts
from questions.reading.source import Source, Unreadable

NOTHING = (
    "holds no question that can be read here. A question is a heading or a number, its text, and options: either lines "
    "of “- [ ]” and “- [x]”, or lines of “A.”, “B.” with a line such as “Answer: B” below them."
)


def read(source: Source) -> Parsed:
    """The questions of a Markdown file, whatever their layout; raises Unreadable."""
    front = front_of(source)
    lines, unclosed = scan(front.body, front.first)
    found: list[Asked] = []
    not_imported: list[NotImported] = []
    problems = [*source.text.doubts, *front.problems]
    for number, what in unclosed:
        message = f"opens a {what} that nothing closes, so all below was read as a part of it; close it."
        problems.append(Problem(source.at(f"line {number}"), message, Level.WARNING))
    for result in _of_front(source, front, lines) if front.stem else _of_sections(source, lines):
        if isinstance(result, Asked):
            found.append(result)
        elif isinstance(result, NotImported):
            not_imported.append(result)
        else:
            problems.append(result)
    if not (found or not_imported or any(problem.level is Level.ERROR for problem in problems)):
        raise Unreadable(Problem(source.name, NOTHING))
    for question in found:
        question.draft = front.adds_to(question.draft, is_alone=len(found) == 1)
    checked = [(question.draft, _checked(question)) for question in found]
    return Parsed(
        drafts=tuple(draft for draft, wrong in checked if not has_error(wrong)),
        not_imported=tuple(not_imported),
        problems=(*problems, *(problem for _, wrong in checked for problem in wrong)),
        encoding=source.text.encoding,
    )


Result = Asked | NotImported | Problem


def _checked(question: Asked) -> list[Problem]:
    if has_error(question.problems):
        return question.problems
    return question.problems + problems_of(question.draft)


def _of_sections(source: Source, lines: list[Line]) -> Iterator[Result]:
    for section in sections(lines):
        if section.groups:
            for piece in pieces(section):
                yield _asked(source, piece)
        elif section.head:
            yield from _without_options(source, section)


def _of_front(source: Source, front: Front, lines: list[Line]) -> Iterator[Result]:
    """The one question whose stem is front matter; quotes above the options explain, other text asks."""
    found = groups(lines)
    whole = Section(None, 0, lines, found)
    if len(found) != 1:
        message = f"has its stem in the front matter, so it needs one list of options; it has {len(found)}."
        yield Problem(source.at("line 1"), message)
        return
    piece = next(pieces(whole))
    above = lines[: found[0][0]]
    quoted = [line.text.strip().removeprefix(">").strip() for line in above if line.kind is Kind.QUOTE]
    question = _asked(source, replace(piece, number=1, stem=above, is_numbered=False, head=""))
    if isinstance(question, Asked):
        asks_more = [line.text for line in above if line.kind is not Kind.QUOTE]
        explanation = "\n\n".join(filter(None, [question.draft.explanation, "\n".join(quoted).strip()]))
        stem = "\n\n".join(filter(None, [front.stem, "\n".join(asks_more).strip()]))
        question.draft = replace(question.draft, stem=stem, explanation=explanation)
    yield question


def _asked(source: Source, piece: Piece) -> Asked | Problem:
    where = source.at(f"line {piece.number}")
    try:
        question, following = asked(piece, where)
    except BadFacts as bad:
        return Problem(where, f"its facts {bad}")
    return _told(question, following.facts)


def _told(question: Asked, facts: dict[str, object]) -> Asked:
    question.draft, wrong = with_facts(question.draft, facts)
    for message in wrong:
        question.fail(message)
    return settled(question, str(facts.get("order", "")))


def _without_options(source: Source, section: Section) -> Iterator[Result]:
    """A question written in facts alone, or one that is answered without options; else prose, and nothing."""
    head = section.head
    assert head is not None  # noqa: S101
    where = source.at(f"line {head.number}")
    try:
        following = after(section.lines, (), is_answer_wanted=False)
    except BadFacts as bad:
        yield Problem(where, f"its facts {bad}")
        return
    if "options" in following.facts:
        draft = Draft(name="", stem="", options=(), where=where, title=section.title, category=section.category)
        yield _told(Asked(draft), following.facts)
        return
    asks = head.kind is Kind.QUESTION or section.title.endswith(ASKS)
    answers = any(line.kind is Kind.DETAILS or is_answer(line.text) for line in section.lines)
    if head.kind is Kind.QUESTION or (answers and (section.number or asks)):
        title = section.title or next((line.text for line in section.lines if line.text.strip()), "")
        yield NotImported(where, title.strip()[:200], "open question", "has no options to choose from")
