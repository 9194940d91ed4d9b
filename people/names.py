"""Names that people give themselves in a group: shown as they are written, and never mistaken for another's."""

import re
import unicodedata

# Persian and Indian names are spelled with them.
JOINERS = "\u200c\u200d"


def tidy(written: str) -> str:
    """A name on one line, with single spaces, and without what cannot be seen."""
    seen = "".join(letter for letter in re.sub(r"\s", " ", written) if _is_seen(letter) or letter in JOINERS)
    return re.sub(" +", " ", seen).strip(f" {JOINERS}")


def alike(name: str) -> str:
    """What two names have in common that a reader would take for one: case, spaces and forms of letters aside."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    # Nearly every name is; letter by letter, a group of thousands would take a tenth of a second.
    if plain.isprintable():
        return plain.replace(" ", "")
    return "".join(letter for letter in plain if _is_seen(letter) and not letter.isspace())


def _is_seen(letter: str) -> bool:
    return not unicodedata.category(letter).startswith("C")
