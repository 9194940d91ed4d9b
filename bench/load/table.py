"""The figures as lines: what was measured, what it is to reach, and whether it does."""

from collections.abc import Iterator
from typing import Any

Line = tuple[str, str, str, bool]
CORES = 4


def drawn(results: dict[str, Any]) -> str:
    rows = [
        ("figure", "measured", "to reach", ""),
        *((*line[:3], "" if line[3] else "short") for line in lines(results)),
    ]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def page(results: dict[str, Any]) -> str:
    """The same for docs/performance.md, with the machine and the day."""
    machine = results["machine"]
    named = f"{machine['cores']} cores ({machine['cpu']}), Python {machine['python']}"
    rows = [f"| {' | '.join(line[:3])} | {'' if line[3] else 'short'} |" for line in lines(results)]
    head = [f"{machine['day']}, {named}, {results['took_s']} s in all.", "", "| figure | measured | to reach | |"]
    return "\n".join([*head, "| --- | --- | --- | --- |", *rows])


def lines(results: dict[str, Any]) -> Iterator[Line]:
    """A line for each figure of docs/performance.md."""
    saves, room, of_class, memory = (results[name] for name in ("saves", "room_bytes", "class", "memory_mb"))
    yield "floor A: guarded updates by pgbench, a second", f"{saves['floor_a']:,.0f}", "", True
    yield "floor B: the least view, a second", f"{saves['floor_b']:,.0f}", "", True
    yield "saves a second", f"{saves['rate']:,.0f}", "", True
    yield at_least("saves, of floor B", saves["of_floor_b"], 0.75, "{:.2f}")
    yield at_most("save p99 at 64 connections, ms", saves["p99_ms"], 100, "{:.0f}")
    yield at_most("statements of a save", results["statements"], 2, "{}")
    yield at_most("CPU of a whole exam, s", results["exam_cpu_s"], 0.25, "{:.3f}")
    yield at_most("CPU of a log-in, s", results["login_cpu_s"], 0.06, "{:.3f}")
    yield at_least("starts a second", results["starts_per_s"], 85, "{:.0f}")
    yield at_least("hand-ins a second", results["hand_ins_per_s"], 300, "{:.0f}")
    yield at_least("reports a second by one worker", results["reports_per_s"], 100, "{:.0f}")
    yield at_most("room, KB", room["raw"] / 1000, 130, "{:.0f}")
    yield at_most("room, compressed, KB", room["gzip"] / 1000, 30, "{:.1f}")
    yield at_most("memory of web, worker and beat, MB", memory["last_mb"], 700, "{:.0f}")
    yield at_most(
        f"its growth over {memory['requests']:,} requests", memory["last_mb"] / memory["first_mb"], 1.05, "{:.2f}"
    )
    for name, factor in results["growth"].items():
        yield at_most(f"in a grown database, times worse: {name}", factor, 1.5, "{:.2f}")
    yield at_most("CPU of a save with two web processes, times one", results["pair"]["cost"], 1.2, "{:.2f}")
    yield with_cores("two web processes, times one", results["pair"]["gain"], 1.7, results["machine"]["cores"])
    yield at_most(f"class of {of_class['candidates']:,}: errors", of_class["errors"], 0, "{}")
    yield at_most("class: acknowledged saves lost", of_class["lost"], 0, "{}")
    yield at_most("class: save p99, ms", of_class["save_p99_ms"], 250, "{:.0f}")
    yield at_most("class: last report after the last hand-in, s", of_class["last_report_s"], 180, "{:.0f}")


def at_least(what: str, value: float, least: float, form: str) -> Line:
    return what, form.format(value), f"at least {least}", value >= least


def at_most(what: str, value: float, most: float, form: str) -> Line:
    return what, form.format(value), f"at most {most}", value <= most


def with_cores(what: str, value: float, least: float, cores: int) -> Line:
    """What only a machine can reach that has cores left beside the database's and the client's."""
    return what, f"{value:.2f}", f"at least {least}, with {CORES} cores or more", cores < CORES or value >= least
