"""QTI 1.2, 2.1, 2.2 and 3.0: bare XML, packages and Common Cartridges in, packages of QTI 2.1 out."""

from questions.formats.qti.documents import holds_qti
from questions.formats.qti.reading import read
from questions.formats.qti.writing import write
from questions.reading import archives
from questions.reading.format import Format
from questions.reading.source import Source

SUFFIXES = (".xml", ".qti")


def recognise(source: Source) -> int:
    if not archives.is_archive(source.content):
        return 95 if holds_qti(source) else 0
    beginnings = archives.beginnings(source.content, SUFFIXES)
    if any(holds_qti(Source(path, beginning)) for path, beginning in beginnings.items()):
        return 90
    is_package = any(name.rpartition("/")[2] == "imsmanifest.xml" for name in archives.names(source.content))
    return 60 if is_package or source.suffix == ".imscc" else 0


FORMAT = Format(
    name="qti",
    title="QTI (1.2, 2 and 3)",
    suffix=".zip",
    recognise=recognise,
    read=read,
    write=write,
    media_type="application/zip",
    written_as="QTI 2.1",
)
