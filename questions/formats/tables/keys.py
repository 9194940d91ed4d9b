"""What a cell of the key column says, and how a whole column says it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from questions.formats.tables.mapping import KeyStyle

BETWEEN = re.compile(r"[\s,;/|&+]+(?:and\s+)?", re.IGNORECASE)
LETTERS = re.compile(r"[(\[]?([A-L]+)[)\].:]?", re.IGNORECASE)
# A spreadsheet may show a whole number with zeros after the point.
NUMBER = re.compile(r"(\d{1,3})(?:\.0+)?")
TEXT_SEPARATORS = ("\n", ";", "|", "/", ",")
LONGEST_LIST = 200


class Marked(NamedTuple):
    """A row's key as it is written, its options with blanks where it has none, and the names of their columns."""

    where: str
    written: str
    options: Sequence[str]
    names: Sequence[str]


Chosen = tuple[int, ...]


def chosen(marked: Marked, style: KeyStyle) -> Chosen:
    """Indices of the options that a key names; none where it cannot be read."""
    indices = _written_as(style, marked)
    return _by_text(marked) if indices is None else indices


def _written_as(style: KeyStyle, marked: Marked) -> Chosen | None:
    """None where the key is not written in that style; no indices where there is no such option."""
    if style is KeyStyle.TEXT:
        return _by_text(marked)
    indices = _letters(marked.written) if style is KeyStyle.LETTERS else _numbers(marked.written, style)
    if indices is None:
        return None
    exist = all(0 <= index < len(marked.options) and marked.options[index] for index in indices)
    return tuple(sorted(indices)) if exist and len(set(indices)) == len(indices) else ()


def _letters(written: str) -> list[int] | None:
    matches = [LETTERS.fullmatch(part) for part in _parts(written)]
    letters = [letter for match in matches if match for letter in match[1].upper()]
    return [ord(letter) - ord("A") for letter in letters] if all(matches) else None


def _numbers(written: str, style: KeyStyle) -> list[int] | None:
    first = 0 if style is KeyStyle.FROM_0 else 1
    matches = [NUMBER.fullmatch(part) for part in _parts(written)]
    return [int(match[1]) - first for match in matches if match] if all(matches) else None


def _parts(written: str) -> list[str]:
    return list(filter(None, BETWEEN.split(written))) if len(written) <= LONGEST_LIST else [written]


def _by_text(marked: Marked) -> Chosen:
    places: dict[str, int] = {}
    for texts in (marked.options, marked.names):
        for index, text in enumerate(texts):
            if text and marked.options[index]:
                places.setdefault(_folded(text), index)
    if (alone := places.get(_folded(marked.written))) is not None:
        return (alone,)
    for separator in TEXT_SEPARATORS:
        parts = [_folded(part) for part in marked.written.split(separator)]
        if len(parts) > 1 and all(part in places for part in parts):
            return tuple(sorted({places[part] for part in parts}))
    return ()


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


class Finding(NamedTuple):
    """How a key column is written; None with a sentence that says why it cannot be known."""

    style: KeyStyle | None
    doubt: str = ""


def find_style(marks: Sequence[Marked], first: int | None) -> Finding:
    """How the keys of these rows are written. `first` is the number that the columns' names give the first option."""
    if not marks:
        # Nothing is read with it; it words what is asked of rows that lack a key.
        return Finding({None: KeyStyle.LETTERS, 0: KeyStyle.FROM_0, 1: KeyStyle.FROM_1}[first])
    read = {style: [_written_as(style, marked) or () for marked in marks] for style in KeyStyle}
    numbers = [from_0 or from_1 for from_0, from_1 in zip(read[KeyStyle.FROM_0], read[KeyStyle.FROM_1], strict=True)]
    fits = {
        KeyStyle.LETTERS: sum(map(bool, read[KeyStyle.LETTERS])),
        KeyStyle.FROM_1: sum(map(bool, numbers)),
        KeyStyle.TEXT: sum(map(bool, read[KeyStyle.TEXT])),
    }
    most = max(fits.values())
    if 2 * most < len(marks):
        return Finding(None, "most right answers are neither letters nor numbers nor the text of an option.")
    styles = [style for style in fits if fits[style] == most]
    if KeyStyle.FROM_1 in styles:
        found = _find_first(marks, read, first)
        if not found.style:
            return found
        styles[styles.index(KeyStyle.FROM_1)] = found.style
    for rival in styles[1:]:
        if read[rival] != read[styles[0]]:
            return Finding(None, f"the right answers can be read as {styles[0]} and as {rival}, which disagree.")
    return Finding(styles[0])


def _find_first(marks: Sequence[Marked], read: dict[KeyStyle, list[Chosen]], first: int | None) -> Finding:
    both = list(zip(marks, read[KeyStyle.FROM_0], read[KeyStyle.FROM_1], strict=True))
    for_0 = next((marked for marked, from_0, from_1 in both if from_0 and not from_1), None)
    for_1 = next((marked for marked, from_0, from_1 in both if from_1 and not from_0), None)
    if first == 1 or (for_1 and not for_0 and first is None):
        return Finding(KeyStyle.FROM_1)
    if for_1 and for_0:
        facts = f"{for_0.where} says {for_0.written}, {for_1.where} says {for_1.written}"
        return Finding(None, f"the right answers count both from 0 and from 1: {facts}.")
    if for_1:
        return Finding(None, f"the columns count from 0, but {for_1.where} says {for_1.written}, as if from 1.")
    if for_0 or first == 0:
        return Finding(KeyStyle.FROM_0)
    return Finding(None, "the right answers are numbers, and nothing proves whether they count from 0 or from 1.")
