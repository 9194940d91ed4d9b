"""A set as a file in another format, and what that format could not hold."""

from people.models import User
from questions import pictures, revisions
from questions.browsing import visible
from questions.drafts import Written
from questions.models import Picture, QuestionSet, Revision
from questions.reading.format import Format


def export(question_set: QuestionSet, format: Format, viewer: User) -> Written:
    """The questions in use, but for those that the viewer sits now; ValueError for a format that is only read."""
    if format.write is None:
        raise ValueError(f"{format.title} is read, not written.")
    in_use = visible(question_set, viewer).filter(retired_at=None)
    current = Revision.objects.filter(pk__in=in_use.values("current")).select_related("question", "objective")
    drafts = [revisions.draft_of(revision) for revision in current.order_by("question__name")]
    shown = Picture.objects.filter(revisions__in=current).distinct()
    named, contents = pictures.name(drafts, shown)
    return format.write(named, contents)
