"""Blocks of facts that a file gives beside its questions: YAML without aliases, or JSON."""

import json
from collections.abc import Callable
from typing import Any

import yaml

LONGEST = 100_000


class BadFacts(Exception):
    """A block that cannot be read; its text says why."""


class _Loader(yaml.SafeLoader):
    """YAML's plain values; an alias could make a few lines fill the memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise BadFacts("uses an alias (*name), which is not read here.")
        return super().compose_node(parent, index)


def from_yaml(block: str) -> dict[str, Any]:
    """The fields of a YAML block; raises BadFacts."""
    return _fields(block, lambda: yaml.load(block, _Loader))  # noqa: S506, it is a SafeLoader


def from_json(block: str) -> dict[str, Any]:
    """The fields of a JSON object; raises BadFacts."""
    return _fields(block, lambda: json.loads(block))


def _fields(block: str, load: Callable[[], object]) -> dict[str, Any]:
    if len(block) > LONGEST:
        raise BadFacts(f"cannot be read: it is longer than {LONGEST} characters.")
    try:
        fields = load()
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise BadFacts(f"cannot be read: {' '.join(str(error).split())}") from error
    except RecursionError as error:
        raise BadFacts("cannot be read: its lists stand too deep in one another.") from error
    if not isinstance(fields, dict):
        raise BadFacts("must be lines of “field: value”.")
    return _storable(fields)


def _storable(value: Any) -> Any:
    # Escapes can name a NUL or half a surrogate pair, which no database holds.
    if isinstance(value, str):
        whole = value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode("utf-16", "surrogatepass")
        return whole.decode("utf-16", "replace")
    if isinstance(value, list):
        return [_storable(element) for element in value]
    if isinstance(value, dict):
        return {_storable(key): _storable(element) for key, element in value.items()}
    return value
