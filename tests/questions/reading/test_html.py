import html
import re
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from questions.drafts import Level
from questions.markup import to_html
from questions.reading.html import to_markdown


def markdown(text: str) -> str:
    found, problems = to_markdown(text, "quiz.xml, line 3")
    assert problems == []
    return found


def warnings(text: str) -> str:
    _, problems = to_markdown(text, "quiz.xml, line 3")
    assert {(problem.where, problem.level) for problem in problems} <= {("quiz.xml, line 3", Level.WARNING)}
    return " ".join(problem.message for problem in problems)


CASES = {
    "Bread": "Bread",
    "a < b &amp;&amp; c &gt; d": "a < b && c > d",
    "<p>Bread</p>": "Bread",
    '<p dir="ltr" style="text-align: left;">Bread&nbsp;and<br>butter<br></p>\n<p></p><p>Jam</p>': (
        "Bread and\\\nbutter\n\nJam"
    ),
    "<P>Bread</P>": "Bread",
    "<p>Use <b>S3</b>, <i>not</i> <del>EBS</del>.</p>": "Use **S3**, *not* ~~EBS~~.",
    "<p>Use <b>S3 </b>now</p>": "Use **S3** now",
    "un<b>“bold”</b>ed": "un“bold”ed",
    "<b>one</b><i>two</i>": "onetwo",
    "2 * 3 * 4 is *not* 5": r"2 * 3 * 4 is \*not\* 5",
    "<div>1. one<br># two</div>": "1\\. one\\\n\\# two",
    "<p>Set <code>--role</code> or <code>a`b</code></p>": "Set `--role` or `` a`b ``",
    "<code>import this<br>print(1)</code>": "```\nimport this\nprint(1)\n```",
    "<pre><code>def bread():\n    return 1\n\n\n```</code></pre>": ("````\ndef bread():\n    return 1\n\n\n```\n````"),
    "<ul><li>Bread<li>Jam<ol start=3><li>Red</li><li>Blue</ol></ul>": "- Bread\n- Jam\n\n  3. Red\n  4. Blue",
    "<table><tr><th>A</th><th>B|C</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>": (
        "| A | B\\|C |  |\n| --- | --- | --- |\n| 1 | 2 | 3 |"
    ),
    "<h1>Bread</h1>Jam<blockquote>Tea</blockquote>": "### Bread\n\nJam\n> Tea",
    "10<sup>-6</sup> H<sub>2</sub>O e<sup>a+b</sup> x<sub>k,1</sub>": r"10⁻⁶ H₂O e^(a+b) x\_(k,1)",
    '<a href="https://example.org/a b(c)?d&amp;copy;">see ]</a>': (
        "[see \\]](https://example.org/a%20b%28c%29?d&amp;copy;)"
    ),
    "Wow!<a href='https://example.org'>see</a>": "Wow\\![see](https://example.org)",
    "<!-- hidden --><?xml hidden?><!DOCTYPE hidden><o:p>seen</o:p>": "seen",
    "<style>p { color: red }</style><p>seen</p>": "seen",
    "": "",
    "<p>&nbsp;</p>": "",
    "<style>p { color: red }</style># one": "\\# one",
    "<span>1</span><span>. one</span>": "1\\. one",
    "<div>Bread<br>&nbsp;&nbsp;</div>Jam": "Bread\n\nJam",
    "<tt>a*b</tt>": "`a*b`",
    "<code>a</code><code>b</code>": "`a` `b`",
    "<body>Bread</body><b>and</b> jam</html> and tea": "Bread**and** jam and tea",
}


@pytest.mark.parametrize("text", CASES)
def test_html_becomes_markdown(text):
    assert markdown(text) == CASES[text]


@pytest.mark.parametrize(
    "text",
    [
        "Replace &lt;deployment-config-path&gt; by yours",
        "Replace <deployment-config-path> by yours",
        "<p>Replace <deployment-config-path> by yours</p>",
        "<b></b>Replace <deployment-config-path> by yours",
    ],
)
def test_what_names_no_element_of_html_is_text(text):
    assert markdown(text) == "Replace <deployment-config-path> by yours"
    assert "&lt;deployment-config-path&gt;" in to_html(markdown(text))


