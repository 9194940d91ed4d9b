"""docs/permissions.md against what is really answered."""

import re

import pytest
from django.conf import settings

from tests import permissions

ROW = re.compile(r"^\| `([\w:]+)` \| (GET|POST) \| (.+) \|$", re.MULTILINE)


def written() -> dict[tuple[str, str], list[str]]:
    """By name and method, the cells of the table."""
    text = (settings.BASE_DIR / "docs" / "permissions.md").read_text(encoding="utf-8")
    return {(name, method): cells.split(" | ") for name, method, cells in ROW.findall(text)}


@pytest.mark.django_db
def test_everybody_is_answered_at_every_address_as_the_table_says(exam):
    world, found = permissions.world(exam), {}
    for name, route in permissions.addresses():
        for method in permissions.METHODS:
            address = world.address(name, route)
            told = [world.knock(who, method, address) for who in permissions.PEOPLE]
            if not set(told) <= {"405", "log in"} or "405" not in told:
                found[name, method] = told
    assert found == written()


def test_the_table_has_a_column_for_each_kind_of_person():
    assert {len(cells) for cells in written().values()} == {len(permissions.PEOPLE)}
