"""exam.yaml as people bring it: bytes in, facts or problems out, and back."""

from typing import Any

import yaml

from questions.drafts import Problem
from questions.formats import exam_facts

LARGEST = 200_000
SENTENCE = "cannot be read as YAML: {}"


class Unreadable(Exception):
    """A file that describes no exam; `problems` says why."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


class _PlainLoader(yaml.SafeLoader):
    """YAML without aliases, of which a few lines can stand for any amount of text."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("it has an alias (*name); write the text out.")
        return super().compose_node(parent, index)


def read(name: str, content: bytes) -> dict[str, Any]:
    """The facts of an exam in a file; raises Unreadable with every problem."""
    if len(content) > LARGEST:
        raise Unreadable([Problem(name, f"is larger than {LARGEST // 1000} kB; that is no description of an exam.")])
    try:
        facts: Any = yaml.load(content.decode("utf-8-sig"), Loader=_PlainLoader)  # noqa: S506 - it is a SafeLoader
    except RecursionError as error:
        raise Unreadable([Problem(name, SENTENCE.format("it is nested too deeply."))]) from error
    except (ValueError, yaml.YAMLError) as error:
        raise Unreadable([Problem(name, SENTENCE.format(" ".join(str(error).split())))]) from error
    if problems := exam_facts.problems(name, facts):
        raise Unreadable(problems)
    return {block: facts[block] for block in ("outline", "blueprint")}


def write(facts: dict[str, Any]) -> str:
    return yaml.safe_dump(facts, sort_keys=False, allow_unicode=True, width=120)
