import re

import pytest
from django.core.management import CommandError, call_command

from questions.models import Revision

pytestmark = pytest.mark.django_db


def test_a_paper_is_written_with_its_key_apart(exam, tmp_path, capsys):
    call_command("draw_paper", "MLS-C01", "--seed", "3", "--html", "--to", str(tmp_path))
    paper, key = (tmp_path / f"MLS-C01-3-{part}.html" for part in ("paper", "key"))
    assert capsys.readouterr().out.split() == [str(paper), str(key)]
    assert paper.read_text().count('<section class="question">') == exam.questions
    assert len(re.findall(r"<td><strong>[A-F](?:, [A-F])*</strong></td>", key.read_text())) == exam.questions
    assert key.read_text().count("<td>yes</td>") == exam.scored


def test_a_printed_paper_tells_no_key(exam, tmp_path):
    call_command("draw_paper", "MLS-C01", "--html", "--to", str(tmp_path))
    before = (tmp_path / "MLS-C01-1-paper.html").read_text()
    for revision in Revision.objects.all():
        Revision.objects.filter(pk=revision.pk).update(
            key=[(option + 1) % len(revision.options) for option in revision.key],
            rationales_html=["another"] * len(revision.options),
        )
    call_command("draw_paper", "MLS-C01", "--html", "--to", str(tmp_path))
    assert (tmp_path / "MLS-C01-1-paper.html").read_text() == before


def test_a_folder_that_is_not_there_is_a_clear_error(exam, tmp_path):
    with pytest.raises(CommandError, match="nowhere"):
        call_command("draw_paper", "MLS-C01", "--html", "--to", str(tmp_path / "nowhere"))
