import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.redis_server import RedisServer


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    """A Redis that this test may do anything to."""
    # A socket's path has room for about a hundred characters.
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        server = RedisServer(Path(folder))
        server.starts()
        yield server
        server.dies()
