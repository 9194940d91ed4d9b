"""The forms of pages, filled as somebody finds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin

from lxml import html

from tests import permissions
from tests.permissions import World

TICKED = {"checkbox", "radio"}
WRITTEN = {
    "number": "1", "email": "ada@example.org", "datetime-local": "2031-01-01T10:00", "date": "2031-01-01",
    "url": "https://example.org/", "file": "",
}  # fmt: skip
FILLED = ".//input[@name and @name != 'csrfmiddlewaretoken'] | .//select[@name] | .//textarea[@name] | .//button[@name]"


@dataclass(frozen=True)
class Filled:
    """Who sends a form, where, and with what in its fields."""

    who: str
    method: str
    address: str
    fields: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        return sorted({name for name, _ in self.fields})


def forms(world: World, who: str) -> list[Filled]:
    """Every form on every page that somebody may look at, each once."""
    found = {}
    for name, route in permissions.addresses():
        address = world.address(name, route)
        reply = world.ask(who, "GET", address)
        if reply.status_code == 200 and reply["Content-Type"].startswith("text/html") and reply.content:
            for filled in _on_page(who, address, reply.text):
                found[filled.method, filled.address, tuple(filled.names)] = filled
    return list(found.values())


def _on_page(who: str, address: str, page: str) -> Iterator[Filled]:
    for form in html.fromstring(page).iter("form"):
        at = urldefrag(urljoin(address, form.get("action") or "")).url
        fields = tuple(_fields(form))
        yield Filled(who, form.get("method", "get").upper(), at, fields)


def _fields(form: html.HtmlElement) -> Iterator[tuple[str, str]]:
    for field in form.xpath(FILLED):
        name, kind = field.get("name"), field.get("type", "text")
        if field.tag == "select":
            chosen = field.xpath(".//option[@selected]") or field.xpath(".//option[last()]")
            yield from ((name, option.get("value") or option.text or "") for option in chosen)
        elif field.tag == "textarea":
            yield name, field.text or ""
        elif kind not in TICKED or field.get("checked") is not None:
            yield name, field.get("value") or WRITTEN.get(kind, "on" if kind in TICKED else "x")
