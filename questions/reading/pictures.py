"""Pictures of question text: re-encoded, so that nothing but the picture itself is stored."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image

from questions.drafts import Problem
from questions.reading.source import Unreadable

LARGEST_BYTES = 5 * 1024 * 1024
LARGEST_PIXELS = 20_000_000
WIDEST = 1600
KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}
READ = "Use a PNG, JPEG, GIF or WebP picture."


@dataclass(frozen=True)
class CleanPicture:
    content: bytes
    media_type: str


def clean(name: str, content: bytes) -> CleanPicture:
    """Decode a picture and encode it anew, at most 1600 pixels wide; raises Unreadable for what is none."""
    if len(content) > LARGEST_BYTES:
        raise Unreadable(Problem(name, "is larger than 5 MB. Make the picture smaller."))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _encode_anew(name, content)
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Warning) as error:
        raise Unreadable(Problem(name, f"cannot be read as a picture. {READ}")) from error


def _encode_anew(name: str, content: bytes) -> CleanPicture:
    with Image.open(io.BytesIO(content), formats=tuple(KINDS)) as picture:
        kind = picture.format or ""
        if picture.width * picture.height > LARGEST_PIXELS:
            raise Unreadable(Problem(name, "has more than 20 million pixels. Make the picture smaller."))
        picture.load()
        # Without the metadata, which may hold anything; a moving picture keeps its first frame.
        plain = picture.convert("RGB" if kind == "JPEG" else "RGBA")
    plain.thumbnail((WIDEST, WIDEST * 4))
    encoded = io.BytesIO()
    kind = "PNG" if kind == "GIF" else kind
    plain.save(encoded, kind, optimize=True)
    return CleanPicture(encoded.getvalue(), KINDS[kind])
