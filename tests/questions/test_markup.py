import nh3
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from questions.markup import PLAIN_LINE, _markdown, to_html, to_inline_html

HOSTILE = {
    "<script>alert(1)</script>": "&lt;script&gt;alert(1)&lt;/script&gt;",
    '<img src=x onerror="alert(1)">': '&lt;img src=x onerror="alert(1)"&gt;',
    "[run](javascript:alert(1))": "[run](javascript:alert(1))",
    "![far](https://example.org/track.png)": '<img alt="far">',
    "![far](//example.org/track.png)": '<img alt="far">',
    "<deployment-config-path>": "&lt;deployment-config-path&gt;",
}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_that_runs_or_loads_from_elsewhere_comes_through(text):
    assert to_html(text) == f"<p>{HOSTILE[text]}</p>"


def test_code_tables_and_lists_come_through():
    html = to_html("`a < b`\n\n```python\nx = 1\n```\n\n|n|\n|-:|\n|1|\n\n- one")
    for part in ("<code>a &lt; b</code>", "<pre><code", '<th class="right">n</th>', "<li>one</li>"):
        assert part in html
    assert "style=" not in html


def test_the_corner_of_a_table_of_two_sides_is_no_heading():
    html = to_html("| | yes | no |\n|-:|---|---|\n| yes | 3 | 4 |")
    assert '<td class="right"></td>\n<th>yes</th>' in html
    assert "<td>3</td>" in html


def test_an_image_of_this_site_stays():
    assert to_html("![a plot](/media/plot.png)") == '<p><img src="/media/plot.png" alt="a plot"></p>'


@pytest.mark.parametrize(
    ("text", "html"), [("one `x`", "one <code>x</code>"), ("one\n\ntwo", "<p>one</p>\n<p>two</p>")]
)
def test_a_single_paragraph_is_unwrapped(text, html):
    assert to_inline_html(text) == html


@given(st.from_regex(PLAIN_LINE, fullmatch=True) | st.text(alphabet="abZ0 ,;?()/%.:'-\n*_<&"))
def test_a_plain_line_is_rendered_as_any_text_is(text):
    assume(PLAIN_LINE.fullmatch(text))
    assert to_html(text) == nh3.clean(_markdown.render(text)).strip()
