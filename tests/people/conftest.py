import secrets

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def own_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test uses up the log-in limits of another."""
    monkeypatch.setattr(caches["default"], "key_prefix", secrets.token_hex(8))
