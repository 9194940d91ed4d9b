"""Requests that no browser of ours sends: any method, any headers, any body, at addresses that are nearly right."""

import io
import json
import re
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_from_bytes, unquote_to_bytes, urlencode

from django.conf import settings
from hypothesis import strategies as st

from tests.filled import Filled

TOKEN = "t" * 32
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
FORM, JSON, MULTIPART = "application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=b"
KINDS = [
    FORM, JSON, MULTIPART, "text/plain", "application/octet-stream", "", ";", "; =", "nothing/at/all",
    f"{FORM}; charset=klingon", f"{FORM}; charset=utf-16", f"{FORM}; charset=hex", f"{FORM}; charset=undefined",
    f"{JSON}; charset=idna", f"{FORM}; charset*=utf-8''hex", f"{FORM}; a*=klingon''x", f"{FORM}; a*=hex''%ff",
    "multipart/form-data", "multipart/form-data; boundary=\xe9", f"{MULTIPART}; boundary*=utf-16''b",
]  # fmt: skip
HEADERS = {
    "HX-Request": ["true", "false", ""],
    "HX-History-Restore-Request": ["true", "maybe"],
    "HX-Current-URL": ["", "http://[", "javascript:1", "//evil.example/%ff"],
    "HX-Current-URL-URI-AutoEncoded": ["true"],
    "HX-Target": ["report", "\xff"],
    "HX-Triggering-Event": ["{", '{"a": 1}', "null"],
    "HX-Triggering-Event-URI-AutoEncoded": ["true"],
    "Accept": ["application/json", "*/*;q=nan", ",;,"],
    "Accept-Language": ["xx-YY-zz;q=9", "-" * 600, "*"],
    "Accept-Encoding": ["gzip, br;q=x"],
    "Content-Length": ["0", "5", "", "-1", "many", "9" * 30],
    "Content-Encoding": ["gzip"],
    "Cookie": ["=;;=", "messages=x; csrftoken=\xff; sessionid=a:b:c"],
    "Host": ["evil.example", "testserver:99999", "[::1", ""],
    "Origin": ["null", "https://evil.example"],
    "Referer": ["http://[::1", "\xff", "/"],
    "Range": ["bytes=9-1", "bytes=0-0", "lines=1"],
    "If-None-Match": ["*", '"\xff'],
    "If-Modified-Since": ["Sun, 99 Nov 9999 99:99:99 GMT", "yesterday"],
    "X-Forwarded-For": ["1.2.3.4, x", "::ffff:1.2.3.4", "\x00"],
    "X-Forwarded-Proto": ["https", "gopher"],
    "X-CSRFToken": ["x", "\xe9"],
    "X-HTTP-Method-Override": ["DELETE"],
    "X-Requested-With": ["XMLHttpRequest"],
    "User-Agent": ["", "\xff\xfe"],
    "Transfer-Encoding": ["chunked"],
    "Upgrade": ["websocket"],
}
NUMBERS = ["0", "-1", "00", "1e3", "2147483648", "9223372036854775807", "9223372036854775808", "9" * 400, "٣", "½"]
TEXTS = [
    "", " ", "\0", "a\0b", "\ud7ff", "\N{RIGHT-TO-LEFT OVERRIDE}", "%", "%s", "{0}", "'; --", "<script>", "../../etc",
    "null", "true", "NaN", "Infinity", "1970-01-01T00:00", "9999-12-31T23:59", "0000-00-00", "2024-03-31T02:30",
    "x" * 5000, "\n", "//evil.example", "http://[", "a@b", "=1+1", "\N{LATIN SMALL LETTER DOTLESS I}", "1,2", "[]",
]  # fmt: skip
SEGMENTS = [
    *NUMBERS, "..", ".", "%00", "%ff", "%2e%2e", "%2f", "a%0d%0ab", "-", "x" * 3000, quote("½"), quote("日本語"), "",
    "a;b=c", "%F0%9F%92%A9", "%ED%A0%80", "null",
]  # fmt: skip
FOUND = re.compile(
    r"""name="([\w-]+)"|(?:GET|POST|FILES|query|sent)(?:\.get|\.getlist)?[\[(]"([\w-]+)"|\bfields = (\[[^]]+])"""
)
HELD_BY_FORMS = re.compile(r"^    (\w+) = (?:forms\.|TidyName)", re.MULTILINE)


@dataclass(frozen=True)
class Strange:
    """A request, as the tests' client sends it."""

    method: str
    kind: str = FORM
    body: bytes = b""
    query: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    segment: tuple[int, str] | None = None

    def environ(self, address: str, *, session: str) -> dict[str, Any]:
        """What a web server hands over of this request, at an address that may be changed a little."""
        cookies = f"{settings.CSRF_COOKIE_NAME}={TOKEN};{settings.SESSION_COOKIE_NAME}={session}"
        cookies += f";{self.headers.get('Cookie', '')}"
        headers = {"Host": "testserver", "X-CSRFToken": TOKEN, **self.headers, "Cookie": cookies}
        return {
            "REQUEST_METHOD": self.method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(self.path(address)).decode("latin-1"),
            "QUERY_STRING": self.query,
            "CONTENT_TYPE": self.kind,
            "CONTENT_LENGTH": self.headers.get("Content-Length", str(len(self.body))),
            "REMOTE_ADDR": "192.0.2.7",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(self.body),
            "wsgi.errors": io.StringIO(),
            **{f"HTTP_{name.upper().replace('-', '_')}": value for name, value in headers.items()},
        }

    def path(self, address: str) -> str:
        """The address, where wanted with one part in the place of another."""
        if self.segment is None:
            return address
        place, other = self.segment
        parts = address.split("/")
        parts[1 + place % max(len(parts) - 1, 1)] = other
        return "/".join(parts)


