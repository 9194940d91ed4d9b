"""Settings of the tests: real PostgreSQL and Redis, embedded unless their addresses are given."""

import os

from config import embedded

os.environ.setdefault("SECRET_KEY", "a key for tests, worth nothing")
os.environ.setdefault("HTTPS", "0")
# The browser's driver keeps an event loop in the thread of the tests; nothing of Django's runs in it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
embedded.join()
PROCESS = os.environ.get("PYTEST_XDIST_WORKER", "")
# A running installation keeps its own numbered database of the same Redis.
os.environ["REDIS_URL"] = os.environ["REDIS_URL"].replace("db=0", "db=9")

from config.settings import *  # noqa: E402, F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# What another process, or an earlier run, has cached of rows with the same numbers is not met here.
CACHES["default"]["KEY_PREFIX"] = f"tests-{os.getpid()}"  # noqa: F405

# Threads of a test leave no connection behind that would keep its database from being removed.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
DATABASES["default"]["TEST"] = {"NAME": f"test_rehearsal_{PROCESS}".rstrip("_")}  # noqa: F405
