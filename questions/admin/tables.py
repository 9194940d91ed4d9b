from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join


def table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Return an HTML table of the rows, escaped, each as long as the heads."""
    cells = format_html_join("", "<th scope=col>{}</th>", ([head] for head in heads))
    line = f"<tr>{'<td>{}</td>' * len(heads)}</tr>"
    return format_html("<table><thead><tr>{}</tr></thead>{}</table>", cells, format_html_join("", line, rows))
