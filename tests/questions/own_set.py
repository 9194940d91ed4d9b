"""A person's set with questions that the lint has nothing against, made as the application makes them."""

import hashlib
import io
from typing import Any

from PIL import Image

from exams import attempts
from exams.models import Attempt, Blueprint
from people.models import User
from questions import pictures, revisions
from questions.drafts import Draft, DraftOption, Reference
from questions.models import Outline, Picture, Question, QuestionSet

PLANTS = {
    "maize": "A farmer sees yellow leaves on maize after weeks of rain. Which nutrient was most likely washed out?",
    "beans": "Beans in a cold frame sprout and then rot at the neck. Which change keeps the next seedlings alive?",
    "apples": "An orchard gave many small apples last year and none this year. Which step evens out the harvests?",
}


def draft(name: str = "maize", **facts: Any) -> Draft:
    """With three options it is on no paper of the bundled exam but where a test puts it."""
    plain: dict[str, Any] = {
        "title": name.capitalize(),
        "stem": PLANTS.get(
            name, f"A grower of {name} asks about the soil. Which answer serves this plant of theirs best?"
        ),
        "options": (
            DraftOption("Nitrogen from compost", True, f"It is what {name} needs most."),
            DraftOption("Calcium from chalk", False, "It changes the acidity, and little else."),
            DraftOption("Iron from filings", False, "Its lack shows between the veins."),
        ),
        "objective": "1.1",
        "tags": ("soil",),
        "references": (Reference("On soil", "https://example.org/soil"),),
        "takeaway": "Rain washes nitrogen out.",
    }
    return Draft(name=name, **{**plain, **facts})


def own_set(owner: User, *drafts: Draft, **facts: Any) -> QuestionSet:
    outline = Outline.objects.get(code="MLS-C01")
    made = QuestionSet.objects.create(**{"outline": outline, "name": "ours", "title": "Ours", "owner": owner, **facts})
    pictures.link(revisions.publish(made, drafts, made_by=owner))
    revisions.keep_enemies_apart(made, drafts)
    return made


def three(owner: User, **facts: Any) -> QuestionSet:
    return own_set(owner, *map(draft, PLANTS), **facts)


def question(question_set: QuestionSet, name: str = "maize") -> Question:
    return question_set.questions.get(name=name)


def picture(colour: str = "teal") -> Picture:
    """A stored picture; `address` is how a text shows it."""
    encoded = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(encoded, "PNG")
    content = encoded.getvalue()
    digest = hashlib.sha256(content).hexdigest()
    return Picture.objects.create(digest=digest, media_type="image/png", content=content)


def address(shown: Picture) -> str:
    return f"/pictures/{shown.digest}"


def sit(candidate: User, asked: Question, **facts: Any) -> Attempt:
    """A running attempt whose paper has the question in its first place."""
    attempt = attempts.start(candidate, Blueprint.objects.get(code="MLS-C01"))
    order = list(range(len(asked.current.options)))
    attempt.responses.filter(position=1).update(revision=asked.current, option_order=order, choose=1, **facts)
    return attempt
