"""The environment of a copy that runs on somebody's own machine, where nobody has deployed it."""

import os
from pathlib import Path

from . import alone
from .embedded import place, secret


def settle() -> Path:
    """Set what a deployer would have set, leave alone what is set, and return the data folder."""
    here = place.here()
    here.make()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("SECRET_KEY", secret.kept(here.data / "secret-key"))
    os.environ.setdefault("HTTPS", "0")
    os.environ.setdefault("LOG_JSON", "0")
    os.environ.setdefault("STATIC_ROOT", str(here.data / "static"))
    if own := alone.last_address(here.data):
        os.environ.setdefault("BASE_URL", own.url)
    return here.data
