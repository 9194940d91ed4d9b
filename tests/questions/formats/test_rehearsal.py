import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Parsed, Problem, Reference, Waiver
from questions.formats import recognise
from questions.formats.rehearsal import FORMAT, parse
from questions.reading.source import Source

FACTS = """\
objective: "1.2"
difficulty: 2
tags: [amazon-s3, batch-ingestion]
references:
  - title: What is Amazon S3?
    url: https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html
takeaway: Objects are cheap.
checked: 2026-01-31
"""
BODY = """\
A bakery keeps its logs.

Where should they go?

- [ ] A shelf.
  > Shelves are for bread.
- [x] A bucket,
  with a lid.
  > Buckets keep logs.
  >
  > For long.
"""


def question(facts: str = FACTS, body: str = BODY) -> bytes:
    return f"---\n{facts}---\n{body}".encode()


def messages(content: bytes) -> str:
    draft, problems = parse("1.2/logs.md", content)
    assert draft is None
    assert all(problem.where == "1.2/logs.md" for problem in problems)
    return " ".join(problem.message for problem in problems)


def test_a_file_is_read_as_one_question():
    draft, problems = parse("1.2/logs.md", question())
    assert problems == []
    assert draft == Draft(
        name="logs",
        stem="A bakery keeps its logs.\n\nWhere should they go?",
        options=(
            DraftOption("A shelf.", False, "Shelves are for bread."),
            DraftOption("A bucket,\nwith a lid.", True, "Buckets keep logs.\n\nFor long."),
        ),
        objective="1.2",
        difficulty=2,
        tags=("amazon-s3", "batch-ingestion"),
        references=(
            Reference("What is Amazon S3?", "https://docs.aws.amazon.com/AmazonS3/latest/userguide/Welcome.html"),
        ),
        takeaway="Objects are cheap.",
        checked_on=date(2026, 1, 31),
    )


@pytest.mark.parametrize("ending", [b"\r\n", b"\r"])
def test_line_endings_and_a_byte_order_mark_make_no_difference(ending):
    draft, _ = parse("logs.md", b"\xef\xbb\xbf" + question().replace(b"\n", ending))
    assert draft == parse("logs.md", question())[0]


def test_two_keys_make_a_multiple_response_question():
    body = BODY.replace("- [ ]", "- [x]").replace("go?", "go? (Choose TWO.)") + "- [ ] A box.\n  > No.\n"
    draft, _ = parse("logs.md", question(body=body))
    assert draft
    assert (draft.key, draft.is_multiple) == ((0, 1), True)


BROKEN = {
    "has no key": question(body=BODY.replace("[x]", "[ ]")),
    "marks every option as the key": question(body=BODY.replace("[ ]", "[x]")),
    "2 keys, so its stem must end with “(Choose TWO.)”": question(
        body=BODY.replace("[ ]", "[x]") + "- [ ] A box.\n  > No.\n"
    ),
    "asks for several options": question(body=BODY.replace("go?", "go? (Choose TWO.)")),
    "has no stem": question(body=BODY[BODY.index("- [") :]),
    "has 0 options": question(body="Where?\n"),
    "has 13 options": question(body=BODY + "".join(f"- [ ] Box {n}.\n  > No.\n" for n in range(11))),
    "option 1 has no text": question(body=BODY.replace("A shelf.", "")),
    "option 2 has no rationale": question(body=BODY.partition("  > Buckets")[0]),
    "the same option twice": question(body=BODY + "- [ ] A shelf.\n  > Again.\n"),
    "has no “objective”": question(FACTS.partition("\n")[2]),
    "“objective” must be": question(FACTS.replace('"1.2"', "1.2")),
    "“difficulty” must be 1, 2 or 3": question(FACTS.replace("difficulty: 2", "difficulty: hard")),
    "“tags” must be": question(FACTS.replace("amazon-s3", "Amazon S3")),
    "“references” must be": question(FACTS.replace("https://", "http://")),
    "“references” must be a list": question(FACTS.replace("https://docs", "https://[docs")),
    "“tags” must be a list": question(FACTS.replace("amazon-s3", "a" * 61)),
    "“takeaway” must be": question(FACTS.replace("Objects are cheap.", r'"Objects \0 are cheap."')),
    "“takeaway” must be one": question(FACTS.replace("Objects are cheap.", r'"Objects \ud800 are cheap."')),
    "“enemies” must be": question(FACTS + 'enemies: ["other\\n"]\n'),
    "holds a NUL": question(body=BODY.replace("bakery", "bake\0ry")),
    "“checked” must be a day": question(FACTS.replace("2026-01-31", "yesterday")),
    "“order” can only be": question(FACTS + "order: random\n"),
    "“review” must be a day": question(FACTS + "review: soon\n"),
    "“waivers” must be": question(FACTS + "waivers: [key-length]\n"),
    "“explanation” must be text": question(FACTS + "explanation: [a]\n"),
    "uses an alias": question(FACTS + "explanation: &a x\nenemies: [*a]\n"),
    "too deep": question(FACTS + "enemies: " + "[" * 5000 + "\n"),
    "a field “colour”": question(FACTS + "colour: red\n"),
    "cannot be read": question("a: [\n"),
    "must be lines of": question("just text\n"),
    "does not begin with": BODY.encode(),
    "is not UTF-8": question().replace(b"bakery", b"b\xe4ckerei"),
}


