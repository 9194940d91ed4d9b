import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Draft, DraftOption, Level, NotImported, Parsed
from questions.formats.csv import FORMAT, template
from questions.formats.tables.template import EXAMPLES
from questions.reading.source import Source, Unreadable

KAHOOT = (
    "Question - max 120 characters,Answer 1 - max 75 characters,Answer 2,Answer 3,Correct answer(s),Time limit (sec)"
)
HEADER = "Question,A,B,C,Answer,Domain\n"
BREAD = Draft(
    name="",
    stem="What makes bread rise?",
    options=(DraftOption("Salt", False), DraftOption("Yeast", True), DraftOption("Flour", False)),
    category="Baking",
)


def parse(text: str | bytes, name: str = "bank.csv") -> Parsed:
    return FORMAT.read(Source(name, text.encode() if isinstance(text, str) else text))


def said(parsed: Parsed) -> str:
    return " ".join(map(str, parsed.problems))


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_the_delimiter_is_found(delimiter, ending):
    text = f"{HEADER}What makes bread rise?,Salt,Yeast,Flour,B,Baking\n"
    parsed = parse(text.replace(",", delimiter).replace("\n", ending))
    assert parsed == Parsed(drafts=(BREAD,))
    assert parsed.drafts[0].where == "bank.csv, row 2"


def test_a_first_line_may_name_the_delimiter():
    parsed = parse(f"sep=;\n{HEADER}What makes bread rise?,Salt,Yeast,Flour,B,Baking\n".replace(",", ";"))
    assert parsed.drafts == (BREAD,)
    assert parsed.drafts[0].where == "bank.csv, row 3"


def test_the_header_may_stand_below_other_rows():
    parsed = parse(
        f"Baking course,,\n,,\nPlease fill in,below\n{HEADER}What makes bread rise?,Salt,Yeast,Flour,B,Baking\n"
    )
    assert parsed.drafts == (BREAD,)


def test_line_breaks_quotes_and_delimiters_stand_inside_quotes():
    parsed = parse(f'{HEADER}"Read:\n\n""a, b""\nWhat is it?",1,2,"3,5",C,\n')
    [draft] = parsed.drafts
    assert draft.stem == 'Read:\n\n"a, b"\\\nWhat is it?'
    assert draft.options[2].text == "3,5"


def test_cells_are_plain_text():
    [draft] = parse(f"{HEADER}What is *this*?,<b>,a_b,[x](y),A,\n").drafts
    assert draft.stem == r"What is \*this\*?"
    assert [option.text for option in draft.options] == ["<b>", "a_b", r"\[x](y)"]


@pytest.mark.parametrize("key", ["AC", '"A,C"', "A;C", "A/C"])
def test_several_letters_make_a_multiple_response_question(key):
    [draft] = parse(f"{HEADER}Which are dry?,Salt,Water,Flour,{key},\n").drafts
    assert (draft.key, draft.is_multiple) == ((0, 2), True)


def test_short_rows_leave_options_out():
    parsed = parse("Question,Answer,A,B,C\nIs bread baked?,A,Yes,No\n\nIs dough wet?,B,No,Yes,Never\n")
    assert [len(draft.options) for draft in parsed.drafts] == [2, 3]
    assert parsed.drafts[1].where == "bank.csv, row 4"


def test_a_row_that_a_stray_comma_split_is_an_error():
    good = "What makes bread rise?,Salt,Yeast,Flour,B,Baking\n"
    parsed = parse(f"{HEADER}{good}Well, {good}")
    assert parsed.drafts == (BREAD,)
    assert "bank.csv, row 3: has 7 cells under 6 names of columns" in said(parsed)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",Salt,Yeast,Flour,B,", "has no text before its options"),
        ("What makes bread rise?,Salt,Yeast,Flour,,", "has no right answer: write the letter of an option"),
        ("What makes bread rise?,Salt,Yeast,Flour,D,", "has “D” in column E, which names none of its options"),
        ("What makes bread rise?,Salt,Yeast,,C,", "has “C” in column E"),
        ("What makes bread rise?,,Yeast,,B,", "has 1 option"),
        (f"What?,{'x' * 40_000},Yeast,Flour,B,", "has more than 32767 characters in column B"),
        ('"What makes bread rise?,Salt,Yeast,Flour,B,', "a quote mark that is opened here is never closed"),
    ],
)
def test_a_broken_row_is_named_and_the_others_are_read(row, reason):
    parsed = parse(f"{HEADER}What makes bread rise?,Salt,Yeast,Flour,B,Baking\n{row}\n")
    assert parsed.drafts == (BREAD,)
    [problem] = parsed.problems
    assert (problem.where, problem.level) == ("bank.csv, row 3", Level.ERROR)
    assert reason in problem.message


def test_what_is_no_choice_question_is_named():
    parsed = parse(
        "Question,Type,A,B,Answer\nWhy do you bake?,Essay,,,\nPut in order,Ordering,Knead,Bake,AB\nHow?,,,,Gently\n"
        "Which?,multiple-choice,This,That,A\n"
    )
    assert len(parsed.drafts) == 1
    assert parsed.not_imported == (
        NotImported("bank.csv, row 2", "Why do you bake?", "Essay", "has no options to choose from."),
        NotImported("bank.csv, row 3", "Put in order", "Ordering", "is no choice question."),
        NotImported("bank.csv, row 4", "How?", "without options", "has no options to choose from."),
    )


