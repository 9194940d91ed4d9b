from collections.abc import Iterator

import pytest
from django.core.management import call_command

from exams.models import Blueprint
from people.models import User


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The test database holds the bundled bank, loaded once."""
    with django_db_blocker.unblock():
        call_command("load_bank", verbosity=0)


@pytest.fixture
def exam(db) -> Blueprint:
    """The bundled exam."""
    return Blueprint.objects.get(code="MLS-C01")


@pytest.fixture
def committed(django_db_setup, django_db_blocker) -> Iterator[Blueprint]:
    """The bundled exam, in a test whose writes are committed, so that other connections see them."""
    with django_db_blocker.unblock():
        yield Blueprint.objects.get(code="MLS-C01")
        User.objects.all().delete()
