"""The units under deploy/systemd start what there is, with options that there are, and little more than they need."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

from tests.config.test_compose import NGINX, ROOT, SERVICES

FOLDER = ROOT / "deploy" / "systemd"
HOME = "/opt/rehearsal"
SERVICE_FILES = sorted(FOLDER.glob("*.service"))
GUIDE = (ROOT / "docs" / "deploy.md").read_text()
SITE = (ROOT / "deploy" / "nginx-site.conf").read_text()


def settings_of(unit: Path, name: str) -> list[str]:
    """The values of a setting, a continued line as one."""
    text = unit.read_text().replace("\\\n", " ")
    return re.findall(rf"^{name}=(.*)$", text, re.MULTILINE)


def command_of(unit: Path) -> list[str]:
    [command] = settings_of(unit, "ExecStart")
    return shlex.split(command.replace("%i", "8001").replace("%%", "%"))


def test_there_is_one_for_each_process_of_compose() -> None:
    assert {unit.name.partition(".")[0].strip("@") for unit in SERVICE_FILES} == {
        "rehearsal-web",
        "rehearsal-worker",
        "rehearsal-beat",
        "rehearsal-backup",
    }


@pytest.mark.parametrize("unit", SERVICE_FILES, ids=lambda unit: unit.name)
def test_what_is_started_is_installed(unit: Path) -> None:
    program, *arguments = command_of(unit)

    folder, _, name = program.rpartition("/")
    assert folder == f"{HOME}/.venv/bin"
    assert shutil.which(name, path=str(Path(sys.executable).parent))
    assert settings_of(unit, "WorkingDirectory") == [HOME]
    if name == "python":
        assert (ROOT / arguments[0]).is_file()
        assert arguments[1] in get_commands()


@pytest.mark.parametrize("unit", SERVICE_FILES, ids=lambda unit: unit.name)
def test_programs_know_their_options(unit: Path) -> None:
    program, *arguments = command_of(unit)
    name = Path(program).name
    asked = {
        "granian": [["granian", "--help"]],
        "celery": [["celery", "--help"], ["celery", "-A", "config", *arguments[3:4], "--help"]],
        "python": [["python", *arguments[:2], "--help"]],
    }[name]
    environment = {**os.environ, "COLUMNS": "200", "SECRET_KEY": "any", "PYTHONWARNINGS": "ignore"}
    known = "".join(
        subprocess.run(
            [Path(sys.executable).parent / words[0], *words[1:]],
            cwd=ROOT, env=environment, capture_output=True, text=True, check=True,
        ).stdout
        for words in asked
    )  # fmt: skip

    used = {word.partition("=")[0] for word in arguments if word.startswith("-")}
    assert {option for option in used if not re.search(rf"(?<![\w-]){option}(?![\w-])", known)} == set()


def test_processes_are_started_as_compose_starts_them() -> None:
    for name, unit in (("web", "rehearsal-web@"), ("worker", "rehearsal-worker@"), ("beat", "rehearsal-beat")):
        composed = set(re.findall(r"--[a-z-]+", SERVICES[name]["command"]))
        assert composed - set(command_of(FOLDER / f"{unit}.service")) <= {"--pidfile"}, name


@pytest.mark.parametrize("unit", SERVICE_FILES, ids=lambda unit: unit.name)
def test_each_is_kept_small(unit: Path) -> None:
    said = {name: settings_of(unit, name) for name in ("User", "NoNewPrivileges", "ProtectSystem", "UMask")}

    assert said == {"User": ["rehearsal"], "NoNewPrivileges": ["yes"], "ProtectSystem": ["strict"], "UMask": ["0077"]}
    assert settings_of(unit, "CapabilityBoundingSet") == [""]
    # Secrets stand in a file that only root reads, never in a unit.
    assert settings_of(unit, "EnvironmentFile") == ["/etc/rehearsal/environment"]
    assert not any(re.search("SECRET|PASSWORD|TOKEN", line) for line in settings_of(unit, "Environment"))


def test_a_worker_may_finish_its_task() -> None:
    [seconds] = settings_of(FOLDER / "rehearsal-worker@.service", "TimeoutStopSec")

    assert int(seconds) > settings.CELERY_TASK_TIME_LIMIT


def test_the_guide_names_every_unit_and_the_site() -> None:
    assert [unit.name for unit in FOLDER.iterdir() if unit.stem.strip("@") not in GUIDE] == []
    assert "deploy/nginx-site.conf" in GUIDE


def test_both_proxies_ask_for_the_same() -> None:
    def directives(text: str, name: str) -> list[str]:
        return re.findall(rf"^\s*{name} (.+);$", text, re.MULTILINE)

    for name in ("client_max_body_size", "client_body_timeout", "proxy_set_header", "limit_req_zone", "limit_req"):
        assert directives(SITE, name) == directives(NGINX, name), name


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not there to ask.")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    for unit in FOLDER.iterdir():
        text = unit.read_text().replace(HOME, str(ROOT)).replace("=rehearsal\n", "=root\n")
        (tmp_path / unit.name.replace("@", "@8001")).write_text(text)

    units = [str(path) for path in sorted(tmp_path.iterdir())]
    environment = {**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"}
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    complaints = [line for line in (done.stdout + done.stderr).splitlines() if str(tmp_path) in line]
    assert complaints == []
