"""A choice question of any generation of QTI, on its way to a draft."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml.etree import _Element as Element

from questions.drafts import Draft, DraftOption, Level, Problem
from questions.formats.qti import keys
from questions.formats.qti.evaluation import Evaluate, NotEvaluated, Result, hints, number
from questions.formats.qti.feedback import Feedback, sort_out
from questions.formats.qti.keys import Key, NoKey, Response
from questions.reading.checks import MOST_OPTIONS


@dataclass(frozen=True)
class Choice:
    """What an item says: `options` are texts by identifier, `most` is how many may be chosen."""

    where: str
    title: str
    category: str
    stem: str
    options: Sequence[tuple[str, str]]
    most: int
    is_fixed: bool
    scoring: Sequence[Element]
    evaluator: Callable[[], Evaluate]
    feedback: Sequence[Feedback]
    declared: Response = frozenset()

    @property
    def identifiers(self) -> list[str]:
        return [identifier for identifier, _ in self.options]


def most_of(said: str | None, options: int) -> int:
    """How many of the options may be chosen; all, where nothing or 0 is said."""
    most = number(said)
    return int(min(most, options)) if most >= 1 else options


def draft_of(choice: Choice) -> tuple[Draft | None, list[Problem]]:
    """The draft that an item is, None where its key cannot be told, and what is wrong with it."""
    draft, problems = _draft_with_all_options(choice)
    if draft is None:
        return None, problems
    # Editors leave lines behind that nobody filled in; the scoring asks that they are not chosen.
    filled = tuple(option for option in draft.options if option.text or option.is_key)
    if not 1 < len(filled) < len(draft.options):
        return draft, problems
    message = f"has options without text ({len(draft.options) - len(filled)}), which were left out."
    return replace(draft, options=filled), [*problems, Problem(choice.where, message, Level.WARNING)]


def _draft_with_all_options(choice: Choice) -> tuple[Draft | None, list[Problem]]:
    twice = [identifier for identifier, count in Counter(choice.identifiers).items() if count > 1]
    if twice:
        message = f"has two options with the identifier “{twice[0][:60]}”; name each by itself."
        return None, [Problem(choice.where, message)]
    try:
        evaluate = choice.evaluator()
        key = _key(choice, evaluate)
    except NoKey as reason:
        return None, [Problem(choice.where, f"{reason}.")]
    except NotEvaluated as reason:
        return _as_declared(choice, str(reason))
    return _draft(choice, key, evaluate), [Problem(choice.where, key.doubt, Level.WARNING)] if key.doubt else []


def _as_declared(choice: Choice, reason: str) -> tuple[Draft | None, list[Problem]]:
    message = f"has a scoring that cannot be evaluated here ({reason})"
    if not choice.declared:
        return None, [Problem(choice.where, f"{message}; let it score one response in full.")]
    doubt = Problem(choice.where, f"{message}; the response declared as correct was taken.", Level.WARNING)
    return _draft(choice, Key(choice.declared), lambda response: Result(0.0, {})), [doubt]


def _key(choice: Choice, evaluate: Evaluate) -> Key:
    # A number of options that no question may have is an error anyway, and trying many would take long.
    if not 0 < len(choice.options) <= MOST_OPTIONS:
        return Key(choice.declared)
    identifiers = choice.identifiers
    return keys.find(
        lambda response: evaluate(response).score,
        identifiers,
        most=choice.most,
        declared=choice.declared,
        hints=hints(choice.scoring, frozenset(identifiers)) if len(identifiers) > keys.TRIED_ALTOGETHER else (),
    )


def _draft(choice: Choice, key: Key, evaluate: Evaluate) -> Draft:
    # What has more options than a question may have is an error anyway.
    feedback = choice.feedback if len(choice.options) <= MOST_OPTIONS else ()
    outcomes_of = {option: evaluate(frozenset([option])).outcomes if feedback else {} for option in choice.identifiers}
    right = next(iter(key.options)) if choice.most == len(key.options) == 1 else None
    rationales, explanation = sort_out(feedback, outcomes_of, right)
    return Draft(
        name="",
        stem=choice.stem,
        options=tuple(
            DraftOption(text, identifier in key.options, rationales[identifier]) for identifier, text in choice.options
        ),
        order_locked=choice.is_fixed,
        where=choice.where,
        title=choice.title,
        category=choice.category,
        explanation=explanation,
        declared_multiple=choice.most > 1,
    )
