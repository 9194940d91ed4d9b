"""How long 10,000 questions take from a file to the bank: `.venv/bin/python -m bench.uploads`.

For each text format: seconds to parse, to read into the staging tables (parse, lint, place, compare exactly), to look
for near-duplicates, and to store; and the peak memory of the process. Parsing alone is the floor that the rest is held
against in the same run.
"""

import argparse
import io
import json
import resource
import subprocess
import sys
import time
import zipfile

QUESTIONS = 10_000
FORMATS = ("aiken", "gift", "moodle_xml", "markdown", "csv", "qti", "qti_1_2")
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
    for name in FORMATS:
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
    format = formats()["qti" if name == "qti_1_2" else name]
    source = Source(f"bank{format.suffix}", written(name, questions))
    seconds = {"parse_s": timed(lambda: format.read(Source(source.name, source.content)))}
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
    """A file of that many different questions, in a format that is written, or in Aiken or QTI 1.2."""
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
    if name == "qti_1_2":
        return qti_1_2(drafts)
    write = formats()[name].write
    assert write
    return write(drafts, {}).content


def sentence(seed: int, length: int) -> str:
    numbers = ((seed * 7919 + place * place * 104729) % 1_000_003 for place in range(length))
    return " ".join(WORDS[number % len(WORDS)] + str(number % 97) for number in numbers)


def aiken(draft) -> str:
    lines = [f"{letter}. {option.text}" for letter, option in zip("ABCD", draft.options, strict=True)]
    return "\n".join([draft.stem, *lines, f"ANSWER: {'ABCD'[draft.key[0]]}", ""])


def qti_1_2(drafts) -> bytes:
    """All items in one file, in a ZIP with its manifest, as course systems export them."""
    items = "".join(qti_1_2_item(number, draft) for number, draft in enumerate(drafts))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("imsmanifest.xml", '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"/>')
        archive.writestr(
            "questions.xml", f"<questestinterop><assessment><section>{items}</section></assessment></questestinterop>"
        )
    return packed.getvalue()


def qti_1_2_item(number: int, draft) -> str:
    labels = "".join(
        f'<response_label ident="o{at}"><material><mattext texttype="text/html">&lt;p&gt;{option.text}&lt;/p&gt;'
        "</mattext></material></response_label>"
        for at, option in enumerate(draft.options)
    )
    feedback = "".join(
        f'<itemfeedback ident="o{at}_fb"><flow_mat><material><mattext texttype="text/html">'
        f"&lt;p&gt;{option.rationale}&lt;/p&gt;</mattext></material></flow_mat></itemfeedback>"
        for at, option in enumerate(draft.options)
    )
    return f"""<item ident="q{number}" title="Question {number}">
<presentation><material><mattext texttype="text/html">&lt;div&gt;&lt;p&gt;{draft.stem}&lt;/p&gt;&lt;/div&gt;</mattext>
</material><response_lid ident="r" rcardinality="Single"><render_choice>{labels}</render_choice></response_lid>
</presentation><resprocessing><outcomes><decvar varname="SCORE" vartype="Decimal" maxvalue="100"/></outcomes>
<respcondition continue="No"><conditionvar><varequal respident="r">o{draft.key[0]}</varequal></conditionvar>
<setvar action="Set" varname="SCORE">100</setvar></respcondition></resprocessing>{feedback}</item>
"""


def timed(work) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
