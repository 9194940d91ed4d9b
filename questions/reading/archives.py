"""ZIP archives that strangers made: their members, or why they are refused."""

import re
import stat
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import NoReturn
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from questions.drafts import Problem
from questions.reading.source import Source, Unreadable

MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
DIRECTORY_ENTRY = b"PK\x01\x02"
MOST_MEMBERS = 25_000
LARGEST_MEMBER = 64 * 2**20
LARGEST_TOTAL = 128 * 2**20
HIGHEST_RATIO = 200
RATIO_COUNTS_FROM = 2**20
CHUNK = 2**16
BEGINNING = 4096
COMPRESSIONS = (ZIP_STORED, ZIP_DEFLATED)
ENCRYPTED = 0x1 | 0x40
# Office files, books and the like are archives too, but nobody means them to be unpacked.
DOCUMENTS = (".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".epub", ".h5p", ".ggb", ".jar")
DAMAGE = (
    BadZipFile,
    LargeZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
    struct.error,
)


def is_archive(content: bytes) -> bool:
    """Whether bytes begin as a ZIP does."""
    return content.startswith(MAGIC)


def members(source: Source, *, nested: bool = False) -> Mapping[str, bytes]:
    """The files in a ZIP by their paths, in its order; those that systems add by themselves are left out.

    With `nested`, the files of ZIPs in it come too, as “inner.zip/path”, one level deep. Raises Unreadable for what is
    damaged, dangerous or too large; sizes are counted while unpacking, whatever the headers say.
    """
    return dict(_Unpacking(source.name).walk(source.content, "", levels=1 if nested else 0))


def names(content: bytes) -> list[str]:
    """The paths in a ZIP, none of them checked; empty where it cannot be opened."""
    if content.count(DIRECTORY_ENTRY) > MOST_MEMBERS:
        return []
    try:
        with ZipFile(BytesIO(content)) as archive:
            return archive.namelist()
    except DAMAGE:
        return []


def beginnings(content: bytes, suffixes: tuple[str, ...], most: int = 20) -> dict[str, bytes]:
    """The first bytes of the first files in a ZIP whose names end so, to recognise it by."""
    wanted = [name for name in names(content) if name.lower().endswith(suffixes)][:most]
    found: dict[str, bytes] = {}
    with suppress(*DAMAGE), ZipFile(BytesIO(content)) as archive:
        for name in wanted:
            if archive.getinfo(name).compress_type in COMPRESSIONS:
                with archive.open(name) as member:
                    found[name] = member.read(BEGINNING)
    return found


@dataclass
class _Unpacking:
    """One upload on its way out of its archive, with what it has used up of the limits."""

    archive: str
    total: int = 0
    count: int = 0

    def walk(self, content: bytes, folder: str, levels: int) -> Iterator[tuple[str, bytes]]:
        seen = set()
        with self._open(content, folder) as archive:
            for info in archive.infolist():
                path = self._safe_path(info, folder)
                if info.is_dir() or _is_litter(path):
                    continue
                if path in seen:
                    self._refuse(f"holds “{path}” twice. Pack it anew, with each file once.")
                seen.add(path)
                unpacked = self._unpack(archive, info, path)
                if not is_archive(unpacked) or path.lower().endswith(DOCUMENTS):
                    yield path, unpacked
                elif levels:
                    yield from self.walk(unpacked, f"{path}/", levels - 1)
                else:
                    self._refuse(f"holds another archive, “{path}”. Unpack that and upload its files.")

    def _open(self, content: bytes, folder: str) -> ZipFile:
        # Counted before the directory is read, as each of its entries costs memory.
        self.count += content.count(DIRECTORY_ENTRY)
        if self.count > MOST_MEMBERS:
            self._refuse(f"holds more than {MOST_MEMBERS:,} files. Upload it in parts.")
        try:
            return ZipFile(BytesIO(content))
        except DAMAGE:
            inner = f"has “{folder.rstrip('/')}” in it, which " if folder else ""
            self._refuse(f"{inner}is a damaged ZIP, or none. Pack it anew.")

    def _safe_path(self, info: ZipInfo, folder: str) -> str:
        name = info.orig_filename
        mode = info.external_attr >> 16
        if not name.isprintable() or "\\" in name:
            self._refuse(f"holds a file whose name has characters that paths must not have: {name[:100]!a}. Rename it.")
        if name.startswith("/") or re.match(r"[A-Za-z]:", name) or ".." in name.split("/"):
            self._refuse(f"holds a file that points out of it: “{name[:100]}”. Pack it anew, from within its folder.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            self._refuse(f"holds a link or device, “{name[:100]}”. Put the file itself in its place.")
        if info.flag_bits & ENCRYPTED:
            self._refuse("is encrypted. Pack it without a password.")
        return folder + "/".join(part for part in name.split("/") if part not in ("", "."))

    def _unpack(self, archive: ZipFile, info: ZipInfo, path: str) -> bytes:
        if info.compress_type not in COMPRESSIONS:
            self._refuse(f"packs “{path}” in a way that is not known here. Pack it anew as an ordinary ZIP.")
        unpacked = bytearray()
        try:
            with archive.open(info) as member:
                while chunk := member.read(CHUNK):
                    unpacked += chunk
                    self._weigh(len(chunk), len(unpacked), info, path)
        except DAMAGE:
            self._refuse(f"is damaged at “{path}”. Pack it anew.")
        return bytes(unpacked)

    def _weigh(self, chunk: int, size: int, info: ZipInfo, path: str) -> None:
        self.total += chunk
        if size > LARGEST_MEMBER:
            self._refuse(f"holds “{path}”, which unpacks to more than {LARGEST_MEMBER // 2**20} MB. Divide it.")
        if self.total > LARGEST_TOTAL:
            self._refuse(f"unpacks to more than {LARGEST_TOTAL // 2**20} MB. Upload it in parts.")
        if size > RATIO_COUNTS_FROM and size > HIGHEST_RATIO * max(info.compress_size, 1):
            self._refuse(
                f"holds “{path}”, which unpacks to more than {HIGHEST_RATIO} times its size. Upload what is in it."
            )

    def _refuse(self, message: str) -> NoReturn:
        raise Unreadable(Problem(self.archive, message))


def _is_litter(path: str) -> bool:
    *folders, name = path.split("/")
    return "__MACOSX" in folders or name.startswith("._") or name == ".DS_Store"
