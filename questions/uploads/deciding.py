"""The owner decides about staged questions."""

from django.db.models import QuerySet

from questions.models import Objective, StagedQuestion


def decide(staged: QuerySet[StagedQuestion], *, objective: str = "", decision: str = "") -> None:
    """Give questions of one upload a task statement, by id, or a decision; a value that is neither changes nothing.

    A new revision can be made only of a twin in the set that the upload goes to.
    """
    found = (
        Objective.objects.filter(pk=int(objective)).first() if objective.isdecimal() and len(objective) < 19 else None
    )
    if found is not None:
        staged.filter(upload__outline=found.domain.outline_id).update(objective=found, suggestion="")
    if decision == StagedQuestion.Decision.REPLACE:
        replaceable = [
            each.pk
            for each in staged.filter(twin__isnull=False).select_related("twin", "upload")
            if each.twin.question_set_id == each.upload.question_set_id
        ]
        StagedQuestion.objects.filter(pk__in=replaceable).update(decision=decision)
    elif decision in StagedQuestion.Decision.values:
        staged.update(decision=decision)
