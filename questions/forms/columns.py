"""Which column of a table holds what."""

from typing import Any

from django import forms

from questions.formats.tables.mapping import KeyStyle, Mapping
from questions.formats.tables.reading import Table

OPTION, RATIONALE = "option", "rationale"
ONE_EACH = {
    "stem": "Question",
    "key": "Right answer",
    "explanation": "Explanation of the question",
    "category": "Domain or category",
    "title": "Title",
    "kind": "Kind of question",
}
ROLES = [("", "Not used"), *ONE_EACH.items(), (OPTION, "Option"), (RATIONALE, "Rationale of the option before it")]


class ColumnsForm(forms.Form):
    """A choice for each column, and how right answers are written."""

    header_row = forms.IntegerField(min_value=0, max_value=100_000, help_text="0 where no row is a header.")
    keys = forms.ChoiceField(
        choices=[(style.value, style.value.capitalize()) for style in KeyStyle],
        label="Right answers are written as",
        help_text="In the column of the right answer.",
    )

    def __init__(self, table: Table, *args: Any, **kwargs: Any) -> None:
        guess = table.mapping
        initial = {"header_row": guess.header_row, "keys": guess.keys, **_roles(guess)}
        super().__init__(*args, **{"label_suffix": "", "initial": initial, **kwargs})
        self._sheet = table.sheet
        self.columns = table.columns
        for column in table.columns:
            self.fields[f"role-{column}"] = forms.ChoiceField(choices=ROLES, required=False, label=f"Column {column}")

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        roles = [facts.get(f"role-{column}", "") for column in self.columns]
        for role, title in ONE_EACH.items():
            if roles.count(role) > 1:
                self.add_error(None, f"Several columns are “{title}”; choose one.")
        if not self.errors:
            for sentence in self.mapping().missing():
                self.add_error(None, sentence)
        return facts

    def mapping(self) -> Mapping:
        roles = {column: self.cleaned_data.get(f"role-{column}", "") for column in self.columns}
        single = {role: column for column, role in roles.items() if role in ONE_EACH}
        options = [column for column, role in roles.items() if role == OPTION]
        return Mapping(
            **single,
            options=tuple(options),
            rationales=_paired(roles),
            keys=KeyStyle(self.cleaned_data["keys"]),
            header_row=self.cleaned_data["header_row"],
            sheet=self._sheet,
        )

    def heads(self) -> list[Any]:
        """The choices in the order of the columns."""
        return [self[f"role-{column}"] for column in self.columns]


def _roles(guess: Mapping) -> dict[str, str]:
    roles = {f"role-{getattr(guess, role)}": role for role in ONE_EACH if getattr(guess, role)}
    roles |= {f"role-{column}": OPTION for column in guess.options}
    return roles | {f"role-{column}": RATIONALE for column in guess.rationales if column}


def _paired(roles: dict[str, str]) -> tuple[str, ...]:
    """A rationale column per option: the one that stands behind it, empty where there is none."""
    paired: list[str] = []
    for column, role in roles.items():
        if role == OPTION:
            paired.append("")
        elif role == RATIONALE and paired:
            paired[-1] = column
    return tuple(paired) if any(paired) else ()
