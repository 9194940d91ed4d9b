"""Explanations: compiled once per revision, shown in the order that each attempt needs."""

from collections.abc import Iterable

from django.template.loader import render_to_string

from questions.models import Revision
from scoring.models import Explanation


def compile_missing(revisions: Iterable[int]) -> None:
    """Compile the explanations that do not exist yet; two workers at once do no harm."""
    # Nearly always none, so their texts are asked for apart.
    missing = set(Revision.objects.filter(pk__in=set(revisions), compiled=None).values_list("pk", flat=True))
    wanted = Revision.objects.filter(pk__in=missing)
    Explanation.objects.bulk_create([_compile(revision) for revision in wanted], ignore_conflicts=True)


def _compile(revision: Revision) -> Explanation:
    return Explanation(
        revision=revision,
        stem_html=revision.stem_html,
        options_html=[
            render_to_string(
                "scoring/_explained_option.html",
                {"text": text, "rationale": rationale, "is_key": index in revision.key},
            )
            for index, (text, rationale) in enumerate(zip(revision.options_html, revision.rationales_html, strict=True))
        ],
        after_html=render_to_string("scoring/_explained_after.html", {"revision": revision}),
    )
