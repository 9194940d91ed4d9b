"""Questions of an upload that stand in the bank already, or twice in the upload."""

from collections import defaultdict
from collections.abc import Iterable
from functools import partial

from django.db.models import QuerySet

from questions import pictures
from questions.drafts import Draft
from questions.models import Question, QuestionSet, StagedPicture, StagedQuestion, Upload
from questions.similarity import likeness_key, near_duplicates
from questions.uploads import progress

COMPARING = "Looking for near-duplicates"
BATCH = 500
TWIN = ["twin", "twin_number", "likeness"]


def find_same(upload: Upload) -> None:
    """Mark what is the same after normalisation, and what has the name of a question of the set that it goes to."""
    staged = list(upload.questions.all())
    drafts = _drafts(upload, staged)
    keys = {pk: likeness_key(draft.stem, [option.text for option in draft.options]) for pk, draft in drafts.items()}
    known, named = _by_likeness(upload, set(keys.values())), _by_name(upload)
    first: dict[str, int] = {}
    for each in staged:
        draft, key = drafts[each.pk], keys[each.pk]
        if draft.name in named:
            each.twin_id, fingerprint = named[draft.name]
            is_same = fingerprint == draft.fingerprint()
            each.decision = StagedQuestion.Decision.SKIP if is_same else StagedQuestion.Decision.REPLACE
            each.likeness = 1.0 if is_same else None
        elif key in first or key in known:
            each.twin_number, each.twin_id = first.get(key), None if key in first else known[key]
            each.decision, each.likeness = StagedQuestion.Decision.SKIP, 1.0
        first.setdefault(key, each.number)
    StagedQuestion.objects.bulk_update(
        [each for each in staged if each.has_twin], [*TWIN, "decision"], batch_size=BATCH
    )


def find_near(upload: Upload) -> list[StagedQuestion]:
    """The staged questions that are nearly the same as one that their owner may read, or as an earlier one.

    Each has its nearest twin, which is not stored yet.
    """
    texts: dict[tuple[str, int], str] = {
        ("bank", pk): _text(stem, options)
        for pk, stem, options in _readable(upload).values_list("pk", "current__stem", "current__options")
    }
    staged = {each.number: each for each in upload.questions.filter(twin=None, twin_number=None)}
    drafts = _drafts(upload, staged.values())
    for number, each in staged.items():
        draft = drafts[each.pk]
        texts["upload", number] = _text(draft.stem, [option.text for option in draft.options])
    nearest: dict[int, tuple[float, str, int]] = defaultdict(lambda: (0.0, "", 0))
    for (where, other), (home, number), likeness in near_duplicates(
        texts, tell=partial(progress.tell, upload.pk, COMPARING)
    ):
        if home == "upload":
            nearest[number] = max(nearest[number], (likeness, where, other))
    for number, (likeness, where, other) in nearest.items():
        each = staged[number]
        each.likeness = likeness
        each.twin_id, each.twin_number = (other, None) if where == "bank" else (None, other)
    return [staged[number] for number in nearest]


def mark(near: Iterable[StagedQuestion]) -> None:
    """Store the twins that were found; what the owner decided meanwhile stays."""
    StagedQuestion.objects.bulk_update(near, TWIN, batch_size=BATCH)


def _drafts(upload: Upload, staged: Iterable[StagedQuestion]) -> dict[int, Draft]:
    """Drafts by the id of their staged question, with the addresses that their pictures have in the bank."""
    addresses = pictures.addresses(StagedPicture.objects.filter(file__upload=upload))
    return {each.pk: pictures.place(Draft.from_json(each.draft), addresses.get(each.file_id, {})) for each in staged}


def _readable(upload: Upload) -> QuerySet[Question]:
    # From a shell there is no person, but whoever hosts the installation.
    sets = QuestionSet.objects.readable_by(upload.owner) if upload.owner else QuestionSet.objects.all()
    return Question.objects.filter(question_set__in=sets, question_set__outline=upload.outline_id, retired_at=None)


def _by_likeness(upload: Upload, keys: set[str]) -> dict[str, int]:
    """The question for each likeness key; of several, the one in the set that the upload goes to."""
    same = _readable(upload).filter(current__likeness_key__in=keys)
    rows = same.values_list("current__likeness_key", "pk", "question_set_id")
    return {key: pk for key, pk, _ in sorted(rows, key=lambda row: row[2] == upload.question_set_id)}


def _by_name(upload: Upload) -> dict[str, tuple[int, str]]:
    if upload.question_set is None:
        return {}
    rows = upload.question_set.questions.values_list("name", "pk", "current__fingerprint")
    return {name: (pk, fingerprint) for name, pk, fingerprint in rows}


def _text(stem: str, options: Iterable[str]) -> str:
    return "\n".join((stem, *options))
