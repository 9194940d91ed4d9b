import re
from pathlib import Path

import pytest
from django.core.management import call_command

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.HashedFiles"},
}
NAMED = re.compile(r"""(?m)(?:^import .* from |@import (?:url\()?)["'](\..*?|[\w/.-]+\.css)["']""")
HASHED = re.compile(r"\.[0-9a-f]{12}\.(js|css)$")


@pytest.fixture
def collected(settings, tmp_path: Path) -> Path:
    settings.STATIC_ROOT, settings.STORAGES = tmp_path, STORAGES
    call_command("collectstatic", interactive=False, verbosity=0)
    return tmp_path


def test_every_module_and_style_that_a_hashed_file_names_is_hashed_and_there(collected):
    for path in [path for path in collected.glob("[cj]s*/**/*") if HASHED.search(path.name)]:
        for name in NAMED.findall(path.read_text()):
            assert HASHED.search(name), f"{path.name} names {name}"
            assert (path.parent / name).exists()
