"""The browser of the tests: one that is there, or else one that is installed now."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ["chromium", "chromium-browser", "google-chrome"]
WHERE_IS_ITS_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
INSTALLS = {
    "playwright's own": [[sys.executable, "-m", "playwright", "install", "chromium"]],
    "the system's package": [["apt-get", "update", "--quiet"], ["apt-get", "install", "--yes", "--quiet", "chromium"]],
}


def find() -> str | None:
    """Return the path of a Chromium that runs, or None."""
    return next((path for path in _candidates() if _runs(path)), None)


def install() -> str | None:
    """Install a Chromium, say so, and return its path, or None."""
    for source, commands in INSTALLS.items():
        if source == "the system's package" and not (os.geteuid() == 0 and shutil.which("apt-get")):
            continue
        print(f"No Chromium was found: installing {source} …", flush=True)
        if all(subprocess.run(command, check=False).returncode == 0 for command in commands) and (path := find()):
            return path
    return None


def _candidates() -> Iterator[str]:
    if chosen := os.environ.get("CHROMIUM"):
        yield chosen
        return
    yield from filter(None, map(shutil.which, NAMES))
    # In a process of its own, since a caller may have playwright running in this one.
    asked = subprocess.run([sys.executable, "-c", WHERE_IS_ITS_OWN], check=True, capture_output=True, text=True)
    yield asked.stdout.strip()


def _runs(path: str) -> bool:
    # Some systems have a chromium-browser that only explains how to install one.
    try:
        return subprocess.run([path, "--version"], check=False, capture_output=True, timeout=60).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def main() -> None:
    """Find or install a browser, and say which; exit with a message where there is none."""
    if "CHROMIUM" in os.environ and not find():
        sys.exit(f"CHROMIUM={os.environ['CHROMIUM']} is no browser that runs.")
    if not (path := find() or install()):
        sys.exit("No Chromium was found, and none could be installed. Name one: make test CHROMIUM=/path/to/it")
    print(f"The tests' browser is {path}")


if __name__ == "__main__":
    main()
