"""`manage.py` works by itself where nothing is deployed, and demands settings where something is."""

import shutil
import subprocess
import sys
from pathlib import Path

from config.embedded.place import CHECKOUT
from tests.config.joiner import bare_environment, sockets_of, who_runs_on


def manage(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *words]
    environment = bare_environment(**environment)
    return subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True, check=False)


def test_command_runs_on_servers_that_come_and_go_with_it(tmp_path: Path) -> None:
    done = manage("showmigrations", "--plan", REHEARSAL_DATA=str(tmp_path))

    assert done.stdout.startswith("[ ]  ")
    assert not who_runs_on(tmp_path)
    shutil.rmtree(sockets_of(tmp_path))


def test_command_without_need_of_a_database_starts_nothing(tmp_path: Path) -> None:
    done = manage("check", REHEARSAL_DATA=str(tmp_path))

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "postgres").exists()
    shutil.rmtree(sockets_of(tmp_path))


def test_command_sends_people_to_where_this_copy_runs(tmp_path: Path) -> None:
    (tmp_path / "run.lock").write_text("0.0.0.0 8200")
    done = manage("diffsettings", REHEARSAL_DATA=str(tmp_path))

    assert "BASE_URL = 'http://127.0.0.1:8200'" in done.stdout
    shutil.rmtree(sockets_of(tmp_path))


def test_deployment_without_secret_key_is_refused(tmp_path: Path) -> None:
    done = manage("check", REHEARSAL_DATA=str(tmp_path), DATABASE_URL="postgresql://elsewhere/")

    assert done.returncode != 0
    assert "SECRET_KEY is not set" in done.stderr
