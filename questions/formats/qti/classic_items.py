"""An item of QTI 1.2."""

from functools import partial

from lxml.etree import _Element as Element

from questions.drafts import Draft, NotImported, Problem
from questions.formats.qti.choices import Choice, draft_of, most_of
from questions.formats.qti.conditions import SHOWN, evaluator
from questions.formats.qti.feedback import Feedback
from questions.formats.qti.texts import Texts

RESPONSES = {
    "response_lid": "several choices",
    "response_str": "text entry",
    "response_num": "numeric",
    "response_grp": "matching",
    "response_xy": "hotspot",
    "response_extension": "response of its author's own",
}


def read(item: Element, texts: Texts, category: str) -> tuple[Draft | NotImported | None, list[Problem]]:
    """What an item is: a draft, or by name why it is none; with problems, and no draft where one is an error."""
    presentation = item.find("presentation")
    responses = [] if presentation is None else list(presentation.iter(*RESPONSES))
    if presentation is None or (reason := _why_not(responses)):
        reason = "It has no presentation." if presentation is None else reason
        return NotImported(texts.where, item.get("title", ""), _kind(item, responses), reason), []
    draft, problems = draft_of(_choice(item, presentation, responses[0], texts, category))
    return draft, [*problems, *texts.problems]


def _why_not(responses: list[Element]) -> str:
    if not responses:
        return "It asks for no response."
    if len(responses) > 1:
        return "It asks for several responses."
    response = responses[0]
    if response.get("rcardinality", "").lower() == "ordered":
        return "It asks for an order."
    return (
        ""
        if response.tag == "response_lid" and response.find(".//render_choice") is not None
        else ("It is no choice question.")
    )


def _kind(item: Element, responses: list[Element]) -> str:
    for field in item.iterfind(".//qtimetadatafield"):
        if field.findtext("fieldlabel", "").strip() in ("question_type", "qmd_itemtype", "cc_profile"):
            named = field.findtext("fieldentry", "").strip().removeprefix("cc.").partition(".")[0]
            return named.removesuffix("_question").replace("_", " ")
    if not responses:
        return "text"
    if responses[0].get("rcardinality", "").lower() == "ordered":
        return "ordering"
    return " and ".join(dict.fromkeys(RESPONSES[str(response.tag)] for response in responses))


def _choice(item: Element, presentation: Element, response: Element, texts: Texts, category: str) -> Choice:
    labels = list(response.iter("response_label"))
    is_multiple = response.get("rcardinality", "").lower() == "multiple"
    render = response.find(".//render_choice")
    return Choice(
        where=texts.where,
        title=item.get("title", ""),
        category=category,
        stem=_stem(presentation, response, texts),
        options=[(label.get("ident", ""), _text(label, texts)) for label in labels],
        most=most_of(render.get("maxnumber"), len(labels)) if is_multiple and render is not None else 1,
        is_fixed=render is not None and render.get("shuffle", "").lower() == "no",
        scoring=list(item.iterchildren("resprocessing")),
        evaluator=partial(evaluator, item, is_multiple=is_multiple),
        feedback=[
            Feedback(_text(each, texts), SHOWN, each.get("ident", "")) for each in item.iterchildren("itemfeedback")
        ],
    )


def _stem(presentation: Element, response: Element, texts: Texts) -> str:
    stem = ""
    for material in _materials(presentation):
        text = texts.of_material(material)
        # The choice for a blank is headed by the name of the blank, which the text has as [name].
        if material.getparent() is not response or f"[{text}]" not in stem.replace("\\", ""):
            stem = f"{stem}\n\n{text}".strip()
    return stem


def _text(element: Element, texts: Texts) -> str:
    return "\n\n".join(filter(None, map(texts.of_material, _materials(element))))


def _materials(element: Element) -> list[Element]:
    """The materials of an element, without those of a choice's options within it."""
    found: list[Element] = []
    for child in element.iterchildren("*"):
        if child.tag == "material":
            found.append(child)
        elif child.tag != "response_label":
            found += _materials(child)
    return found
