"""`make bench`: the figures of the hot paths beside their floors, and a class that sits at once."""

import argparse
import asyncio
import json
import os
import platform
import time
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from bench.load import exams, growth, saves, school, stage, table, wear

RESULTS = Path(__file__).parent / "results.json"
PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- the last run -->", "<!-- until here -->"
FEW, MANY = 1_000, 100_000
RUNNING = 128


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--class", dest="people", type=int, default=1_000, metavar="N")
    parser.add_argument("--requests", type=int, default=100_000, help="after which memory is looked at again")
    parser.add_argument("--finished", type=int, default=MANY, help="attempts that the database grows to")
    given = parser.parse_args()
    began = time.monotonic()
    with stage.running() as running:
        results = asyncio.run(measure(running, given))
    results["machine"] = machine()
    results["took_s"] = round(time.monotonic() - began)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    before, _, rest = PAGE.read_text().partition(BEGIN)
    PAGE.write_text(f"{before}{BEGIN}\n{table.page(results)}\n{END}{rest.partition(END)[2]}")
    print(table.drawn(results))


async def measure(running: stage.Stage, given: argparse.Namespace) -> dict[str, Any]:
    models = await exams.finished(running, 20, name="models")
    growth.grow(running, models, to=FEW)
    sitting = await exams.started(running, 2 * RUNNING, name="sitting")
    saving, floored = sitting[:RUNNING], sitting[RUNNING:]
    say("saves beside their floors")
    young = await figures(running, saving, floored)
    results = {
        **young,
        "statements": saves.statements(saving[0]),
        "room_bytes": await exams.room_bytes(running),
        "login_cpu_s": await exams.log_in_cpu(running),
    }
    say(f"{given.requests} requests, and the memory after them")
    memory = await wear.endure(running, saving, requests=given.requests)
    say("two web processes")
    pair = await wear.pair(running, saving[:64])
    say(f"the database grows to {given.finished} finished attempts")
    growth.grow(running, models, to=given.finished)
    old = await figures(running, saving, floored)
    say(f"a class of {given.people}")
    minutes = 5 if given.people >= school.FULL else 2
    of_class = await school.sit(running, given.people, minutes=minutes)
    return {
        **results,
        "memory_mb": asdict(memory),
        "growth": grown(young, old),
        "pair": asdict(pair) | {"gain": pair.gain, "cost": pair.cost},
        "class": asdict(of_class),
    }


async def figures(running: stage.Stage, saving: list, floored: list) -> dict[str, Any]:
    """The figures that a grown database might slow down."""
    found = await saves.measure(running, saving, floored)
    cpu = await exams.whole_exam_cpu(running)
    rates = await exams.rates(running, people=400)
    return {
        "saves": {**asdict(found), "of_floor_b": found.of_floor_b},
        "exam_cpu_s": cpu,
        "starts_per_s": rates.starts,
        "hand_ins_per_s": rates.hand_ins,
        "reports_per_s": rates.reports,
    }


def grown(young: dict[str, Any], old: dict[str, Any]) -> dict[str, float]:
    """How many times worse each figure is in a grown database; 1 is the same."""
    rates = ("starts_per_s", "hand_ins_per_s", "reports_per_s")
    return {
        "saves": young["saves"]["of_floor_b"] / old["saves"]["of_floor_b"],
        "exam_cpu_s": old["exam_cpu_s"] / young["exam_cpu_s"],
        **{name: young[name] / old[name] for name in rates},
    }


def machine() -> dict[str, Any]:
    model = next(
        (line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line), ""
    )
    return {
        "day": f"{date.today():%-d %B %Y}",
        "cores": os.cpu_count(),
        "cpu": model,
        "python": platform.python_version(),
        "system": platform.system(),
    }


def say(text: str) -> None:
    print(f"… {text}", flush=True)


if __name__ == "__main__":
    main()
