import csv
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Membership
from scoring import results_table
from scoring.models import Report
from tests import factories

pytestmark = pytest.mark.django_db


def test_results_are_a_table_for_instructors_alone_with_neutral_cells(client, over, ann, teacher):
    over.group.memberships.filter(person=ann).update(name="=HYPERLINK(1)")
    client.force_login(ann)
    assert client.get(reverse("scoring:results_csv", args=[over.pk])).status_code == 403
    client.force_login(teacher)
    text = client.get(reverse("scoring:results_csv", args=[over.pk])).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[0] for row in rows] == ["Name", "Ben", "\N{MODIFIER LETTER APOSTROPHE}=HYPERLINK(1)"]
    assert ann.email not in text
    book = load_workbook(io.BytesIO(client.get(reverse("scoring:results_xlsx", args=[over.pk])).content))
    assert [row[0].value for row in book["Results"]] == [row[0] for row in rows]


def test_a_table_of_results_says_how_much_was_answered_and_who_is_not_scored_yet(over, ann, ben):
    Report.objects.filter(attempt__candidate=ben).delete()
    header, first, second = ([str(cell) for cell in row] for row in results_table.rows(over))
    assert len(first) == len(second) == len(header)
    ann_row, ben_row = (dict(zip(header, row, strict=True)) for row in (first, second))
    report = Report.objects.get(attempt__candidate=ann)
    assert (ann_row["Answered"], ann_row["Right"]) == ("29", str(report.right))
    assert (ben_row["Right"], ben_row["Counts in leaderboards"]) == ("", "Not scored yet")


def test_titles_of_domains_do_no_harm_in_a_table_either(client, over, teacher):
    over.blueprint.outline.domains.filter(code="1").update(title="=1+1\x07")
    client.force_login(teacher)
    book = load_workbook(io.BytesIO(client.get(reverse("scoring:results_xlsx", args=[over.pk])).content))
    titles = [cell.value for cell in book["Results"][1]]
    assert "\N{MODIFIER LETTER APOSTROPHE}=1+1\N{REPLACEMENT CHARACTER}" in titles
    assert all(cell.data_type != "f" for row in book["Results"] for cell in row)


def test_an_instructor_who_was_demoted_gets_no_table(client, over, teacher):
    helper = factories.person()
    membership = factories.join(over.group, helper, Membership.Role.INSTRUCTOR)
    client.force_login(helper)
    address = reverse("scoring:results_csv", args=[over.pk])
    assert client.get(address).status_code == 200
    Membership.objects.filter(pk=membership.pk).update(role=Membership.Role.MEMBER)
    assert client.get(address).status_code == 403
