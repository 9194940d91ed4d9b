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


def test_no_two_addresses_share_a_name():
    names = [name for name, _ in permissions.addresses()]
    assert sorted(names) == sorted(set(names))


@pytest.mark.django_db
def test_what_is_inside_a_thing_is_reached_through_that_thing_alone(exam):
    here, there = permissions.world(exam), permissions.world(exam, "plum")
    astray = here.with_insides_of(there)
    knocks = [
        (who, method, name, route)
        for name, route in permissions.addresses()
        if permissions.is_within(name, route)
        for method in permissions.METHODS
        for who in permissions.PEOPLE
        if here.knock(who, method, here.address(name, route)) == "yes"
    ]
    found = {knock: astray.knock(*knock[:2], astray.address(*knock[2:])) for knock in knocks}
    assert found == dict.fromkeys(knocks, "404")
    assert {name.partition(":")[0] for _, _, name, _ in knocks} == {"people", "questions", "exams", "scoring"}


@pytest.mark.django_db
def test_all_of_the_administration_but_its_doors_asks_those_who_are_not_staff_to_log_in(exam):
    world = permissions.world(exam)
    otherwise = {
        address
        for address in permissions.administration()
        for method in permissions.METHODS
        for who in ("anonymous", "owner")
        if world.knock(who, method, address) != "log in"
    }
    assert otherwise == {"/admin/login/", "/admin/logout/"}
