import pytest
from django.conf import LazySettings

from config.watch import tally
from tests.config.redis_server import RedisServer


@pytest.fixture(autouse=True)
def fresh(redis: RedisServer, settings: LazySettings) -> None:
    """A Redis in which nothing is written down, and nothing counted that is not sent."""
    settings.REDIS_URL = redis.url
    tally.send()
    redis.client.flushall()
