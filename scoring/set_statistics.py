"""The figures of a set's questions, as its authors look at them; none of what the viewer sits at this moment."""

from django.db.models import F, QuerySet

from people.models import User
from questions.browsing import visible
from questions.models import Question, QuestionSet
from scoring.item_statistics import TOO_LITTLE_DISCRIMINATION

FIGURES = "current__statistics"
ORDERS = {
    "name": "name",
    "answers": f"{FIGURES}__answers",
    "facility": f"{FIGURES}__facility",
    "time": f"{FIGURES}__median_seconds",
    "discrimination": f"{FIGURES}__discrimination",
    "distractors": f"{FIGURES}__non_functioning",
}
WORST_FIRST = "discrimination"


def with_figures(question_set: QuestionSet, viewer: User) -> QuerySet[Question]:
    """The questions of a set, with the figures of their current wording."""
    return visible(question_set, viewer).select_related(FIGURES)


def in_use(question_set: QuestionSet, viewer: User) -> QuerySet[Question]:
    return with_figures(question_set, viewer).filter(retired_at=None)


def ordered(questions: QuerySet[Question], order: str) -> QuerySet[Question]:
    """In one of ORDERS, descending with a minus before it; what has no such figure yet comes last."""
    column = F(ORDERS[order.removeprefix("-")])
    first = column.desc(nulls_last=True) if order.startswith("-") else column.asc(nulls_last=True)
    return questions.order_by(first, "name")


def read_order(text: str) -> str:
    """An order from an address; the worst first where it is none."""
    return text if text.removeprefix("-") in ORDERS and not text.startswith("--") else WORST_FIRST


def to_look_at(questions: QuerySet[Question]) -> QuerySet[Question]:
    """Those that surely hardly tell who knows more: the interval of their discrimination ends below 0.1."""
    return ordered(questions.filter(**{f"{FIGURES}__high__lt": TOO_LITTLE_DISCRIMINATION}), WORST_FIRST)
