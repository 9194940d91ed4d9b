"""How long 10,000 questions take from a file to the bank: `.venv/bin/python -m bench.uploads`.

For each text format: seconds to parse, to read into the staging tables (parse, lint, place, compare exactly), to look
for near-duplicates, and to store; and the peak memory of the process. Parsing alone is the floor that the rest is held
against in the same run.
"""

import argparse
import json
import resource
import subprocess
import sys
import time

QUESTIONS = 10_000
WORDS = ("amber", "birch", "cedar", "dune", "ember", "fjord", "glade", "heath", "inlet", "jetty", "knoll", "ledge")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("format", nargs="?", help="one format, in this process")
    parser.add_argument("--questions", type=int, default=QUESTIONS)
    given = parser.parse_args()
    if given.format:
        print(json.dumps(measured(given.format, given.questions)))
        return
    heads = ("parse_s", "read_s", "compare_s", "store_s", "in_all_s", "of_parse", "memory_mb")
    print(f"{given.questions} questions\n{'format':12}" + "".join(f"{head:>11}" for head in heads))
    for name in ("aiken", "gift", "moodle_xml", "markdown", "csv"):
        command = [sys.executable, "-m", "bench.uploads", name, "--questions", str(given.questions)]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
        figures = json.loads(told)
        print(f"{name:12}" + "".join(f"{figures[head]:>11}" for head in heads))


def measured(name: str, questions: int) -> dict[str, float]:
    """Figures of one format, in seconds and megabytes; nothing of it stays in the database."""
    import django

    from config import celery, embedded, local

    local.settle()
    embedded.join()
    django.setup()
    celery.collect_rarely()
    from django.core.management import call_command
    from django.db import transaction

    from questions.formats import formats
    from questions.reading.source import Source

    call_command("migrate", verbosity=0)
    call_command("load_bank", verbosity=0)
    source = Source(f"bank{formats()[name].suffix}", written(name, questions))
    seconds = {"parse_s": timed(lambda: formats()[name].read(Source(source.name, source.content)))}
    with transaction.atomic():
        seconds |= staged_and_stored(source)
        transaction.set_rollback(True)
    seconds["in_all_s"] = seconds["read_s"] + seconds["store_s"]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        **{head: round(value, 2) for head, value in seconds.items()},
        "of_parse": round(seconds["in_all_s"] / seconds["parse_s"], 1),
        "memory_mb": round(memory),
    }


def staged_and_stored(source) -> dict[str, float]:
    from questions import uploads
    from questions.models import Outline

    received = uploads.receive(
        None, [(source.name, source.content)], outline=Outline.objects.order_by("-code")[0], title="Bench"
    )
    seconds = {"read_s": timed(lambda: uploads.read(received)), "compare_s": timed(lambda: uploads.compare(received))}
    received.questions.filter(objective=None).update(objective=received.outline.domains.first().objectives.first())
    uploads.confirm(received, licence="none", attested=True)
    return {**seconds, "store_s": timed(lambda: uploads.store(received))}


def written(name: str, questions: int) -> bytes:
    """A file of that many different questions, in a format that is written, or in Aiken."""
    from questions.drafts import Draft, DraftOption
    from questions.formats import formats

    drafts = [
        Draft(
            name="",
            stem=f"{sentence(number, 22)}. Which of these meets the requirements of case {number} at the lowest price?",
            options=tuple(
                DraftOption(
                    f"{sentence(number * 7 + place, 8)}", place == number % 4, f"{sentence(number + place, 15)}."
                )
                for place in range(4)
            ),
        )
        for number in range(questions)
    ]
    if name == "aiken":
        return "\n".join(aiken(draft) for draft in drafts).encode()
    write = formats()[name].write
    assert write
    return write(drafts, {}).content


def sentence(seed: int, length: int) -> str:
    numbers = ((seed * 7919 + place * place * 104729) % 1_000_003 for place in range(length))
    return " ".join(WORDS[number % len(WORDS)] + str(number % 97) for number in numbers)


def aiken(draft) -> str:
    lines = [f"{letter}. {option.text}" for letter, option in zip("ABCD", draft.options, strict=True)]
    return "\n".join([draft.stem, *lines, f"ANSWER: {'ABCD'[draft.key[0]]}", ""])


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
