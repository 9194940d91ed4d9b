import pytest

from people import addresses


def test_whatever_a_mail_program_makes_of_a_list_is_read_and_each_address_once():
    text = "Ada@Example.org\n\n  Grace Hopper <grace@example.org>, mary@example.org;ada@example.org\r\n"
    assert addresses.read(text).addresses == ("ada@example.org", "grace@example.org", "mary@example.org")


WRONG = ["nobody", "a@b", "a b@example.org", "<>", "Ada <ada@example.org", f"{'a' * 250}@example.org"]


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_address_is_named_with_its_line(wrong):
    assert addresses.read(f"ada@example.org\n{wrong}").wrong == ((2, wrong),)
