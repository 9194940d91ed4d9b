"""The expressions of QTI 2 and 3, each compiled to a function of the variables; a value that is missing is None."""

import math
import operator
from collections.abc import Callable, Iterable, Iterator, MutableMapping
from functools import reduce
from typing import Protocol

from lxml.etree import _Element as Element

from questions.formats.qti.evaluation import NotEvaluated, Value, number, text_of

Variables = MutableMapping[str, Value]
Expression = Callable[[Variables], Value]


class Declared(Protocol):
    """What expressions must know of an item's declarations."""

    response: str
    correct: frozenset[str]
    is_multiple: bool
    element: Element

    def first_values(self) -> dict[str, Value]: ...


def expression(element: Element, declared: Declared) -> Expression:
    """The function that an expression is; raises NotEvaluated for what is not known here."""
    if element.tag in LEAVES:
        return LEAVES[element.tag](element, declared)
    if element.tag not in OPERATORS:
        raise NotEvaluated(f"“{element.tag}”")
    parts = [expression(part, declared) for part in element.iterchildren("*")]
    calculate = OPERATORS[element.tag]
    return lambda variables: calculate([part(variables) for part in parts])


def mapped(declaration: Element) -> Callable[[Iterable[str]], float]:
    """The function to the sum of what a response's values are mapped to, within the mapping's bounds."""
    mapping = declaration.find("mapping")
    if mapping is None:
        return lambda response: 0.0
    values = {entry.get("mapKey", ""): number(entry.get("mappedValue")) for entry in mapping.iterchildren("mapEntry")}
    otherwise = number(mapping.get("defaultValue"))
    lowest, highest = (
        infinity if (bound := mapping.get(name)) is None else number(bound)
        for name, infinity in (("lowerBound", -math.inf), ("upperBound", math.inf))
    )

    def total(response: Iterable[str]) -> float:
        return min(max(sum(values.get(value, otherwise) for value in set(response)), lowest), highest)

    return total


def _constant(value: Value) -> Expression:
    return lambda variables: value


def _base_value(element: Element, declared: Declared) -> Expression:
    text = text_of(element)
    kind = element.get("baseType")
    if kind in ("float", "integer"):
        return _constant(number(text))
    return _constant(text in ("true", "1") if kind == "boolean" else text)


def _variable(element: Element, declared: Declared) -> Expression:
    name = element.get("identifier", "")
    return lambda variables: variables.get(name)


def _correct(element: Element, declared: Declared) -> Expression:
    if element.get("identifier") != declared.response or not declared.correct:
        return _constant(None)
    return _constant(tuple(sorted(declared.correct)) if declared.is_multiple else min(declared.correct))


def _map_response(element: Element, declared: Declared) -> Expression:
    if element.get("identifier") != declared.response:
        raise NotEvaluated("the mapping of another response")
    total = mapped(declared.element)
    return lambda variables: total(_each([variables[declared.response]]))


def _default(element: Element, declared: Declared) -> Expression:
    return _constant(declared.first_values().get(element.get("identifier", "")))


def _any_n(element: Element, declared: Declared) -> Expression:
    fewest, most = number(element.get("min")), number(element.get("max"))
    parts = [expression(part, declared) for part in element.iterchildren("*")]
    return lambda variables: fewest <= sum(part(variables) is True for part in parts) <= most


def _each(values: Iterable[Value]) -> Iterator[Value]:
    """The single values among values and containers, without those that are missing."""
    for value in values:
        if isinstance(value, tuple):
            yield from value
        elif value is not None:
            yield value


def _match(values: list[Value]) -> Value:
    if len(values) != 2 or None in values:
        return None
    one, other = (sorted(map(str, _each([value]))) for value in values)
    return one == other


def _contains(whole: Value, part: Value) -> Value:
    if whole is None or part is None:
        return None
    return set(_each([part])) <= set(_each([whole]))


def _calculation(calculate: Callable[[float, float], float]) -> Callable[[list[Value]], Value]:
    def on(values: list[Value]) -> Value:
        single = list(_each(values))
        if not single or None in values or not all(isinstance(value, float) for value in single):
            return None
        try:
            return float(reduce(calculate, single))
        except (ArithmeticError, ValueError):
            return None

    return on


def _comparison(holds: Callable[[float, float], bool]) -> Callable[[list[Value]], Value]:
    def on(values: list[Value]) -> Value:
        if len(values) != 2 or not all(isinstance(value, float) for value in values):
            return None
        return holds(values[0], values[1])

    return on


LEAVES: dict[str, Callable[[Element, Declared], Expression]] = {
    "baseValue": _base_value,
    "variable": _variable,
    "correct": _correct,
    "default": _default,
    "mapResponse": _map_response,
    "anyN": _any_n,
    "null": lambda element, declared: _constant(None),
}
OPERATORS: dict[str, Callable[[list[Value]], Value]] = {
    "and": lambda values: all(value is True for value in values),
    "or": lambda values: any(value is True for value in values),
    "not": lambda values: None if values[:1] == [None] else values[:1] != [True],
    "isNull": lambda values: values[:1] == [None],
    "match": _match,
    "stringMatch": _match,
    "member": lambda values: _contains(values[-1], values[0]) if values else None,
    "contains": lambda values: _contains(values[0], values[-1]) if values else None,
    "multiple": lambda values: tuple(_each(values)) or None,
    "ordered": lambda values: tuple(_each(values)) or None,
    "containerSize": lambda values: float(sum(1 for _ in _each(values))),
    "delete": lambda values: tuple(value for value in _each(values[1:]) if value != values[0]) or None,
    "sum": _calculation(operator.add),
    "subtract": _calculation(operator.sub),
    "product": _calculation(operator.mul),
    "divide": _calculation(operator.truediv),
    "max": _calculation(max),
    "min": _calculation(min),
    "equal": _comparison(operator.eq),
    "lt": _comparison(operator.lt),
    "lte": _comparison(operator.le),
    "gt": _comparison(operator.gt),
    "gte": _comparison(operator.ge),
    "integerToFloat": lambda values: values[0] if values else None,
}
