"""exam.yaml: what an exam covers (outline), what it is (blueprint), and whose the questions beside it are (set).

An exam without questions beside it has no set.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from questions.drafts import Problem
from questions.formats.texts import is_text

Rule = tuple[Callable[[Any], bool], str]


def _text(longest: int) -> Rule:
    return (
        lambda value: is_text(value) and len(value) <= longest and value.isprintable(),
        f"must be one line of at most {longest} characters, in quotes where it looks like a number.",
    )


SLUG: Rule = (
    lambda value: isinstance(value, str) and re.fullmatch(r"[-\w]{1,40}", value, re.ASCII) is not None,
    "must be at most 40 letters, digits and hyphens.",
)
NUMBER: Rule = (lambda value: type(value) is int and 0 <= value <= 32_767, "must be a whole number up to 32767.")
PAIR: Rule = (
    lambda value: isinstance(value, list) and len(value) == 2 and {type(number) for number in value} <= {int, float},
    "must be two numbers, such as [4, 4].",
)
NUMBER_OR_NONE: Rule = (
    lambda value: value is None or NUMBER[0](value),
    "must be a whole number up to 32767, or nothing.",
)
PAIR_OR_NONE: Rule = (
    lambda value: value is None or PAIR[0](value),
    "must be two numbers, such as [4, 4], or nothing where the exam does not have the kind.",
)
SLUG_OF_SET = re.compile(r"[-\w]{1,80}", re.ASCII).fullmatch
DAY: Rule = (lambda value: type(value) is date, "must be a day such as 2026-03-31.")
WEIGHTS: Rule = (
    lambda value: isinstance(value, dict) and all(NUMBER[0](weight) for weight in value.values()),
    'must give each domain its percent, such as {"1": 60, "2": 40}.',
)
RANGES: Rule = (
    lambda value: (
        isinstance(value, dict) and all(PAIR[0](pair) and all(map(NUMBER[0], pair)) for pair in value.values())
    ),
    'must give each domain its fewest and most questions, such as {"1": [10, 14], "2": [8, 12]}.',
)
NAMES: Rule = (
    lambda value: isinstance(value, list) and all(isinstance(name, str) and SLUG_OF_SET(name) for name in value),
    "must be a list of the names of sets, such as [my-questions].",
)
DOMAINS: Rule = (
    lambda value: isinstance(value, list) and bool(value) and all(map(_is_domain, value)),
    'must be a list, each with “code”, “title” and “objectives”, which are lines of “"code": title”.',
)

BLOCKS: dict[str, dict[str, Rule]] = {
    "outline": {"code": SLUG, "title": _text(200), "domains": DOMAINS},
    "blueprint": {
        "code": SLUG,
        "title": _text(200),
        "weights": WEIGHTS,
        "ranges": RANGES,
        "sets": NAMES,
        **dict.fromkeys(("questions", "scored", "minutes"), NUMBER),
        **dict.fromkeys(("extra_minutes", "scale_min", "scale_max"), NUMBER),
        "pass_scaled": NUMBER_OR_NONE,
        **dict.fromkeys(("single_options", "multiple_options"), PAIR_OR_NONE),
        "multiple_share": PAIR,
        **dict.fromkeys(("valid_from", "valid_until"), DAY),
        **dict.fromkeys(("successors", "source"), _text(200)),
    },
    "set": {"name": SLUG, "title": _text(200), "licence": _text(80)},
}
OPTIONAL = {"extra_minutes", "scale_min", "scale_max", "pass_scaled"}
OPTIONAL |= {"valid_from", "valid_until", "successors", "source", "weights", "ranges", "sets"}
OPTIONAL |= {"single_options", "multiple_options", "multiple_share"}


def problems(where: str, facts: object) -> list[Problem]:
    """What is wrong with the facts of an exam, field by field; once each is right, between them."""
    if not isinstance(facts, dict) or not {"outline", "blueprint"} <= set(facts) <= set(BLOCKS):
        return [Problem(where, f"must consist of the blocks {', '.join(BLOCKS)}; one without questions has no set.")]
    wrong = [sentence for block in facts for sentence in _of_block(block, facts[block])]
    return [Problem(where, sentence) for sentence in wrong or _between(facts)]


def _of_block(block: str, fields: object) -> Iterator[str]:
    if not isinstance(fields, dict):
        yield f"the {block} must be lines of “field: value”."
        return
    rules = BLOCKS[block]
    yield from (f"the {block} has no “{name}”." for name in rules if name not in fields and name not in OPTIONAL)
    for name, value in fields.items():
        if name not in rules:
            yield f"the {block} has a field “{name}” that the format does not know."
        elif not rules[name][0](value):
            yield f"“{name}” of the {block} {rules[name][1]}"


def _between(facts: dict[str, Any]) -> Iterator[str]:
    outline, blueprint = facts["outline"], facts["blueprint"]
    if "set" in facts and outline["code"] != blueprint["code"]:
        yield f"outline and blueprint must have one code, not “{outline['code']}” and “{blueprint['code']}”."
    domains = [domain["code"] for domain in outline["domains"]]
    objectives = [code for domain in outline["domains"] for code in domain["objectives"]]
    for code, times in [*Counter(domains).items(), *Counter(objectives).items()]:
        if times > 1:
            yield f"the outline has the code “{code}” {times} times."
    if ("weights" in blueprint) == ("ranges" in blueprint):
        yield "the blueprint must have either “weights” or “ranges”."
    for name in {"weights", "ranges"} & set(blueprint):
        if set(blueprint[name]) != set(domains):
            yield f"“{name}” of the blueprint must name the domains of the outline: {', '.join(domains)}."


def _is_domain(domain: object) -> bool:
    if not isinstance(domain, dict) or set(domain) != {"code", "title", "objectives"}:
        return False
    objectives, (is_title, _) = domain["objectives"], _text(200)

    def is_code(code: object) -> bool:
        return isinstance(code, str) and re.fullmatch(r"[-.\w]{1,20}", code, re.ASCII) is not None

    return (
        is_code(domain["code"])
        and is_title(domain["title"])
        and isinstance(objectives, dict)
        and all(is_code(code) and is_title(title) for code, title in objectives.items())
    )
