"""Where a draft belongs in the outline: what its file says, else what its words suggest."""

import re

from questions.drafts import Draft
from questions.models import Objective, Question, QuestionSet, Upload
from questions.suggestions import Suggester

LONGEST_SUGGESTION = 300
SAID = ("objective__code", "current__stem", "current__options", "current__tags", "current__rationales")


class Placer:
    """Places the drafts of one upload; the bank's questions of the same outline are its examples."""

    def __init__(self, upload: Upload) -> None:
        objectives = Objective.objects.filter(domain__outline=upload.outline_id).select_related("domain")
        self._by_code = {objective.code: objective for objective in objectives}
        self._by_title = {_plain(objective.title): objective for objective in objectives}
        self._of_domain: dict[str, set[str]] = {}
        for objective in objectives:
            for name in (objective.domain.code, _plain(objective.domain.title)):
                self._of_domain.setdefault(name, set()).add(objective.code)
        sets = QuestionSet.objects.drawable_by(upload.owner_id or 0)
        bank = Question.objects.filter(question_set__in=sets, objective__in=objectives, retired_at=None)
        titles = {objective.code: f"{objective.title} {objective.domain.title}" for objective in objectives}
        self._suggester = Suggester(titles, (_example(*row) for row in bank.values_list(*SAID)))

    def place(self, draft: Draft) -> tuple[int | None, str]:
        """An objective's id, and why, where that is a suggestion; None where nothing tells."""
        if said := self._said(draft):
            return said.pk, ""
        about = (draft.title, draft.category, *draft.tags, draft.stem, *(option.text for option in draft.options))
        suggestion = self._suggester.suggest(" ".join(about), among=self._domain(draft.category))
        if suggestion is None:
            return None, ""
        return self._by_code[suggestion.objective].pk, str(suggestion)[:LONGEST_SUGGESTION]

    def _said(self, draft: Draft) -> Objective | None:
        for said in (draft.objective, *reversed(draft.category.split("/"))):
            code, title = said.strip().partition(" ")[0], _plain(said)
            if found := self._by_code.get(code) or self._by_title.get(title):
                return found
        return None

    def _domain(self, category: str) -> set[str] | None:
        """The task statements of the domain that a file names; None where it names none of this outline."""
        for said in reversed(category.split("/")):
            if found := self._of_domain.get(_plain(said)) or self._of_domain.get(said.strip()):
                return found
        return None


def _example(objective: str, stem: str, options: list[str], tags: list[str], rationales: list[str]) -> tuple[str, str]:
    return objective, " ".join((stem, *options, *tags, *rationales))


def _plain(title: str) -> str:
    """A title by its words, with neither its code nor “Domain 1:” before it."""
    bare = re.sub(r"^\s*(?:domain\s*)?[\d.]*\s*[:.-]?\s*", "", title.lower())
    return " ".join(re.findall(r"\w+", bare))
