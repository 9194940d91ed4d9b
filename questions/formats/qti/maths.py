"""Formulas in MathML as a line of text, where one line can hold them."""

from lxml.etree import _Element as Element

IN_A_ROW = {"math", "mrow", "mstyle", "mpadded", "mphantom"}
WORDS = {"mi", "mn", "mo", "mtext", "ms", "mspace"}
JOINED = {"mfrac": "/", "msup": "^", "msub": "_"}


def as_line(formula: Element) -> str | None:
    """A formula in one line, such as 1/6 or (a + b)/x^2; None where it needs more than a line."""
    if formula.tag in WORDS:
        return " ".join("".join(map(str, formula.itertext())).split())
    parts = [as_line(part) for part in formula.iterchildren("*")]
    known = [part for part in parts if part is not None]
    if formula.tag == "semantics":
        return parts[0] if parts else None
    return _composed(str(formula.tag), known) if len(known) == len(parts) else None


def _composed(tag: str, parts: list[str]) -> str | None:
    if tag in IN_A_ROW:
        return "".join(parts)
    if tag == "mfenced":
        return f"({', '.join(parts)})"
    if tag == "msqrt":
        return f"√{_grouped(''.join(parts))}"
    return JOINED[tag].join(map(_grouped, parts)) if tag in JOINED and len(parts) == 2 else None


def _grouped(part: str) -> str:
    return part if part.isalnum() else f"({part})"
