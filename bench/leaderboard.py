"""How long the database works for a leaderboard's page: `.venv/bin/python -m bench.leaderboard`.

A group of 5,000 members with 50,000 attempts, half of them at the group's sittings. For each tab: the number of queries
of the whole page but for the viewer's own row, the milliseconds that PostgreSQL plans and executes for them (EXPLAIN
ANALYZE, median and least of the rounds), and the milliseconds until the reply. Nothing of it stays in the database.
"""

import argparse
import random
import re
import time
from datetime import timedelta
from statistics import median

MEMBERS, ATTEMPTS_EACH, SITTINGS = 5_000, 10, 5
PAGES = {
    "best estimate": "tab=best",
    "best, this week": "tab=best&period=week",
    "latest sitting": "tab=latest",
    "improvement": "tab=improvement",
    "consistency": "tab=consistency",
    "last page": "tab=best&page=999",
}
MILLISECONDS = re.compile(r"(?:Planning|Execution) Time: ([\d.]+) ms")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=MEMBERS)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    import django

    from config import embedded, local

    local.settle()
    embedded.join()
    django.setup()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0)
    call_command("load_bank", verbosity=0)
    with transaction.atomic():
        print(f"{given.members} members, {given.members * ATTEMPTS_EACH} attempts")
        measure(*filled(given.members), given.rounds)
        transaction.set_rollback(True)


def filled(members: int):
    """A group with that many members and ten attempts of each; return it with the one who looks."""
    from django.db import connection

    from exams.models import Blueprint, now
    from people.models import Membership, StudyGroup, User

    dice, moment = random.Random("leaderboard"), now()
    exam = Blueprint.objects.exclude(pass_scaled=None).earliest("pk")
    group = StudyGroup.objects.create(name="A large group")
    people = User.objects.bulk_create(
        User(email=f"bench-{number}@example.org", password="!") for number in range(members)
    )
    Membership.objects.bulk_create(
        Membership(group=group, person=person, name=f"Member {dice.randrange(10**6)}", ranked_since=moment)
        for person in people
    )
    attempted(exam, group, people, dice, moment)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return group, people[members // 2]


def attempted(exam, group, people, dice, moment) -> None:
    from exams.models import Attempt, Sitting
    from scoring.models import Entry, Standing
    from scoring.rules import band, headline, scaled_score
    from scoring.taken import scale
    from scoring.track_record import Counted, track_record

    sittings = [
        Sitting.objects.create(
            group=group,
            blueprint=exam,
            title=f"Mock {number}",
            opens_at=moment - timedelta(days=7 * number + 1),
            last_start_at=moment - timedelta(days=7 * number),
            results_opened_at=moment - timedelta(days=7 * number),
        )
        for number in range(SITTINGS)
    ]
    for start in range(0, len(people), 500):
        attempts = Attempt.objects.bulk_create(
            Attempt(
                candidate=person,
                blueprint=exam,
                sitting=sittings[number] if number < SITTINGS else None,
                seed=1,
                started_at=(ended := moment - timedelta(days=7 * number, minutes=dice.randrange(5000))),
                deadline=ended + exam.allowed,
                handed_in_at=ended + exam.allowed,
                ending=Attempt.Ending.CLOCK,
            )
            for person in people[start : start + 500]
            for number in range(ATTEMPTS_EACH)
        )
        counted: dict[int, list[Counted]] = {}
        entries = []
        for attempt in attempts:
            right = dice.randrange(15, 51)
            worth = Counted(
                attempt.handed_in_at,
                scaled_score(right, 50, scale(exam)),
                headline(band(right, 50, scale(exam)), scale(exam)),
            )
            counted.setdefault(attempt.candidate_id, []).append(worth)
            entries.append(
                Entry(
                    attempt=attempt,
                    candidate_id=attempt.candidate_id,
                    blueprint=exam,
                    sitting=attempt.sitting,
                    verdict=Entry.Verdict.COUNTS,
                    **vars(worth),
                )
            )
        Entry.objects.bulk_create(entries)
        Standing.objects.bulk_create(
            Standing(candidate_id=candidate, blueprint=exam, **vars(track_record(worth)))
            for candidate, worth in counted.items()
        )


def measure(group, viewer, rounds: int) -> None:
    from django.db import connection
    from django.test import Client, override_settings
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse

    client, address = Client(), reverse("scoring:leaderboard", args=[group.pk])
    client.force_login(viewer)
    print(f"{'page':18}{'queries':>9}{'median_ms':>11}{'least_ms':>10}{'reply_ms':>10}")
    plain = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(ALLOWED_HOSTS=["*"], SECURE_SSL_REDIRECT=False, STORAGES=plain):
        for name, query in PAGES.items():
            client.get(f"{address}?{query}")
            started = time.perf_counter()
            client.get(f"{address}?{query}")
            seconds = time.perf_counter() - started
            with CaptureQueriesContext(connection) as captured:
                assert client.get(f"{address}?{query}").status_code == 200
            own = [each["sql"] for each in captured.captured_queries[1:]]
            spent = [sum(explained(sql) for sql in own) for _ in range(rounds)]
            print(f"{name:18}{len(own):>9}{median(spent):>11.1f}{min(spent):>10.1f}{1000 * seconds:>10.0f}")


def explained(sql: str) -> float:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, TIMING OFF) {sql}")
        plan = "\n".join(line for (line,) in cursor.fetchall())
    return sum(map(float, MILLISECONDS.findall(plan)))


if __name__ == "__main__":
    main()
