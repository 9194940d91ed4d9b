"""Drafts as Moodle XML: texts in Markdown, pictures within the texts that show them."""

import re
from base64 import b64encode
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import quote, unquote

from lxml import etree

from questions.drafts import Draft, DraftOption, Written
from questions.formats.moodle_xml.pictures import PLACE

PICTURE = re.compile(r"\]\(picture:([^\s)]+)")
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Moodle takes only some fractions; these are the shares of up to ten keys among them.
MOST_KEYS = 10
LOST: dict[str, Callable[[Draft], bool]] = {
    "the task statement": lambda draft: bool(draft.objective),
    "the difficulty": lambda draft: draft.difficulty != 2,
    "references": lambda draft: bool(draft.references),
    "the takeaway": lambda draft: bool(draft.takeaway),
    "the day of the last check": lambda draft: draft.checked_on is not None,
    "what was checked": lambda draft: bool(draft.verified),
    "the day of the next review": lambda draft: draft.review_by is not None,
    "enemies": lambda draft: bool(draft.enemies),
    "waivers": lambda draft: bool(draft.waivers),
    "the rule that only all keys together count": lambda draft: draft.is_multiple,
}


def write(drafts: Sequence[Draft], pictures: Mapping[str, bytes]) -> Written:
    """A file of the drafts; it reads as the same questions but for what is lost."""
    quiz, category = etree.Element("quiz"), ""
    missing: set[str] = set()
    for draft in drafts:
        if draft.category != category:
            category = draft.category
            quiz.append(_category(category))
        quiz.append(_question(draft, pictures))
        missing |= {name for text in _texts(draft) for name in PICTURE.findall(text)} - pictures.keys()
    counts = {what: sum(map(has, drafts)) for what, has in LOST.items()}
    lost = [f"Moodle XML cannot hold {what} of {_questions(count)}." for what, count in counts.items() if count]
    lost += [f"The picture {name} is missing." for name in sorted(missing)]
    etree.indent(quiz)
    return Written(etree.tostring(quiz, encoding="UTF-8", xml_declaration=True), tuple(lost))


def _category(path: str) -> etree._Element:
    question = etree.Element("question", type="category")
    _text(etree.SubElement(question, "category"), f"$course$/top/{path}".rstrip("/"))
    return question


def _question(draft: Draft, pictures: Mapping[str, bytes]) -> etree._Element:
    question = etree.Element("question", type="multichoice")
    _text(etree.SubElement(question, "name"), draft.title or draft.name)
    _markdown(etree.SubElement(question, "questiontext"), draft.stem, pictures)
    _markdown(etree.SubElement(question, "generalfeedback"), draft.explanation, pictures)
    facts = {
        "defaultgrade": "1",
        "penalty": "0.3333333",
        "hidden": "0",
        "single": "false" if draft.is_multiple else "true",
        "shuffleanswers": "false" if draft.order_locked else "true",
        "answernumbering": "ABCD",
    }
    for tag, value in facts.items():
        etree.SubElement(question, tag).text = value
    for option in draft.options:
        answer = etree.SubElement(question, "answer", fraction=_fraction(draft, option))
        _markdown(answer, option.text, pictures)
        _markdown(etree.SubElement(answer, "feedback"), option.rationale, pictures)
    tags = etree.SubElement(question, "tags")
    for tag in draft.tags:
        _text(etree.SubElement(tags, "tag"), tag)
    return question


def _fraction(draft: Draft, option: DraftOption) -> str:
    if not draft.is_multiple:
        return "100" if option.is_key else "0"
    # A wrong option takes all that the keys give, so that choosing everything is worth nothing.
    return f"{100 / min(len(draft.key), MOST_KEYS):.7g}" if option.is_key else "-100"


def _markdown(element: etree._Element, markdown: str, pictures: Mapping[str, bytes]) -> None:
    element.set("format", "markdown")
    brought = [name for name in dict.fromkeys(PICTURE.findall(markdown)) if name in pictures]
    _text(element, PICTURE.sub(lambda found: _address(found, pictures), markdown))
    for name in brought:
        path, _, file_name = unquote(name).rpartition("/")
        place = _xml_safe(f"/{path}/".replace("//", "/"))
        file = etree.SubElement(element, "file", name=_xml_safe(file_name), path=place, encoding="base64")
        file.text = b64encode(pictures[name]).decode()


def _address(found: re.Match[str], pictures: Mapping[str, bytes]) -> str:
    return f"]({PLACE}{quote(unquote(found[1]))}" if found[1] in pictures else found[0]


def _text(element: etree._Element, text: str) -> None:
    etree.SubElement(element, "text").text = _xml_safe(text)


def _xml_safe(text: str) -> str:
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _texts(draft: Draft) -> list[str]:
    options = [text for option in draft.options for text in (option.text, option.rationale)]
    return [draft.stem, draft.explanation, *options]


def _questions(count: int) -> str:
    return "1 question" if count == 1 else f"{count} questions"
