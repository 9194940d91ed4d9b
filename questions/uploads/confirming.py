"""The owner has looked, attests and confirms; then all that was chosen is stored, or nothing."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify

from questions import pictures, revisions
from questions.drafts import Draft
from questions.models import Objective, QuestionSet, StagedPicture, StagedQuestion, Upload
from questions.naming import LONGEST_NAME, Names, name_for
from questions.uploads import progress

MANY = 500


class NotReady(Exception):
    """An upload that cannot be confirmed yet; the sentence says what is missing."""


@transaction.atomic
def confirm(upload: Upload, *, licence: str, attested: bool) -> None:
    """Record that the owner wants what is chosen stored, and may use it; raises NotReady with what is missing."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.confirmed_at:
        return
    if locked.read_at is None:
        raise NotReady("The files have not been read yet. Wait a moment.")
    if not attested:
        raise NotReady("Confirm that you wrote these questions or may use them.")
    if not licence.strip():
        raise NotReady("Say under which licence the questions stand, “all rights reserved” for instance.")
    if not (locked.question_set or locked.title.strip()):
        raise NotReady("Give the new set a title.")
    if not (count := chosen(locked).count()):
        raise NotReady("No question is chosen: each is left out, or has an error.")
    if homeless := chosen(locked).filter(objective=None).count():
        raise NotReady(f"{homeless} of {count} questions have no task statement yet. Choose one for each.")
    if rivals := _rivals(locked):
        raise NotReady(
            f"Several would be a new revision of one question: {rivals}. Keep one, add or leave out the rest."
        )
    locked.licence, locked.confirmed_at = licence.strip(), timezone.now()
    locked.failed_at, locked.failure, locked.tries = None, "", 0
    locked.save(update_fields=["licence", "confirmed_at", "failed_at", "failure", "tries"])


@transaction.atomic
def store(upload: Upload) -> QuestionSet | None:
    """Store all that was chosen in one transaction; a second call changes nothing."""
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if locked.confirmed_at is None or locked.stored_at:
        return locked.question_set
    question_set = locked.question_set or _new_set(locked)
    addresses = pictures.keep(StagedPicture.objects.filter(file__upload=locked))
    named = list(_named(locked, question_set))
    drafts = [pictures.place(draft, addresses.get(staged.file_id, {})) for draft, staged in named]
    progress.tell(locked.pk, f"Storing {len(drafts):,} questions")
    flaws = {draft.name: {finding["rule"] for finding in staged.findings} for draft, staged in named}
    made = revisions.publish(question_set, drafts, made_by=locked.owner, flaws=flaws)
    pictures.link(made)
    revisions.keep_enemies_apart(question_set, drafts)
    if len(made) >= MANY:
        # Until it knows of so many new rows, PostgreSQL plans for few of them, and an export took it most of a minute.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE questions_question, questions_revision, questions_enemypair")
    locked.question_set, locked.stored_at = question_set, timezone.now()
    locked.save(update_fields=["question_set", "stored_at"])
    return question_set


def chosen(upload: Upload) -> QuerySet[StagedQuestion]:
    return upload.questions.filter(has_error=False).exclude(decision=StagedQuestion.Decision.SKIP)


def _rivals(upload: Upload) -> str:
    """Which chosen questions would replace the same one, in words: “1 and 2; 5 and 7”."""
    replacing = chosen(upload).filter(decision=StagedQuestion.Decision.REPLACE, twin__isnull=False)
    numbers: dict[int, list[str]] = defaultdict(list)
    for twin, number in replacing.order_by("number").values_list("twin", "number"):
        numbers[twin].append(str(number))
    return "; ".join(" and ".join(rivals) for rivals in numbers.values() if len(rivals) > 1)


def _new_set(upload: Upload) -> QuestionSet:
    names = Names(QuestionSet.objects.filter(owner=upload.owner).values_list("name", flat=True))
    return QuestionSet.objects.create(
        outline=upload.outline,
        owner=upload.owner,
        title=upload.title.strip(),
        licence=upload.licence,
        name=names.take(slugify(upload.title)[:LONGEST_NAME] or "set"),
    )


def _named(upload: Upload, question_set: QuestionSet) -> Iterator[tuple[Draft, StagedQuestion]]:
    """The chosen drafts with their objectives, each with a name that is its own in the set."""
    names = Names(question_set.questions.values_list("name", flat=True))
    codes: dict[int | None, str] = dict(
        Objective.objects.filter(domain__outline=upload.outline_id).values_list("pk", "code")
    )
    for each in chosen(upload).select_related("twin"):
        draft = Draft.from_json(each.draft)
        twin = each.twin if each.decision == StagedQuestion.Decision.REPLACE else None
        is_rewording = twin is not None and twin.question_set_id == question_set.pk
        name = twin.name if twin and is_rewording else names.take(name_for(draft))
        yield replace(draft, name=name, objective=codes[each.objective_id]), each
