"""What a megabyte costs of files made to be slow to read: `.venv/bin/python -m bench.hostile_uploads`.

For each shape: megabytes, questions and problems found, and seconds of processor time for a megabyte, which are to be
no more than 2. Nothing is stored, and no database is needed.
"""

import html
import time
from collections.abc import Callable

SIZE = 2**20
TEXT = 1600

MARKUP = {
    "bold and italic": "<b>a</b> <i>b</i> ",
    "bold alone": "<b>a</b>",
    "code": "<code>x</code>",
    "links": "<a href='http://a.b'>y</a>!",
    "lists": "<ul><li>x</ul>",
    "cells": "<td>x</td>",
    "paragraphs never closed": "<p><b>x",
    "deep": "<div>",
}
BROKEN = {
    "numbers, no key": "{0}. Which?\n- [ ] a\n- [ ] b\n\n",
    "headings, no key": "## Question {0}\nWhich?\n\nA. a\nB. b\n\n",
    "one option": "### {0}\n- [x] a\n",
    "an answer too far": "{0}. Which?\nA. a\nB. b\nAnswer: D\n\n",
    "no text": "A. a\nB. b\nx\n",
}
LETTERS = ("A and ", '"A" and ', "A, B and C is the ", "both A, ", "option ((((", ". A is a ", "all of these ")


def main() -> None:
    from config import celery, local

    local.settle()
    celery.collect_rarely()
    print(f"{'shape':40}{'MB':>7}{'found':>9}{'s per MB':>10}")
    for name, markup in MARKUP.items():
        texts = SIZE // TEXT // 3
        for form, written in (("moodle_xml", moodle_xml), ("qti", qti), ("gift", gift)):
            row(f"{form}: {name}", written(markup * (TEXT // len(markup)), texts), reading(form))
    for name, question in BROKEN.items():
        row(f"markdown: {name}", "".join(question.format(n) for n in range(1, 100_001)), reading("markdown"))
    for unit in LETTERS:
        row(f"letters: {unit}", unit * (SIZE // 4 // len(unit)), named)


def row(shape: str, text: str, read: Callable[[str], int]) -> None:
    megabytes = len(text.encode()) / 2**20
    begun = time.process_time()
    found = read(text)
    print(f"{shape:40}{megabytes:7.2f}{found:9}{(time.process_time() - begun) / megabytes:10.2f}", flush=True)


def reading(form: str) -> Callable[[str], int]:
    from questions.formats import formats
    from questions.reading.source import Source

    def read(text: str) -> int:
        parsed = formats()[form].read(Source("hostile", text.encode()))
        return len(parsed.drafts) + len(parsed.problems) + len(parsed.not_imported)

    return read


def named(text: str) -> int:
    from questions.reading.letters import names_an_option

    return names_an_option(text)


def moodle_xml(text: str, questions: int) -> str:
    answers = "".join(f'<answer fraction="{n}"><text><![CDATA[{text}{n}]]></text></answer>' for n in (0, 100))
    question = f"<questiontext><text><![CDATA[{text}]]></text></questiontext>{answers}"
    return f"<quiz>{f'<question type={chr(34)}multichoice{chr(34)}>{question}</question>' * questions}</quiz>"


def qti(text: str, questions: int) -> str:
    """QTI 1.2, whose texts are HTML that is escaped."""
    material = f'<material><mattext texttype="text/html">{html.escape(text)}</mattext></material>'
    other = material.replace("</mattext>", "2</mattext>")
    labels = f'<response_label ident="A">{material}</response_label><response_label ident="B">{other}</response_label>'
    item = (
        f'{material}<response_lid ident="R"><render_choice>{labels}</render_choice></response_lid></presentation>'
        '<resprocessing><outcomes><decvar varname="SCORE"/></outcomes><respcondition><conditionvar>'
        '<varequal respident="R">A</varequal></conditionvar><setvar varname="SCORE">100</setvar></respcondition>'
        "</resprocessing></item>"
    )
    items = "".join(f'<item ident="i{n}"><presentation>{item}' for n in range(questions))
    return f"<questestinterop><assessment><section>{items}</section></assessment></questestinterop>"


def gift(text: str, questions: int) -> str:
    escaped = text.replace(":", r"\:").replace("=", r"\=")
    return f"[html]{escaped} {{={escaped}1 ~{escaped}2}}\n\n" * questions


if __name__ == "__main__":
    main()
