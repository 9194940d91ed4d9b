"""The response processing of QTI 2 and 3, evaluated."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from questions.formats.qti.evaluation import Evaluate, NotEvaluated, Result, Value, check_size, number, text_of
from questions.formats.qti.expressions import Expression, Variables, expression, mapped
from questions.formats.qti.keys import Response

NUMBERS = ("float", "integer")


class _Exit(Exception):
    """The end of the processing, asked for by exitResponse."""


@dataclass
class Declarations:
    """What an item declares: its one response, and its outcomes with their first values."""

    response: str
    is_multiple: bool
    correct: Response
    element: Element
    outcomes: dict[str, Element] = field(default_factory=dict)

    def first_values(self) -> dict[str, Value]:
        return {name: _first_value(declared) for name, declared in self.outcomes.items()}


def declarations(item: Element, response_identifier: str) -> Declarations:
    """What an item declares about the response with an identifier; raises NotEvaluated where that is nothing."""
    for declared in item.iterchildren("responseDeclaration"):
        if declared.get("identifier") == response_identifier:
            correct = frozenset(map(text_of, declared.iterfind("correctResponse/value")))
            outcomes = {outcome.get("identifier", ""): outcome for outcome in item.iterchildren("outcomeDeclaration")}
            is_multiple = declared.get("cardinality", "single") != "single"
            return Declarations(response_identifier, is_multiple, correct, declared, outcomes)
    raise NotEvaluated(f"a response “{response_identifier}” that is not declared")


def evaluator(processing: Element | None, declared: Declarations) -> Evaluate:
    """The function from a response to its score and outcomes; raises NotEvaluated."""
    if processing is None or not len(processing):
        return _template(processing, declared)
    check_size([processing, declared.element, *declared.outcomes.values()])
    program = [_rule(rule, declared) for rule in processing.iterchildren("*")]
    score_in = _score_outcome(processing, declared)
    first_values = declared.first_values()

    def evaluate(response: Response) -> Result:
        variables = dict(first_values)
        variables[declared.response] = _as_value(response, is_multiple=declared.is_multiple)
        try:
            for rule in program:
                rule(variables)
        except _Exit:
            pass
        score = variables.get(score_in)
        return Result(score if isinstance(score, float) else 0.0, variables)

    return evaluate


def _template(processing: Element | None, declared: Declarations) -> Evaluate:
    template = (processing.get("template") or "") if processing is not None else ""
    name = template.rpartition("/")[2].lower()
    first_values = declared.first_values()
    if "map_response" in name and "point" not in name and declared.element.find("mapping") is not None:
        total = mapped(declared.element)
        return lambda response: Result(float(total(response)), first_values)
    if declared.correct and (not name or "match" in name or "map_response" in name):
        return lambda response: Result(float(response == declared.correct), first_values)
    raise NotEvaluated(f"the template “{template}”" if template else "no response processing and no correct response")


def _score_outcome(processing: Element, declared: Declarations) -> str:
    changed = [rule.get("identifier", "") for rule in processing.iter("setOutcomeValue", "lookupOutcomeValue")]
    for name in changed:
        if name.upper() == "SCORE":
            return name
    for name in changed:
        if name in declared.outcomes and declared.outcomes[name].get("baseType") in NUMBERS:
            return name
    raise NotEvaluated("a response processing that sets no score")


def _rule(rule: Element, declared: Declarations) -> Expression:
    if rule.tag == "responseCondition":
        return _condition(rule, declared)
    if rule.tag == "setOutcomeValue" and len(rule):
        return _assignment(rule.get("identifier", ""), expression(rule[0], declared), declared)
    if rule.tag == "lookupOutcomeValue" and len(rule):
        return _lookup(rule.get("identifier", ""), expression(rule[0], declared), declared)
    if rule.tag == "responseProcessingFragment":
        return _block([_rule(inner, declared) for inner in rule.iterchildren("*")])
    if rule.tag == "exitResponse":
        return _exit
    raise NotEvaluated(f"“{rule.tag}”")


def _exit(variables: Variables) -> Value:
    raise _Exit


def _block(rules: list[Expression]) -> Expression:
    def run(variables: Variables) -> None:
        for rule in rules:
            rule(variables)

    return run


def _condition(rule: Element, declared: Declarations) -> Expression:
    branches: list[tuple[Expression, Expression]] = []
    for branch in rule.iterchildren("responseIf", "responseElseIf", "responseElse"):
        parts = list(branch.iterchildren("*"))
        is_else = branch.tag == "responseElse"
        if not parts and not is_else:
            raise NotEvaluated(f"an empty “{branch.tag}”")
        test: Expression = (lambda variables: True) if is_else else expression(parts.pop(0), declared)
        branches.append((test, _block([_rule(inner, declared) for inner in parts])))

    def run(variables: Variables) -> None:
        for test, block in branches:
            if test(variables) is True:
                block(variables)
                return

    return run


def _assignment(name: str, value: Expression, declared: Declarations) -> Expression:
    is_number = name not in declared.outcomes or declared.outcomes[name].get("baseType") in NUMBERS

    def run(variables: Variables) -> None:
        assigned = value(variables)
        variables[name] = number(assigned) if is_number and isinstance(assigned, str) else assigned

    return run


def _lookup(name: str, value: Expression, declared: Declarations) -> Expression:
    table = declared.outcomes[name].find("matchTable") if name in declared.outcomes else None
    if table is None:
        raise NotEvaluated("a lookup without a table")
    found: Mapping[float, float] = {
        number(entry.get("sourceValue")): number(entry.get("targetValue")) for entry in table.iterchildren("*")
    }
    otherwise = number(table.get("defaultValue"))

    def run(variables: Variables) -> None:
        looked_up = value(variables)
        variables[name] = found.get(looked_up, otherwise) if isinstance(looked_up, float) else otherwise

    return run


def _first_value(outcome: Element) -> Value:
    values = [text_of(value) for value in outcome.iterfind("defaultValue/value")]
    if outcome.get("baseType") in NUMBERS:
        return number(values[0] if values else None)
    if outcome.get("baseType") == "boolean" and values:
        return values[0] == "true"
    if outcome.get("cardinality", "single") != "single":
        return tuple(values) or None
    return values[0] if values else None


def _as_value(response: Response, *, is_multiple: bool) -> Value:
    if not response:
        return None
    return tuple(sorted(response)) if is_multiple else next(iter(response))