@pytest.mark.parametrize("reason", BROKEN)
def test_a_mistake_is_named_with_its_reason(reason):
    assert reason in messages(BROKEN[reason])


def test_a_review_date_waivers_an_explanation_and_what_was_checked_may_be_given():
    given_facts = (
        "verified: The limits.\nreview: 2027-01-31\nexplanation: |\n  Both keep logs.\n\n  One keeps them well.\n"
    )
    given_facts += "waivers:\n  - key-length: The lid needs its words.\n  - vague-terms: It is a quote.\n"
    draft, _ = parse("logs.md", question(FACTS + given_facts))
    assert draft
    assert (draft.verified, draft.review_by) == ("The limits.", date(2027, 1, 31))
    assert draft.explanation == "Both keep logs.\n\nOne keeps them well."
    assert draft.waivers == (Waiver("key-length", "The lid needs its words."), Waiver("vague-terms", "It is a quote."))


def test_an_upload_of_one_question_is_known_and_read():
    source = Source("1.2/logs.md", question())
    assert recognise(source) is FORMAT
    assert FORMAT.read(source).drafts == (parse("1.2/logs.md", question())[0],)


def test_an_upload_that_lacks_a_fact_is_known_all_the_same_and_refused():
    source = Source("logs.md", question(FACTS.partition("\n")[2]))
    assert recognise(source) is FORMAT
    assert FORMAT.read(source) == Parsed(problems=(Problem("logs.md", "has no “objective”."),))


def test_front_matter_of_others_is_not_of_this_format():
    assert FORMAT.recognise(Source("a.md", b"---\ntitle: x\ntags: [a]\nquestion: y\n---\n- [x] a\n")) == 0
    assert FORMAT.recognise(Source("a.md", BODY.encode())) == 0


@pytest.mark.parametrize("name", ["a" * 121, "Logs", "two words", "-logs", "logs\n", ""])
def test_a_name_that_no_question_can_have_is_a_mistake(name):
    draft, (problem,) = parse(f"1.2/{name}.md", question())
    assert draft is None
    assert "must have a name of at most 120" in str(problem)


def test_all_mistakes_of_a_file_are_named_at_once():
    found = messages(question(FACTS.replace("difficulty: 2", "difficulty: 9"), BODY.replace("[x]", "[ ]")))
    assert "difficulty" in found
    assert "no key" in found


@given(st.binary() | st.text().map(lambda text: question(body=text)) | st.text().map(lambda text: question(facts=text)))
def test_any_file_is_a_question_or_a_list_of_problems(content):
    draft, problems = parse("any.md", content)
    assert (draft is None) is bool(problems)


def test_the_documented_example_is_a_question():
    from django.conf import settings

    text = (settings.BASE_DIR / "docs" / "question-format.md").read_text()
    example = text.partition("```markdown\n")[2].partition("```\n")[0]
    draft, problems = parse("late-clickstream.md", textwrap.dedent(example).encode())
    assert problems == []
    assert draft
