import io

import pytest
from PIL import Image

from questions.reading import pictures
from questions.reading.source import Unreadable


def picture(kind: str, size=(8, 4), **options) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", size, "teal").save(encoded, kind, **options)
    return encoded.getvalue()


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("GIF", "image/png"), ("WEBP", "image/webp")],
)
def test_a_picture_is_encoded_anew(kind, media_type):
    clean = pictures.clean("a picture", picture(kind))
    assert clean.media_type == media_type
    assert Image.open(io.BytesIO(clean.content)).size == (8, 4)


def test_what_a_picture_carries_besides_itself_is_gone():
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    carrying = picture("JPEG", exif=exif)
    assert b"a secret place" in carrying
    assert b"a secret place" not in pictures.clean("a picture", carrying).content
    assert b"<script>" not in pictures.clean("a picture", picture("PNG") + b"<script>").content


def test_a_wide_picture_is_made_smaller():
    clean = pictures.clean("a picture", picture("PNG", (3200, 100)))
    assert Image.open(io.BytesIO(clean.content)).size == (1600, 50)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "cannot be read as a picture"),
        (b"", "cannot be read as a picture"),
        (picture("PNG")[:40], "cannot be read as a picture"),
        (picture("BMP"), "cannot be read as a picture"),
        (picture("PNG", (5000, 5000)), "20 million pixels"),
        (b"0" * (pictures.LARGEST_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_picture_or_too_large_is_refused_with_a_reason(content, words):
    with pytest.raises(Unreadable, match=words):
        pictures.clean("a picture", content)
