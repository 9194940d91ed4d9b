"""Questions with pictures are told apart, and known again, by what their pictures show."""

import base64
import io

import pytest
from PIL import Image

from questions import uploads
from questions.models import Outline, Upload
from tests.factories import person
from tests.questions.uploads.test_uploads import read, stored

pytestmark = pytest.mark.django_db

CURVES = """<quiz><question type="multichoice"><name><text>Curves</text></name><questiontext format="html">
<text><![CDATA[Which curve of these falls? <img src="@@PLUGINFILE@@/curve.png" alt="Curves">]]></text>
<file name="curve.png" encoding="base64">{picture}</file></questiontext><single>true</single>
<answer fraction="100"><text>The left one</text></answer><answer fraction="0"><text>The right one</text></answer>
</question></quiz>"""


def curves(colour: str) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(encoded, "PNG")
    return CURVES.format(picture=base64.b64encode(encoded.getvalue()).decode()).encode()


def received(*files: bytes, **facts: object) -> Upload:
    named = [(f"{number}.xml", content) for number, content in enumerate(files)]
    upload = read(uploads.receive(person(), named, outline=Outline.objects.get(code="MLS-C01"), **facts))
    uploads.decide(upload.questions.all(), objective=str(upload.outline.domains.first().objectives.first().pk))
    return upload


def decisions(upload: Upload) -> list[str]:
    return [each.decision for each in upload.questions.order_by("number")]


def test_a_file_with_a_picture_is_known_again():
    question_set = stored(received(curves("teal"), title="Curves"))
    again = uploads.receive(
        question_set.owner, [("a.xml", curves("teal"))], outline=question_set.outline, question_set=question_set
    )
    assert decisions(read(again)) == ["skip"]


def test_what_differs_in_its_picture_alone_is_another_question():
    assert decisions(received(curves("teal"), curves("red"), title="Curves")) == ["add", "add"]
