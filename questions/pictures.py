"""Verbs on the pictures of question text: keep, place, link; and who may see one."""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, TextField, Value
from django.db.models.functions import Concat
from django.urls import reverse

from questions.drafts import Draft
from questions.models import Picture, Question, QuestionSet, Revision, StagedPicture

NAMED = re.compile(r"\]\(picture:([^)\s]+)")
KEPT = re.compile(r"/pictures/([0-9a-f]{64})")
OPTIONS = Func(F("options"), Value(" "), function="array_to_string", output_field=TextField())
# What a candidate reads of a revision in the exam room.
ASKED = Concat("stem", OPTIONS, output_field=TextField())


def keep(staged: Iterable[StagedPicture]) -> dict[int, dict[str, str]]:
    """Store pictures, each once however often it comes; return their addresses by file and name."""
    kept = list(staged)
    for each in kept:
        facts = {"content": each.content, "media_type": each.media_type}
        Picture.objects.get_or_create(digest=_digest(each), defaults=facts)
    return addresses(kept)


def addresses(staged: Iterable[StagedPicture]) -> dict[int, dict[str, str]]:
    """Where pictures will stand once they are kept, by file and name."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for each in staged:
        found[each.file_id][each.name] = reverse("questions:picture", args=[_digest(each)])
    return found


def _digest(staged: StagedPicture) -> str:
    return hashlib.sha256(staged.content).hexdigest()


def place(draft: Draft, addresses: Mapping[str, str]) -> Draft:
    """The draft with the addresses of its pictures in place of their names; a picture that is missing stays a name."""
    return draft.with_texts(partial(NAMED.sub, lambda found: f"]({addresses.get(found[1], 'picture:' + found[1])}"))


def link(revisions: Iterable[Revision]) -> None:
    """Remember which revisions show which pictures: whoever may see one of them may see the picture."""
    shown = [
        (revision.pk, digest)
        for revision in revisions
        for text in (revision.stem, revision.explanation, *revision.options, *revision.rationales)
        for digest in KEPT.findall(text)
    ]
    known = dict(Picture.objects.filter(digest__in={digest for _, digest in shown}).values_list("digest", "pk"))
    links = {(revision, known[digest]) for revision, digest in shown if digest in known}
    through = Picture.revisions.through
    through.objects.bulk_create(
        (through(revision_id=revision, picture_id=picture) for revision, picture in links), ignore_conflicts=True
    )


def visible_to(person: Any) -> QuerySet[Picture]:
    """Pictures of questions whose keys a person may read, of reports that they opened, and of the papers of theirs.

    Of a question that they sit now it is what stands on the paper: a picture in a rationale may tell its key.
    """
    shows = Revision.objects.filter(pictures=OuterRef("pk"))
    readable = Q(question__question_set__in=QuestionSet.objects.readable_by(person))
    explained = Q(
        pk__in=Revision.objects.filter(
            responses__attempt__candidate=person.pk, responses__attempt__report_opened_at__isnull=False
        )
    )
    told = shows.filter(readable | explained).exclude(question__in=Question.objects.closed_to(person))
    on_paper = shows.annotate(asked=ASKED).filter(
        responses__attempt__candidate=person.pk, asked__contains=OuterRef("digest")
    )
    return Picture.objects.filter(Exists(told) | Exists(on_paper))


def name(drafts: Iterable[Draft], shown: Iterable[Picture]) -> tuple[list[Draft], dict[str, bytes]]:
    """Drafts with the names of their pictures in place of the addresses, and the pictures by name: `place` undone."""
    names = {each.digest: f"{each.digest[:16]}.{each.media_type.partition('/')[2]}" for each in shown}
    contents = {names[each.digest]: bytes(each.content) for each in shown}

    def to_name(found: re.Match[str]) -> str:
        return f"picture:{names.get(found[1], found[1])}"

    return [draft.with_texts(partial(KEPT.sub, to_name)) for draft in drafts], contents
