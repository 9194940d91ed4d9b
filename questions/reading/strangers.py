"""Files that people upload though no format reads them: what each is, and what to do with it."""

import re

from questions.reading import archives
from questions.reading.source import Source

PASTE = "Copy its text, and paste that as questions."
UNPACK = "is packed, but not as a ZIP. Unpack it and upload the files in it, or a ZIP of them."
PICTURE = "is a picture. Questions are read from text: type it, and paste that."
PROGRAM = "is a program, and holds no questions."
BEGINNINGS = [
    (b"%PDF", f"is a PDF. {PASTE}"),
    (b"{\\rtf", f"is a Rich Text document. {PASTE}"),
    (bytes.fromhex("D0CF11E0A1B11AE1"), f"is an Office document from before 2007, or has a password. {PASTE}"),
    *((magic, PICTURE) for magic in (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")),
    *((magic, UNPACK) for magic in (b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"7z\xbc\xaf", b"Rar!")),
    *((magic, PROGRAM) for magic in (b"MZ", b"\x7fELF")),
]
PARTS = [
    ("word/document.xml", f"is a Word document. {PASTE}"),
    ("ppt/presentation.xml", f"is a presentation. {PASTE}"),
    ("META-INF/manifest.xml", f"is an OpenDocument file. Save a table as .xlsx; of a text: {PASTE.lower()}"),
]
WEB_PAGE = re.compile(r"\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)\b", re.IGNORECASE | re.DOTALL)
XML = re.compile(r"\s*<(?:\?xml|[A-Za-z])")


def what_to_do(source: Source) -> str:
    """What a file is, and what to do instead; empty where nothing tells."""
    if not source.content.strip():
        return "is empty. Look whether it was saved, and upload it again."
    if archives.is_archive(source.content):
        parts = set(archives.names(source.content))
        return next((advice for part, advice in PARTS if part in parts), "")
    for magic, advice in BEGINNINGS:
        if source.content.startswith(magic):
            return advice
    if WEB_PAGE.match(source.beginning):
        return f"is a web page. {PASTE}"
    if XML.match(source.beginning):
        return "is XML, but neither Moodle's nor QTI. Export the questions as one of these."
    return ""