REMOVED = {
    "<p>Bread<script>alert(1)</script></p>": "has an element <script>, which was left out.",
    "<p onclick='alert(1)'>Bread</p>": "has an event handler (onclick), which was left out.",
    "<a href=' JavaScript:alert(1)'>Bread</a>": "has a link to JavaScript:alert(1), of which only the text was kept.",
    "<img src='https://example.org/a.png' alt='Bread'>": "has a picture from elsewhere (https://example.org/a.png)",
    "<img src='a.png' alt='Bread' onerror=alert(1)>": "has a picture that is not in the file (a.png)",
    "Bread<iframe src='https://example.org'>x</iframe>": "has an element <iframe>",
    "Bread<svg onload=alert(1)><path d=''/></svg>": "has an element <svg>",
    "<object data='a.swf'>Bread</object>": "has an element <object>, of which only the text was kept.",
    "<math><mi>Bread</mi></math>": "has a formula in MathML; only its text was kept.",
    "<div>" * 60 + "Bread": "is nested too deeply; its text was kept without its formatting.",
}


@pytest.mark.parametrize("text", REMOVED)
def test_what_a_question_may_not_hold_is_left_out_with_a_warning(text):
    assert to_markdown(text, "")[0] == "Bread"
    assert REMOVED[text] in warnings(text)


def test_a_warning_is_given_once():
    assert warnings("<script></script>" * 3) == "has an element <script>, which was left out."


def test_a_picture_of_the_file_is_named():
    names = {"images/bread.png": "bread.png"}
    text = "<img src='images/bread.png' alt='A [loaf]'><object type='image/png' data='images/bread.png'>Loaf</object>"
    found, problems = to_markdown(text, "", names.get)
    assert found == r"![A \[loaf\]](picture:bread.png)![Loaf](picture:bread.png)"
    assert problems == []


@pytest.mark.parametrize("text", ["a &amp;nbsp; b", "&lt;p&gt;Which?&lt;/p&gt;", "<p>&amp;lt;b&amp;gt;</p>"])
def test_text_that_seems_escaped_twice_is_noticed_and_kept(text):
    found, _ = to_markdown(text, "")
    assert "seems to be escaped twice" in warnings(text)
    assert visible(to_html(found)) == visible(text)


def visible(text: str) -> str:
    """The characters that a reader sees of HTML, but white space."""
    return "".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())


words = st.text("ab1 *_`[]()!#&~|\\-+.:>=\xa0\n\"'é", max_size=8).map(html.escape)
inline = st.recursive(
    words | st.just("<br>") | st.just("http://a.b <http://a.b>".replace("<", "&lt;")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["b", "i", "s", "code", "span", "strong", "u"]), inner),
        inner.map('<a href="https://example.org">{}</a>'.format),
    ),
    max_leaves=8,
)
blocks = st.recursive(
    inline,
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.builds("<{0}>{1}</{0}>".format, st.sampled_from(["p", "div", "blockquote", "h2"]), inner),
        st.lists(inner.map("<li>{}</li>".format), min_size=1, max_size=3).map(lambda li: f"<ul>{''.join(li)}</ul>"),
        st.lists(inner.map("<td>{}</td>".format), min_size=1).map(lambda td: f"<table><tr>{''.join(td)}</tr></table>"),
        words.map("<pre>{}</pre>".format),
    ),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None)
@given(blocks)
def test_no_text_is_lost_and_no_character_of_it_acts(text):
    assert visible(to_html(to_markdown(text, "")[0])) == visible(text)


@settings(max_examples=100, deadline=None)
@given(st.text() | st.text("<>/!?&;#x'= apbrilo-\0"))
def test_any_text_is_converted(text):
    to_markdown(text, "")


@pytest.mark.parametrize("text", ["<div>" * 3000 + "Bread", "<b></b>" + "Bread " * 2_000_000])
def test_no_text_is_lost_where_a_parser_has_its_limits(text):
    assert to_markdown(text, "")[0].split() == ["Bread"] * text.count("Bread")


def calls_for(text: str) -> int:
    """How many functions a text makes Python call."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        to_markdown(text, "")
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    "part",
    ["<b>a</b> <i>b</i> ", "<code>x</code>", "<ul><li>x</ul>", "<td>x</td>", "<p><b>x", "<a href='/'>!</a>", "<div>"],
)
def test_an_element_costs_the_same_however_many_there_are(part):
    assert calls_for(part * 4000) < 4.1 * calls_for(part * 1000)


@pytest.mark.parametrize(
    "part",
    ["<a ", "<!--", "<p>", "<b>x</i>", "<ol><li>x", "<li>x", "<td>x", "<tr><td colspan=1000>", "</p>", "<br>", "&#",
     "<a href='", "<?", "<x", "&amp;", "<p>x<br>", "<span>x</span>", "<thead><tr><td>x", " ", "\xa0", "<pre>\n"],
)  # fmt: skip
def test_a_long_text_takes_no_long_time(part):
    text = f"<ul>{part * (50_000 // len(part))}"
    start = time.process_time()
    to_markdown(text, "")
    assert time.process_time() - start < 2
