"""The options of a question as the exam room shows them."""

from typing import Any

from django.utils.safestring import SafeString, mark_safe

# No template: a paper has hundreds, and its page took half of its time to fill in three small values for each.
OPTION = """
<li><label><input type="{kind}" name="q{position}" value="{number}"><div class="prose">{text}</div></label></li>"""


def with_options(place: dict[str, Any]) -> dict[str, Any]:
    """A place of `rooms.open_room` with its options as one text; theirs are stored HTML, cleaned when it was stored."""
    kind = "radio" if place["choose"] == 1 else "checkbox"
    texts = enumerate(place["options_html"])
    lines = (OPTION.format(kind=kind, position=place["position"], number=number, text=text) for number, text in texts)
    options: SafeString = mark_safe("".join(lines))  # noqa: S308
    return {**place, "options": options}
