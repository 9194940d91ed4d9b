"""`make check` asks whether advisories are known for what is pinned; where nobody answers, it says so and goes on."""

import json
import subprocess
import sys
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PINS = ROOT / "requirements"
PATIENCE_SECONDS = 120


class NotLookedUp(Exception):
    """Why nobody was asked, or nobody answered."""


def main() -> int:
    """Return 1 where an advisory is known, else 0."""
    try:
        answer = ask(installed(ROOT / ".data" / "audit"), PINS / "run.txt")
    except NotLookedUp as reason:
        print(f"Advisories were not looked up: {reason}")
        return 0
    warnings = [line for package in answer["dependencies"] for line in told(package)]
    print("\n".join(warnings) or f"No advisory is known for the {len(answer['dependencies'])} pinned packages.")
    return int(bool(warnings))


def installed(place: Path) -> Path:
    """The Python of pip-audit's own environment, which is made where it is missing. Raises NotLookedUp."""
    python = place / "bin" / "python"
    pins = PINS / "audit.txt"
    stamp = place / "pins.txt"
    if not stamp.exists() or stamp.read_bytes() != pins.read_bytes():
        venv.create(place, clear=True, with_pip=True)
        if run(
            python, "pip", "install", "--quiet", "--retries=0", "--require-hashes", "--requirement", pins
        ).returncode:
            raise NotLookedUp("pip-audit cannot be installed from here.")
        stamp.write_bytes(pins.read_bytes())
    return python


def ask(python: Path, pinned: Path) -> dict[str, Any]:
    """What pip-audit finds about each pinned package. Raises NotLookedUp."""
    asked = run(
        python, "pip_audit", "--disable-pip", "--require-hashes", "--requirement", pinned,
        "--format=json", "--progress-spinner=off", "--timeout=5",
    )  # fmt: skip
    try:
        return json.loads(asked.stdout)
    except ValueError:
        raise NotLookedUp("nobody who knows them can be reached from here.") from None


def told(package: dict[str, Any]) -> list[str]:
    """A line for each advisory about a package, with what mends it."""
    return [
        f"{package['name']} {package['version']}: {advisory['id']}, "
        f"mended in {', '.join(advisory['fix_versions']) or 'no version yet'}"
        for advisory in package.get("vulns", ())
    ]


def run(python: Path, *module: str | Path) -> subprocess.CompletedProcess[str]:
    command = [python, "-m", *module]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        raise NotLookedUp("there was no answer in time.") from None


if __name__ == "__main__":
    sys.exit(main())
