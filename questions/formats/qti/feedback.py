"""Which feedback belongs to an option, and which to the question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from questions.formats.qti.evaluation import Value


@dataclass(frozen=True)
class Feedback:
    """A text that is shown, or hidden, where an outcome has (or holds) its identifier."""

    text: str
    outcome: str
    identifier: str
    hides: bool = False

    def is_shown(self, outcomes: Mapping[str, Value]) -> bool:
        value = outcomes.get(self.outcome)
        has_it = self.identifier in value if isinstance(value, tuple) else value == self.identifier
        return has_it != self.hides


def sort_out(
    feedback: Sequence[Feedback], outcomes_of: Mapping[str, Mapping[str, Value]], right: str | None
) -> tuple[dict[str, str], str]:
    """Rationales by option, and the explanation.

    `outcomes_of` has for each option what comes of choosing it alone; `right` is the option of a key of one. A feedback
    that some options show and others do not is their rationale, as is what none shows but is named after some; the rest
    explains the question.
    """
    rationales: dict[str, list[tuple[int, str]]] = {option: [] for option in outcomes_of}
    explanation: list[str] = []
    for each in feedback:
        showing = [option for option, outcomes in outcomes_of.items() if each.is_shown(outcomes)]
        showing = showing or [option for option in outcomes_of if _is_named_after(each.identifier, option, right)]
        if showing and len(showing) < len(outcomes_of):
            for option in showing:
                rationales[option].append((len(showing), each.text))
        else:
            explanation.append(each.text)
    # What is said of one option alone comes before what is said of all that are wrong.
    in_order = {option: sorted(texts, key=itemgetter(0)) for option, texts in rationales.items()}
    return {option: _joined([text for _, text in texts]) for option, texts in in_order.items()}, _joined(explanation)


def _is_named_after(identifier: str, option: str, right: str | None) -> bool:
    name = identifier.removesuffix("_fb")
    if right is not None and name in ("correct", "incorrect", "general_incorrect"):
        return (name == "correct") == (option == right)
    return name == option


def _joined(texts: Sequence[str]) -> str:
    return "\n\n".join(dict.fromkeys(filter(None, texts)))
