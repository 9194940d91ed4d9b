"""Which column holds what, as recognised or as a person says it."""

from collections.abc import Mapping as Dict
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any

from questions.formats.tables.sheet import MOST_COLUMNS, column_index


class KeyStyle(StrEnum):
    """How the key column names the right options. An option's text may also be the name of its column."""

    LETTERS = "letters"
    FROM_0 = "numbers from 0"
    FROM_1 = "numbers from 1"
    TEXT = "option text"


@dataclass(frozen=True)
class Mapping:
    """Columns by their letters, empty where there is none. `header_row` is a row's number, 0 where no row is a header.

    `rationales` has a column per option. A key column that is one of the options is the right one in every row. `kind`
    is the column that tells single from multiple response, and names what is no choice question.
    """

    stem: str = ""
    options: tuple[str, ...] = ()
    key: str = ""
    keys: KeyStyle | None = None
    header_row: int = 0
    rationales: tuple[str, ...] = ()
    explanation: str = ""
    category: str = ""
    title: str = ""
    kind: str = ""
    sheet: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that are used."""
        used = (self.stem, *self.options, self.key, *self.rationales)
        return tuple(filter(None, (*used, self.explanation, self.category, self.title, self.kind)))

    @property
    def has_key_in_options(self) -> bool:
        """Whether the right option has a column of its own."""
        return self.key in self.options

    def missing(self) -> list[str]:
        """What must still be said before questions can be read, a sentence each."""
        style = self.keys or self.has_key_in_options
        said = {
            "Say which column holds the question.": self.stem,
            "Say which columns hold the options: two at least.": len(self.options) >= 2,
            "Say which column holds the right answer.": self.key,
            "Say how right answers are written: letters, numbers from 0, numbers from 1 or option text.": style,
        }
        return [sentence for sentence, is_said in said.items() if not is_said]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        return {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, said: Dict[str, Any]) -> "Mapping":
        """The mapping that `to_dict` turned into plain values; ValueError for anything else."""
        values = {field.name: said[field.name] for field in fields(cls) if field.name in said}
        for name in ("options", "rationales"):
            values[name] = tuple(_texts(values.get(name, ())))
        _texts([values.get(name, "") for name in TEXTS])
        header_row = values.get("header_row", 0)
        if type(header_row) is not int or header_row < 0:
            raise ValueError("header_row is the number of a row, or 0")
        values["keys"] = KeyStyle(values["keys"]) if values.get("keys") else None
        mapping = cls(**values)
        for letter in mapping.columns:
            if column_index(letter) >= MOST_COLUMNS:
                raise ValueError(f"there is no column {letter}")
        return mapping


TEXTS = ("stem", "key", "explanation", "category", "title", "kind", "sheet")


def _texts(values: object) -> list[str]:
    if not isinstance(values, list | tuple) or not all(isinstance(value, str) for value in values):
        raise ValueError("columns are letters")
    return list(values)