@cache
def names() -> list[str]:
    """Every name of a field that some view or page knows."""
    found = {"wish", "responses", "position", "csrfmiddlewaretoken"}
    for folder in ("people", "questions", "exams", "scoring", "templates"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*")):
            if path.suffix == ".html" or (path.suffix == ".py" and {"forms", "views"} & set(path.parts)):
                text = path.read_text(encoding="utf-8", errors="ignore")
                found.update(HELD_BY_FORMS.findall(text) if "forms" in path.parts else ())
                for in_page, in_view, listed in FOUND.findall(text):
                    found.update(filter(None, [in_page, in_view, *re.findall(r"\w+", listed)]))
    return sorted(found)


def values(known: list[str]) -> st.SearchStrategy[str]:
    """What may stand in a field: something odd, or the number or name of something that is there."""
    return st.one_of(st.sampled_from([*NUMBERS, *TEXTS]), st.sampled_from(known), st.text(max_size=8))


def fields(known: list[str]) -> st.SearchStrategy[list[tuple[str, str]]]:
    return st.lists(st.tuples(st.sampled_from(names()), values(known)), max_size=8)


RECORD = {"position": 1, "counter": 3, "device": "f" * 16, "chosen": [0], "flagged": False, "struck": [], "seconds": 1}


def documents() -> st.SearchStrategy[bytes]:
    """JSON of any shape, and what a room sends with something odd in it."""
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(TEXTS)
    named = partial(st.dictionaries, st.text(max_size=5))
    anything = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3) | named(inner))
    changed = st.dictionaries(st.sampled_from(list(RECORD)), leaf | st.lists(leaf, max_size=3), max_size=2)
    saves = st.lists(changed.map(lambda odd: {**RECORD, **odd}), max_size=3)
    wishes = st.sampled_from(["end", "time up"]) | leaf
    rooms = st.fixed_dictionaries({"responses": saves | leaf}, optional={"wish": wishes})
    written = st.one_of(anything, rooms).map(json.dumps).map(lambda text: text.encode("utf-8", "surrogatepass"))
    return written | st.sampled_from([b"[" * 9000, b"{", b"\xff"])


def parts(known: list[str]) -> st.SearchStrategy[bytes]:
    """A multipart body, with files of any name and content, and perhaps without its end."""
    named = st.tuples(st.sampled_from(names()), st.none() | values(known), values(known) | st.binary(max_size=30))
    ends = st.sampled_from([b"--b--\r\n", b"", b"--b"])
    return st.builds(lambda some, end: b"".join(map(_part, some)) + end, st.lists(named, max_size=4), ends)


def _part(part: tuple[str, str | None, Any]) -> bytes:
    name, file, content = part
    filed = f'; filename="{file}"' if file is not None else ""
    head = f'--b\r\nContent-Disposition: form-data; name="{name}"{filed}\r\n\r\n'
    content = content if isinstance(content, bytes) else content.encode("utf-8", "replace")
    return head.encode("utf-8", "replace") + content + b"\r\n"


def requests(known: list[str]) -> st.SearchStrategy[Strange]:
    """Mostly what gets past the first look, and anything else."""
    forms = fields(known).map(lambda pairs: urlencode(pairs, errors="replace").encode())
    bodies = st.one_of(
        st.tuples(st.just(FORM), forms),
        st.tuples(st.just(JSON), documents()),
        st.tuples(st.just(MULTIPART), parts(known)),
        st.tuples(st.sampled_from(KINDS), st.one_of(forms, documents(), st.binary(max_size=40))),
    )
    headers = st.lists(
        st.sampled_from(list(HEADERS)).flatmap(lambda name: st.tuples(st.just(name), st.sampled_from(HEADERS[name]))),
        max_size=3,
    )
    queries = fields(known).map(lambda pairs: urlencode(pairs, errors="replace")) | st.binary(max_size=6).map(
        quote_from_bytes
    )
    return st.builds(
        lambda method, body, query, headers, segment: Strange(method, *body, query, dict(headers), segment),
        st.sampled_from([*METHODS, *["POST"] * 6, *["GET"] * 4]),
        bodies,
        st.just("") | queries,
        headers,
        st.none() | st.none() | st.tuples(st.integers(0, 5), st.sampled_from(SEGMENTS)),
    )


def refilled(form: Filled, known: list[str]) -> st.SearchStrategy[Strange]:
    """A form as its page offers it, with something odd in a few fields, or with fields left out, doubled, or added."""
    changes = st.dictionaries(st.sampled_from([*form.names, *names()]) if form.names else st.just("x"), values(known))
    if form.names:
        changes |= st.dictionaries(st.sampled_from(form.names), values(known), max_size=3)
    left_out = st.sets(st.sampled_from(form.names), max_size=2) if form.names else st.just(set[str]())
    return st.builds(lambda changed, gone: _refilled(form, changed, gone), changes, left_out)


def _refilled(form: Filled, changed: dict[str, str], gone: set[str]) -> Strange:
    pairs = [(name, changed.get(name, value)) for name, value in form.fields if name not in gone]
    pairs += [(name, value) for name, value in changed.items() if name not in form.names or len(value) % 2]
    sent = urlencode(pairs, errors="replace")
    if form.method == "GET":
        return Strange("GET", "", query=sent)
    return Strange("POST", FORM, sent.encode())
