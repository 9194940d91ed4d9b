import pytest

from exams.models import Blueprint, Sitting
from people.models import User
from tests import factories
from tests.scoring.debriefed import sit


@pytest.fixture
def ann() -> User:
    return factories.person(display_name="Ann")


@pytest.fixture
def ben() -> User:
    return factories.person(display_name="Ben")


@pytest.fixture
def teacher() -> User:
    return factories.person(display_name="Tess")


@pytest.fixture
def sitting(ann: User, ben: User, teacher: User, exam: Blueprint) -> Sitting:
    """A sitting in the same order for all, that Ann has sat and Ben has not."""
    group = factories.group(ann, ben, owner=teacher)
    made = factories.sitting(group, exam, same_order=True)
    sit(ann, made, right=range(2, 30), wrong=[1])
    return made


@pytest.fixture
def over(sitting: Sitting, ben: User) -> Sitting:
    """The same once Ben has sat it too, and missed the first two questions."""
    sit(ben, sitting, right=range(3, 50), wrong=[1, 2])
    return sitting
