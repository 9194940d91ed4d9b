import os
import shutil
import tempfile
from collections.abc import Iterator

import hypothesis
import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import setup_databases, teardown_databases

from exams.models import Blueprint
from people.models import User
from tests import one_paper

# A thread that a test leaves behind may hold a connection, and a database in use cannot be removed.
END_OTHERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()
"""

# How long an example takes depends on what else the machine does; the same examples each time, so that a run says the
# same of the same code. HYPOTHESIS_PROFILE=seek looks for new ones.
hypothesis.settings.register_profile("rehearsal", deadline=None, derandomize=True)
hypothesis.settings.register_profile("seek", deadline=None)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "rehearsal"))


def pytest_configure(config: pytest.Config) -> None:
    """Work in a folder of this session's own.

    Every session of root's, of whatever project, closes the folder that pytest gives them in common to other accounts:
    to the one as well that a session's servers run as.
    """
    root = tempfile.mkdtemp(prefix="rehearsal-tests-")
    os.environ["PYTEST_DEBUG_TEMPROOT"] = root
    config.add_cleanup(lambda: shutil.rmtree(root, ignore_errors=True))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker, tmp_path_factory) -> Iterator[None]:
    """The test database, also for tests without a mark, holds bundled questions for one paper, loaded once."""
    with django_db_blocker.unblock():
        before = setup_databases(verbosity=0, interactive=False)
        call_command("load_bank", *one_paper.folders(tmp_path_factory.mktemp("bank")), verbosity=0)
    yield
    with django_db_blocker.unblock():
        with connection.cursor() as cursor:
            cursor.execute(END_OTHERS)
        teardown_databases(before, verbosity=0)


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
        with connection.cursor() as cursor:
            # A deed outlives who did it.
            cursor.execute("TRUNCATE people_deed")
