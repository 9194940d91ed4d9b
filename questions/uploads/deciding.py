"""The owner decides about staged questions."""

from django.db.models import F, QuerySet

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
        in_its_set = staged.filter(twin__question_set=F("upload__question_set"))
        StagedQuestion.objects.filter(pk__in=list(in_its_set.values_list("pk", flat=True))).update(decision=decision)
    elif decision in StagedQuestion.Decision.values:
        staged.update(decision=decision)
