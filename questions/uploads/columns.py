"""What a person says about the columns of a table, kept for the next table with the same heads."""

from typing import Any

from questions.formats.tables.reading import Table, preview
from questions.models import ColumnMapping, UploadedFile
from questions.reading.source import Source, Unreadable


def said_before(file: UploadedFile) -> dict[str, Any] | None:
    """The mapping that the owner gave for a table with the same heads; None where none was given, or needed."""
    owner = file.upload.owner
    if owner is None or not (known := list(owner.column_mappings.all())):
        return None
    try:
        table = preview(Source(file.name, bytes(file.content)))
    except Unreadable:
        return None
    if not table.doubt:
        return None
    rows = [list(row.cells) for row in table.rows]
    return next((each.mapping for each in known if each.heads in rows), None)


def keep(file: UploadedFile, table: Table, mapping: dict[str, Any]) -> None:
    """Remember a mapping by the heads of its table; without heads there is nothing to know it by."""
    heads = next((list(row.cells) for row in table.rows if row.number == mapping.get("header_row")), [])
    if file.upload.owner and any(heads):
        ColumnMapping.objects.update_or_create(owner=file.upload.owner, heads=heads, defaults={"mapping": mapping})
