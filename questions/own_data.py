"""What `questions` holds on a person, and how it forgets them."""

from django.db.models import Q, QuerySet

from people.held import Held
from people.models import User
from questions.models import ColumnMapping, Question, QuestionSet, Revision, Upload


def open_to_them(wordings: QuerySet[Revision], person: User) -> QuerySet[Revision]:
    return wordings.exclude(question__in=Question.objects.closed_to(person))


SET = ("title", "name", "outline__code", "licence", "open_to_draw", "open_to_read")
HELD = [
    Held("sets", "question sets that you own; their pages export their questions", QuestionSet, "owner", SET),
    Held("shared_sets", "question sets that you write along in", QuestionSet, "co_authors", SET),
    Held(
        "wordings",
        "every wording of a question that you stored",
        Revision,
        "made_by",
        (
            *("question__question_set__title", "question__name", "number", "created_at", "title", "stem", "options"),
            *("key", "rationales", "explanation", "takeaway"),
        ),
        narrow=open_to_them,
    ),
    Held(
        "uploads",
        "files that you uploaded in the last week",
        Upload,
        "owner",
        ("created_at", "title", "licence", "files__name", "stored_at"),
    ),
    Held("columns", "how you told the columns of tables apart", ColumnMapping, "owner", ("heads", "mapping")),
]


def foretell(person: User) -> list[str]:
    alone = set(theirs_alone(person).values_list("pk", flat=True))
    return [_foretold(each, each.pk in alone) for each in person.question_sets.order_by("title")]


def _foretold(question_set: QuestionSet, is_theirs_alone: bool) -> str:
    if is_theirs_alone:
        return f"Your set “{question_set}” is deleted with its questions: nobody else relies on it."
    if question_set.co_authors.exists():
        return f"Your set “{question_set}” stays: its co-authors go on with it."
    return f"Your set “{question_set}” stays, since others rely on it, and nobody can change it any more."


def forget(person: User) -> None:
    """Remove what was the person's alone; a set that others rely on stays, under nobody's name."""
    person.uploads.all().delete()
    person.column_mappings.all().delete()
    unused = list(theirs_alone(person).values_list("pk", flat=True))
    Question.objects.filter(question_set__in=unused).update(current=None)
    QuestionSet.objects.filter(pk__in=unused).delete()
    person.shared_sets.clear()
    for named in QuestionSet.objects.filter(co_author_addresses__contains=[person.email]):
        named.co_author_addresses = [address for address in named.co_author_addresses if address != person.email]
        named.save(update_fields=["co_author_addresses"])


def theirs_alone(person: User) -> QuerySet[QuestionSet]:
    """The person's sets that nobody shares, and of which no paper and no ruling holds a question."""
    revisions = Revision.objects.filter(question__question_set__owner=person.pk)
    relied_on = revisions.filter(
        Q(responses__isnull=False) | Q(sitting_places__isnull=False) | Q(rulings__isnull=False)
    )
    private = person.question_sets.filter(open_to_draw=False, open_to_read=False, co_authors=None, shared_with=None)
    return private.exclude(pk__in=relied_on.values("question__question_set"))
