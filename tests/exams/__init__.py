import pytest

# So that a failing history tells what was stored beside what must be.
pytest.register_assert_rewrite("tests.exams.one_attempt")
