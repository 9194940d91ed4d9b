"""The response processing of QTI 1.2, evaluated."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml.etree import _Element as Element

from questions.formats.qti.evaluation import Evaluate, NotEvaluated, Result, check_size, number, text_of
from questions.formats.qti.keys import Response

SHOWN = "shown"
Test = Callable[[Response, bool], bool]


@dataclass(frozen=True)
class _Condition:
    """One respcondition: when it applies, what it changes and shows, and whether the next is looked at after it."""

    applies: Test
    changes: tuple[tuple[str, str, float], ...]
    shows: tuple[str, ...]
    goes_on: bool


def evaluator(item: Element, *, is_multiple: bool) -> Evaluate:
    """The function from a response to its score and to the feedback shown under SHOWN; raises NotEvaluated."""
    processing = list(item.iterchildren("resprocessing"))
    check_size(processing)
    blocks = [
        [_condition(each, is_multiple=is_multiple) for each in block.iter("respcondition")] for block in processing
    ]
    score_in, first, highest = _score_variable(processing, [condition for block in blocks for condition in block])

    def evaluate(response: Response) -> Result:
        scores = {score_in: first}
        shown: list[str] = []
        for block in blocks:
            _run(block, response, scores, shown)
        return Result(min(scores[score_in], highest), {SHOWN: tuple(shown)})

    return evaluate


def _run(block: list[_Condition], response: Response, scores: dict[str, float], shown: list[str]) -> None:
    scored = False
    for condition in block:
        if condition.applies(response, scored):
            for name, action, value in condition.changes:
                scores[name] = _changed(scores.get(name, 0.0), action, value)
            shown.extend(condition.shows)
            scored = scored or bool(condition.changes)
            if not condition.goes_on:
                return


def _changed(score: float, action: str, value: float) -> float:
    match action:
        case "add":
            return score + value
        case "subtract":
            return score - value
        case "multiply":
            return score * value
        case "divide":
            return score / value if value else score
        case _:
            return value


def _score_variable(processing: list[Element], conditions: list[_Condition]) -> tuple[str, float, float]:
    changes = [change for condition in conditions for change in condition.changes]
    names = [name for name, _, _ in changes]
    name = next((name for name in names if name.upper() == "SCORE"), names[0] if names else "SCORE")
    first, highest = 0.0, float("inf")
    for block in processing:
        for declared in block.iter("decvar"):
            if declared.get("varname", "SCORE") == name:
                first = number(declared.get("defaultval"))
                # Some files declare 1 where they give 100; such a bound would make part of a score the whole.
                bound = number(declared.get("maxvalue"))
                if bound > 0 and all(value <= bound for changed, _, value in changes if changed == name):
                    highest = bound
    return name, first, highest


def _condition(respcondition: Element, *, is_multiple: bool) -> _Condition:
    changes = tuple(
        (change.get("varname", "SCORE"), change.get("action", "Set").lower(), _points(text_of(change)))
        for change in respcondition.iterchildren("setvar")
    )
    conditionvar = respcondition.find("conditionvar")
    tests = [] if conditionvar is None else [_test(each) for each in conditionvar.iterchildren("*")]
    # In a question with one answer several varequal can only mean any of them, and writers do mean that.
    is_any = not is_multiple and conditionvar is not None and all(each.tag == "varequal" for each in conditionvar)
    going_on = respcondition.get("continue", "").lower()
    adds_up = bool(changes) and all(action == "add" for _, action, _ in changes)
    return _Condition(
        applies=_any(tests) if is_any or not tests else _all(tests),
        changes=changes,
        shows=tuple(shown.get("linkrefid", "") for shown in respcondition.iterchildren("displayfeedback")),
        # Writers of conditions that each add a part leave “continue” out, and mean it.
        goes_on=going_on == "yes" or (not going_on and adds_up),
    )


def _points(text: str) -> float:
    # Blackboard writes SCORE.max for all that there is.
    return 100.0 if text.endswith(".max") else number(text)


def _test(element: Element) -> Test:
    if element.tag in ("and", "or", "not"):
        tests = [_test(each) for each in element.iterchildren("*")]
        return {"and": _all, "or": _any, "not": _none}[str(element.tag)](tests)
    if element.tag == "varequal":
        wanted = text_of(element)
        return lambda response, scored: wanted in response
    if element.tag == "varsubset":
        listed = frozenset(part.strip() for part in text_of(element).split(","))
        if element.get("setmatch", "Exact").lower() == "partial":
            return lambda response, scored: bool(response & listed)
        return lambda response, scored: response == listed
    if element.tag == "unanswered":
        return lambda response, scored: not response
    if element.tag == "other":
        return lambda response, scored: not scored
    raise NotEvaluated(f"the condition “{element.tag}”")


def _all(tests: Sequence[Test]) -> Test:
    return lambda response, scored: all(test(response, scored) for test in tests)


def _any(tests: Sequence[Test]) -> Test:
    return lambda response, scored: any(test(response, scored) for test in tests)


def _none(tests: Sequence[Test]) -> Test:
    return lambda response, scored: not any(test(response, scored) for test in tests)
