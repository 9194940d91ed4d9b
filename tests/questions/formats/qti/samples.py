"""Small items and packages of our own, in the words of each generation of QTI."""

from io import BytesIO
from zipfile import ZipFile

from questions.drafts import Draft, Parsed
from questions.formats.qti import FORMAT
from questions.reading.source import Source

CHOICES = {"A": "A shelf.", "B": "A bucket.", "C": "A box."}
MATCH = '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'


def item(
    *,
    body: str = "<p>A bakery keeps its logs.</p>{interaction}",
    interaction: str = "",
    correct: str = "B",
    cardinality: str = "single",
    processing: str = MATCH,
    after: str = "",
    identifier: str = "logs",
    title: str = "Logs",
    choices: dict[str, str] = CHOICES,
    prompt: str = "Where should they go?",
    attributes: str = 'maxChoices="1"',
) -> str:
    simple = "".join(f'<simpleChoice identifier="{each}">{text}</simpleChoice>' for each, text in choices.items())
    interaction = interaction or (
        f'<choiceInteraction responseIdentifier="RESPONSE" {attributes}><prompt>{prompt}</prompt>{simple}'
        "</choiceInteraction>"
    )
    values = "".join(f"<value>{value}</value>" for value in correct)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{identifier}" title="{title}">
  <responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="identifier">
    <correctResponse>{values}</correctResponse>
  </responseDeclaration>
  <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>
  <outcomeDeclaration identifier="FEEDBACK" cardinality="{cardinality}" baseType="identifier"/>
  <itemBody>{body.format(interaction=interaction)}</itemBody>
  {processing}{after}
</assessmentItem>"""


def classic(*items: str, title: str = "Quiz", section: str = "") -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">
  <assessment ident="quiz" title="{title}"><section ident="root_section" title="{section}">{"".join(items)}</section>
  </assessment>
</questestinterop>"""


def classic_item(
    *,
    stem: str = "<mattext texttype='text/html'>&lt;p&gt;Where do &lt;b&gt;logs&lt;/b&gt; go?&lt;/p&gt;</mattext>",
    choices: dict[str, str] = CHOICES,
    cardinality: str = "Single",
    scoring: str = "",
    feedback: str = "",
    metadata: str = "",
    identifier: str = "logs",
    title: str = "Logs",
) -> str:
    labels = "".join(
        f'<response_label ident="{each}"><material><mattext>{text}</mattext></material></response_label>'
        for each, text in choices.items()
    )
    scoring = scoring or (
        '<respcondition continue="No"><conditionvar><varequal respident="r">B</varequal></conditionvar>'
        '<setvar action="Set" varname="SCORE">100</setvar></respcondition>'
    )
    return f"""<item ident="{identifier}" title="{title}">{metadata}
  <presentation><material>{stem}</material>
    <response_lid ident="r" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>
  </presentation>
  <resprocessing><outcomes><decvar varname="SCORE" maxvalue="100"/></outcomes>{scoring}</resprocessing>
  {feedback}
</item>"""


def zipped(files: dict[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


def read(content: str | bytes | dict[str, str | bytes], name: str = "quiz.xml") -> Parsed:
    if isinstance(content, dict):
        content, name = zipped(content), "quiz.zip"
    return FORMAT.read(Source(name, content.encode() if isinstance(content, str) else content))


def only(parsed: Parsed) -> Draft:
    [draft] = parsed.drafts
    return draft


def messages(parsed: Parsed) -> list[str]:
    return [str(problem) for problem in parsed.problems]
