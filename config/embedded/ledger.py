"""Which processes a parent has started, written down for a successor to end them if the parent cannot."""

import json
from dataclasses import asdict
from pathlib import Path

from .process import IS_LINUX, Process, output


def write(path: Path, processes: dict[str, Process]) -> None:
    """Write down which processes run."""
    draft = path.with_suffix(".new")
    facts = {name: asdict(process) for name, process in processes.items()}
    draft.write_text(json.dumps({"boot": _boot(), "processes": facts}))
    draft.replace(path)


def read(path: Path) -> dict[str, Process]:
    """Return what a predecessor wrote down since this machine was started."""
    try:
        page = json.loads(path.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        return {}
    return {name: Process(**facts) for name, facts in page["processes"].items()} if page["boot"] == _boot() else {}


def _boot() -> str:
    return Path("/proc/sys/kernel/random/boot_id").read_text() if IS_LINUX else output("sysctl", "-n", "kern.boottime")
