import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from people.models import User
from tests.factories import person

pytestmark = pytest.mark.django_db


def test_person_is_called_by_their_name_or_their_address():
    assert (str(User(email="ada@example.org")), str(User(email="ada@example.org", display_name="Ada L."))) == (
        "ada",
        "Ada L.",
    )


def test_address_is_kept_in_lower_case():
    assert User.objects.create_user("Ada@Example.org").email == "ada@example.org"


def test_two_people_cannot_have_one_address():
    person(email="ada@example.org")
    with pytest.raises(IntegrityError):
        User.objects.bulk_create([User(email="ADA@example.org")])


def test_second_account_for_an_address_is_refused_in_words():
    person(email="ada@example.org")
    with pytest.raises(ValidationError, match="Somebody has an account with this e-mail address already"):
        User(email="ADA@example.org", password="!").full_clean()


def test_superuser_may_do_everything():
    root = User.objects.create_superuser("root@example.org")
    assert (root.is_staff, root.has_perm("exams.view_attempt")) == (True, True)


@pytest.mark.parametrize("name", ["Europe/Atlantis", "localtime", ""])
def test_time_zone_must_be_known(name):
    with pytest.raises(ValidationError):
        User(email="ada@example.org", password="!", time_zone=name).full_clean()