def test_a_table_without_choice_questions_is_no_table_of_unknown_columns():
    parsed = parse(f"{HEADER}Why do you bake?,,,,,\n")
    assert parsed.problems == ()
    assert [other.title for other in parsed.not_imported] == ["Why do you bake?"]


def test_a_header_without_rows_is_an_error():
    assert "bank.csv: has no questions below the names of its columns" in said(parse(HEADER))


def test_an_open_quote_is_named_though_the_columns_are_unknown():
    assert "row 2: a quote mark that is opened here is never closed" in said(parse('Was?,Salz,Hefe,B\n"Wie?,So,A\n'))


def test_numbers_are_not_guessed_to_count_from_0_or_from_1():
    parsed = parse("question,option1,option2,option3,answer\nWhich?,this,that,other,1\nWhat?,one,two,three,2\n")
    assert parsed.drafts == ()
    assert "nothing proves whether they count from 0 or from 1. Say on the page for columns" in said(parsed)


@pytest.mark.parametrize(
    ("header", "keys", "expected"),
    [
        ("question,choice0,choice1,choice2,answer", "12", [(1,), (2,)]),
        ("question,option1,option2,option3,answer", "02", [(0,), (2,)]),
        ("question,option1,option2,option3,answer", "13", [(0,), (2,)]),
        (KAHOOT, "12", [(0,), (1,)]),
        ("Question,Answer Option 1,Answer Option 2,Answer Option 3,Correct Answers", "12", [(0,), (1,)]),
    ],
)
def test_numbers_are_read_where_something_proves_how_they_count(header, keys, expected):
    parsed = parse(f"{header}\nWhich?,this,that,other,{keys[0]}\nWhat?,one,two,three,{keys[1]}\n")
    assert [draft.key for draft in parsed.drafts] == expected


@pytest.mark.parametrize(
    "header",
    [
        "Question,Correct Answer,Wrong Answer 1,Wrong Answer 2",
        "Question,Correct,Distractor,Distractor",
        "Frage,Richtige Antwort,Falsche Antwort 1,Falsche Antwort 2",
        "Pergunta,Opção correta,Opção errada 1,Opção errada 2",
    ],
)
def test_the_right_option_may_have_a_column_of_its_own(header):
    [draft] = parse(f"{header}\nWhat makes bread rise?,Yeast,Salt,Yeast\n").drafts
    assert [option.is_key for option in draft.options] == [True, False, False]


def test_explanations_belong_to_the_options_beside_them():
    header = "Question,Answer Option A,Explanation,Answer Option B,Explanation,Correct Answers,Overall Explanation"
    [draft] = parse(f"{header}\nWhat rises?,Dough,It has yeast.,Salt,It has none.,A,Yeast makes gas.\n").drafts
    assert [option.rationale for option in draft.options] == ["It has yeast.", "It has none."]
    assert draft.explanation == "Yeast makes gas."


def test_columns_that_nothing_is_read_from_are_named():
    parsed = parse("Question,A,B,Answer,Image\nWhat rises?,Dough,Salt,A,dough.png\n")
    [problem] = parsed.problems
    assert str(problem) == "bank.csv, row 1: nothing was read from column E (“Image”)."
    assert problem.level is Level.WARNING


def test_unknown_columns_are_an_error_that_asks_for_them():
    parsed = parse("Was?,Salz,Hefe,B\nWie?,So,Anders,A\n")
    assert parsed.drafts == ()
    assert "no row names the columns" in said(parsed)


def test_an_empty_file_is_unreadable():
    with pytest.raises(Unreadable, match=r"has no rows"):
        parse("\n\n")


def test_old_encodings_are_named():
    parsed = parse("Pergunta;A;B;Resposta\nO que é pão?;Massa;Água;A\n".encode("windows-1252"))
    assert parsed.drafts[0].stem == "O que é pão?"
    assert parsed.encoding == "windows-1252"
    assert "it was read as windows-1252" in said(parsed)


@pytest.mark.parametrize(
    ("name", "content", "sureness"),
    [
        ("bank.txt", HEADER.encode(), 90),
        ("bank.csv", HEADER.encode("utf-16"), 90),
        ("bank.csv", b"Was?,Salz,Hefe,B\nWie?,So,Anders,A\n", 40),
        ("bank.txt", b"Was?,Salz,Hefe,B\nWie?,So,Anders,A\n", 0),
        ("bank.csv", b"PK\x03\x04", 0),
        ("bank.csv", b"\x89PNG\0\0", 0),
        ("bank.txt", b"", 0),
    ],
)
def test_tables_are_recognised_by_their_header(name, content, sureness):
    assert FORMAT.recognise(Source(name, content)) == sureness


def test_the_template_reads_as_its_examples():
    assert parse(template()) == Parsed(drafts=EXAMPLES)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300) | st.text('",;\t\n\\ab=A1', max_size=300).map(lambda text: f"{HEADER}{text}".encode()))
def test_any_bytes_are_read_or_refused(content):
    source = Source("any.csv", content)
    assert 0 <= FORMAT.recognise(source) <= 100
    try:
        assert isinstance(FORMAT.read(source), Parsed)
    except Unreadable as refused:
        assert refused.problem.message  # noqa: PT017
