import stat
import struct
import warnings
from contextlib import suppress
from io import BytesIO
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.reading import archives
from questions.reading.source import Source, Unreadable


def packed(files: dict[str, bytes], compression: int = ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def packed_as(info: ZipInfo, content: bytes = b"x") -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        archive.writestr(info, content)
    return buffer.getvalue()


def refusal(content: bytes, *, nested: bool = False) -> str:
    with pytest.raises(Unreadable) as refused:
        archives.members(Source("quiz.zip", content), nested=nested)
    assert refused.value.problem.where == "quiz.zip"
    return refused.value.problem.message


def test_members_come_by_path_in_their_order():
    content = packed({"b/": b"", "b/two.xml": b"2", "./a.xml": b"1"})
    assert list(archives.members(Source("quiz.zip", content)).items()) == [("b/two.xml", b"2"), ("a.xml", b"1")]


def test_what_systems_add_by_themselves_is_left_out():
    content = packed({"__MACOSX/._a.xml": b"?", "b/._a.xml": b"?", "b/.DS_Store": b"?", "a.xml": b"1"})
    assert archives.members(Source("quiz.zip", content)) == {"a.xml": b"1"}


def test_an_office_file_in_an_archive_is_a_file_like_any_other():
    office = packed({"word/document.xml": b""})
    assert archives.members(Source("quiz.zip", packed({"notes.docx": office}))) == {"notes.docx": office}


@pytest.mark.parametrize("name", ["/etc/passwd", "C:/boot.ini", "../up.xml", "a/../../up.xml"])
def test_a_path_that_leaves_the_archive_is_refused(name):
    assert "points out of it" in refusal(packed({name: b"x"}))


@pytest.mark.parametrize("name", ["a\\b.xml", "a\nb.xml", "a\x1bb.xml"])
def test_a_path_with_characters_that_trick_is_refused(name):
    assert "characters that paths must not have" in refusal(packed({name: b"x"}))


def test_a_name_with_a_nul_is_refused():
    content = packed({"aXb.xml": b"x"}).replace(b"aXb.xml", b"a\0b.xml")
    assert "characters that paths must not have" in refusal(content)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFCHR, stat.S_IFIFO])
def test_a_link_or_device_is_refused(kind):
    info = ZipInfo("link")
    info.external_attr = (kind | 0o777) << 16
    assert "link or device" in refusal(packed_as(info, b"/etc/passwd"))


def test_an_encrypted_member_is_refused():
    content = bytearray(packed({"a.xml": b"x"}))
    directory = content.index(archives.DIRECTORY_ENTRY)
    content[directory + 8] |= 1
    assert "encrypted" in refusal(bytes(content))


def test_the_same_path_twice_is_refused():
    buffer = BytesIO()
    with warnings.catch_warnings(action="ignore"), ZipFile(buffer, "w") as archive:
        archive.writestr("a.xml", "1")
        archive.writestr("./a.xml", "2")
    assert "“a.xml” twice" in refusal(buffer.getvalue())


def test_a_nested_archive_is_refused_where_the_caller_does_not_ask_for_it():
    assert "another archive, “inner.zip”" in refusal(packed({"inner.zip": packed({"a": b"x"})}))


def test_a_nested_archive_is_opened_one_level_deep_where_the_caller_asks():
    inner = packed({"a": b"x"})
    source = Source("quiz.zip", packed({"inner.zip": inner, "b": b"y"}))
    assert archives.members(source, nested=True) == {"inner.zip/a": b"x", "b": b"y"}
    deeper = packed({"outer.zip": packed({"inner.zip": inner})})
    assert "“outer.zip/inner.zip”" in refusal(deeper, nested=True)


def test_a_nested_archive_that_is_damaged_is_named():
    assert "has “inner.zip” in it" in refusal(packed({"inner.zip": b"PK\x03\x04 not"}), nested=True)


def test_an_unusual_compression_is_refused():
    assert "packs “a”" in refusal(packed({"a": b"x"}, ZIP_BZIP2))


def test_a_bomb_is_refused_by_its_ratio():
    assert "200 times its size" in refusal(packed({"a": bytes(2**21)}))


def test_sizes_are_counted_whatever_the_headers_say(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_MEMBER", 100)
    content = packed({"a": b"x" * 1000})
    directory = content.index(archives.DIRECTORY_ENTRY)
    honest = struct.pack("<I", 1000)
    lying = content[:directory] + content[directory:].replace(honest, struct.pack("<I", 50))
    assert "is damaged at “a”" in refusal(lying)
    assert "“a”, which unpacks to more than" in refusal(content)


def test_the_total_is_limited_over_all_members_and_levels(monkeypatch):
    monkeypatch.setattr(archives, "LARGEST_TOTAL", 1500)
    inner = packed({"a": b"x" * 900})
    assert "unpacks to more than" in refusal(packed({"one.zip": inner, "two.zip": inner}), nested=True)


def test_the_number_of_members_is_limited(monkeypatch):
    monkeypatch.setattr(archives, "MOST_MEMBERS", 3)
    assert "more than 3 files" in refusal(packed({str(number): b"" for number in range(4)}))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", packed({"a": b"x" * 99})[:-40]], ids=["empty", "begun", "cut"])
def test_what_is_no_whole_archive_is_refused(content):
    assert "damaged ZIP" in refusal(content)


def test_a_member_that_is_damaged_is_named():
    content = packed({"a.xml": b"something stored"}, ZIP_STORED).replace(b"something", b"nothing!!")
    assert "damaged at “a.xml”" in refusal(content)


SAMPLE = packed({"imsmanifest.xml": b"<manifest/>", "items/one.xml": b"<item/>" * 40})


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(SAMPLE) - 1), st.integers(0, 255)), max_size=6))
def test_any_archive_is_unpacked_or_refused(changes):
    content = bytearray(SAMPLE)
    for place, byte in changes:
        content[place] = byte
    archives.names(bytes(content))
    with suppress(Unreadable):
        archives.members(Source("quiz.zip", bytes(content)), nested=True)
