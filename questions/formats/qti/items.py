"""An item of QTI 2 or 3, by the names of QTI 2."""

from functools import partial

from lxml import etree
from lxml.etree import _Element as Element

from questions.drafts import Draft, NotImported, Problem
from questions.formats.qti.choices import Choice, draft_of, most_of
from questions.formats.qti.evaluation import NotEvaluated
from questions.formats.qti.feedback import Feedback
from questions.formats.qti.processing import Declarations, declarations, evaluator
from questions.formats.qti.texts import Texts

TYPES = {
    "choiceInteraction": "choice",
    "associateInteraction": "association",
    "customInteraction": "interaction of its author's own",
    "drawingInteraction": "drawing",
    "extendedTextInteraction": "essay",
    "gapMatchInteraction": "gap matching",
    "graphicAssociateInteraction": "association in a picture",
    "graphicGapMatchInteraction": "gap matching in a picture",
    "graphicOrderInteraction": "ordering in a picture",
    "hotspotInteraction": "hotspot",
    "hottextInteraction": "hot text",
    "inlineChoiceInteraction": "choice within a text",
    "matchInteraction": "matching",
    "mediaInteraction": "media",
    "orderInteraction": "ordering",
    "portableCustomInteraction": "interaction of its author's own",
    "positionObjectInteraction": "positioning",
    "selectPointInteraction": "point in a picture",
    "sliderInteraction": "slider",
    "textEntryInteraction": "text entry",
    "uploadInteraction": "file upload",
}
FEEDBACK_WITHIN = ("feedbackBlock", "feedbackInline")
NOT_ASKED = (*FEEDBACK_WITHIN, "rubricBlock", "endAttemptInteraction", "templateBlock", "stylesheet")


def read(item: Element, texts: Texts, category: str) -> tuple[Draft | NotImported | None, list[Problem]]:
    """What an item is: a draft, or by name why it is none; with problems, and no draft where one is an error."""
    body = item.find("itemBody")
    interactions = [] if body is None else [each for each in body.iter("*") if _is_interaction(each)]
    if body is None or (reason := _why_not(item, interactions)):
        reason = "It has no body." if body is None else reason
        return NotImported(texts.where, item.get("title", ""), _kind(interactions), reason), []
    try:
        declared = declarations(item, interactions[0].get("responseIdentifier", ""))
    except NotEvaluated as missing:
        return None, [Problem(texts.where, f"has {missing}; declare it, with the correct response.")]
    draft, problems = draft_of(_choice(item, interactions[0], declared, texts, category))
    return draft, [*problems, *texts.problems]


def _is_interaction(element: Element) -> bool:
    return str(element.tag).endswith("Interaction") and element.tag != "endAttemptInteraction"


def _why_not(item: Element, interactions: list[Element]) -> str:
    if not interactions:
        return "It asks for no response."
    if any(each.tag != "choiceInteraction" for each in interactions):
        return "It is no choice question."
    if len(interactions) > 1:
        return "It asks for several responses."
    return "Its values are drawn at random." if item.find("templateProcessing") is not None else ""


def _kind(interactions: list[Element]) -> str:
    return " and ".join(dict.fromkeys(TYPES.get(str(each.tag), str(each.tag)) for each in interactions)) or "text"


def _choice(item: Element, interaction: Element, declared: Declarations, texts: Texts, category: str) -> Choice:
    body = next(interaction.iterancestors("itemBody"))
    choices = list(interaction.iterchildren("simpleChoice"))
    feedback = _feedback(item, body, texts)
    for choice in choices:
        etree.strip_elements(choice, *FEEDBACK_WITHIN, with_tail=False)
    processing = item.find("responseProcessing")
    return Choice(
        where=texts.where,
        title=item.get("title", ""),
        category=category,
        options=[(choice.get("identifier", ""), texts.of_element(choice)) for choice in choices],
        stem=_stem(body, interaction, texts),
        most=most_of(interaction.get("maxChoices"), len(choices)) if declared.is_multiple else 1,
        is_fixed=interaction.get("shuffle") == "false" or all(choice.get("fixed") == "true" for choice in choices),
        scoring=[] if processing is None else [processing],
        evaluator=partial(evaluator, processing, declared),
        feedback=feedback,
        declared=declared.correct,
    )


def _feedback(item: Element, body: Element, texts: Texts) -> list[Feedback]:
    # A block that holds the interaction is the question itself, shown from the start.
    within = [each for each in body.iter(*FEEDBACK_WITHIN) if not any(map(_is_interaction, each.iter("*")))]
    return [
        Feedback(
            text=texts.of_element(each),
            outcome=each.get("outcomeIdentifier", ""),
            identifier=each.get("identifier", ""),
            hides=each.get("showHide") == "hide",
        )
        for each in (*within, *item.iterchildren("modalFeedback"))
    ]


def _stem(body: Element, interaction: Element, texts: Texts) -> str:
    for around in interaction.iterancestors(*FEEDBACK_WITHIN):
        around.tag = "div"
    for rubric in body.iter("rubricBlock"):
        if "candidate" in rubric.get("view", "candidate"):
            rubric.tag = "div"
    _put_prompt_in_place_of(interaction)
    etree.strip_elements(body, *NOT_ASKED, with_tail=False)
    return texts.of_element(body)


def _put_prompt_in_place_of(interaction: Element) -> None:
    prompt = interaction.find("prompt")
    asked, tail = etree.Element("p") if prompt is None else prompt, interaction.tail
    asked.tag = "div" if len(asked) else "p"
    parent = interaction.getparent()
    if parent is not None:
        parent.replace(interaction, asked)
    asked.tail = tail
