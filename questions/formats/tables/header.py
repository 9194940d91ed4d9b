"""A row that names the columns."""

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from questions.formats.tables.mapping import KeyStyle, Mapping
from questions.formats.tables.names import Meaning, Role, is_kahoot, is_udemy, meaning
from questions.formats.tables.sheet import Row, column_index


@dataclass(frozen=True)
class Header:
    """A row, and what each of its columns holds by the name that stands there."""

    row: Row
    meanings: dict[str, Meaning]

    @classmethod
    def of(cls, row: Row) -> "Header":
        return cls(row, {get_column_letter(at): meaning(name) for at, name in enumerate(row.cells, 1)})

    def columns(self, *roles: Role) -> list[str]:
        """The letters of the columns of these roles."""
        return [column for column, found in self.meanings.items() if found.role in roles]

    @property
    def known(self) -> int:
        """How many of question, options and key are there, 0 to 3."""
        has_options = len(self.columns(Role.OPTION)) > 1 or bool(self.columns(Role.WRONG))
        return bool(self.columns(Role.STEM)) + bool(self.columns(Role.KEY)) + has_options

    @property
    def first_number(self) -> int | None:
        """The number of the first option as the names prove it: choice0, or a product that counts from 1."""
        if is_kahoot(self.row.cells) or is_udemy(self.row.cells):
            return 1
        return 0 if any(self.meanings[column].label == "0" for column in self.columns(Role.OPTION)) else None

    def mapping(self, below: Sequence[Row], sheet: str) -> Mapping:
        """All that the names say; how keys are written only where the right option has a column of its own."""
        options = sorted(self.columns(Role.OPTION, Role.WRONG), key=self._place)
        key = _first(self.columns(Role.KEY))
        has_own_column = bool(key and self.columns(Role.WRONG))
        if has_own_column:
            options.insert(0, key)
        rationales = self._rationales(options)
        return Mapping(
            stem=_wordiest(self.columns(Role.STEM), below),
            options=tuple(options),
            key=key,
            keys=KeyStyle.TEXT if has_own_column else None,
            header_row=self.row.number,
            rationales=rationales,
            explanation=_first([column for column in self.columns(Role.EXPLANATION) if column not in rationales]),
            category=_first(self.columns(Role.CATEGORY)),
            title=_first(self.columns(Role.TITLE)),
            kind=_first(self.columns(Role.KIND)),
            sheet=sheet,
        )

    def unused(self, mapping: Mapping) -> list[str]:
        """The columns with a name that nothing is read from, though they may hold something."""
        needless = (*mapping.columns, *self.columns(Role.NEEDLESS))
        return [column for column in self.meanings if column not in needless and self.row.cell(column)]

    def _place(self, column: str) -> tuple[int, str]:
        label = self.meanings[column].label
        return (int(label), "") if label.isdecimal() else (0, label)

    def _rationales(self, options: Sequence[str]) -> tuple[str, ...]:
        labelled = {self.meanings[column].label: column for column in self.columns(Role.RATIONALE)}
        beside = {column_index(column): column for column in self.columns(Role.EXPLANATION)}
        following = [beside.get(column_index(option) + 1, "") for option in options]
        if sum(map(bool, following)) > 1:
            return tuple(following)
        return tuple(labelled.get(self.meanings[option].label or "-", "") for option in options) if labelled else ()


def _first(columns: Sequence[str]) -> str:
    return columns[0] if columns else ""


def _wordiest(columns: Sequence[str], below: Sequence[Row]) -> str:
    # “Questão” may be its number where “Pergunta” is what it asks.
    return max(columns, key=lambda column: sum(len(row.cell(column)) for row in below[:20]), default="")
