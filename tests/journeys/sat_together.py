"""A sitting of a group, put into the database of the running processes from outside."""

import json

from tests.journeys.candidate import Candidate
from tests.stack import Stack

# The processes have a database of their own, so the verbs run where they run.
SCHEDULE = """
import json, sys
from exams.models import Accommodation, Blueprint
from people.models import User
from tests import factories
owner, *members = [User.objects.get(email=email) for email in json.loads('''{emails}''')]
group = factories.group(*members, owner=owner)
sitting = factories.sitting(group, Blueprint.objects.get(code="MLS-C01"))
if {breaks}:
    facts = dict(group=group, sitting=sitting, kind="breaks", break_minutes={breaks}, granted=True)
    Accommodation.objects.create(person=members[0], **facts)
print(sitting.pk)
"""
START = """
from exams.models import Sitting
from exams.sittings import starting
from people.models import User
print(starting.start(User.objects.get(email="{email}"), Sitting.objects.get(pk={sitting})).pk)
"""

BUSY = """
from datetime import timedelta
from exams import adjusting, attempts
from exams.models import Blueprint, Response
from exams.sittings import starting
from people.models import User
from scoring import interventions
from tests import factories
owner = User.objects.get(email="{email}")
names = ["Amara", "Bjorn", "Chiara", "Dmitri", "Esi", "Farid", "Grace"]
people = [factories.person(display_name=name) for name in names]
group = factories.group(*people, owner=owner)
sitting = factories.sitting(group, Blueprint.objects.get(code="MLS-C01"), title="Mock 2: the whole exam")
sat = [starting.start(person, sitting) for person in people[:-1]]
for attempt, answered in zip(sat, [31, 27, 12, 40, 65, 22]):
    factories.move_back(attempt, timedelta(minutes=70))
    factories.answer(attempt, right=range(1, answered + 1), flagged=range(2, answered, 7))
    Response.objects.filter(attempt=attempt, position=answered).update(counter=2)
adjusting.adjust(sat[1], timedelta(minutes=15), reason="A late start", made_by=owner)
silent_since = sat[2].started_at + timedelta(minutes=66)
Response.objects.filter(attempt=sat[2]).exclude(saved_at=None).update(saved_at=silent_since)
adjusting.pause(sat[3], reason="A spilt coffee", made_by=owner)
attempts.end(sat[4])
interventions.hand_in_for(sat[5], reason="Left the room", made_by=owner)
print(sitting.pk)
"""

DEBRIEFED = """
import random
from django.utils import timezone
from exams import attempts
from exams.models import Blueprint
from exams.sittings import starting
from people.models import Membership, User
from scoring import debrief, opening, reports, tasks, threads
from tests import factories
dice = random.Random(4)
owner = User.objects.get(email="{email}")
names = ["Amara", "Bjorn", "Chiara", "Dmitri", "Esi", "Farid"]
people = [factories.person(email=f"{{name}}@debrief.example.org", display_name=name) for name in names]
group = factories.group(*people, owner=owner)
Membership.objects.filter(group=group, person__in=people).update(ranked_since=timezone.now())
sitting = factories.sitting(group, Blueprint.objects.get(code="MLS-C01"), title="Mock 3", same_order=True)
for person, share in zip(people, (0.9, 0.8, 0.8, 0.7, 0.6, 0.5)):
    attempt = starting.start(person, sitting)
    right = [position for position in range(2, 66) if dice.random() < share]
    factories.answer(attempt, right=right, wrong=set(range(1, 66)) - set(right))
    attempts.end(attempt)
    reports.make(attempt.pk)
assert opening.are_open(sitting)
tasks.unseal(sitting.pk)
ids = list(debrief.counted(sitting).values_list("pk", flat=True))
first = debrief.missed(ids, list(sitting.places.values_list("revision", flat=True)))[0].revision
author = group.memberships.get(name="Chiara")
threads.say(sitting, first, author, "I read over one word of the question. Which one decides it for you?")
print(sitting.pk, group.pk)
"""


def schedule(site: Stack, owner: Candidate, *members: Candidate, break_minutes: int = 0) -> int:
    """Let somebody hold a sitting for others, the first of whom may have been granted breaks; return its id."""
    emails = json.dumps([person.email for person in (owner, *members)])
    return int(site.manage("shell", "--no-imports", "-c", SCHEDULE.format(emails=emails, breaks=break_minutes)))


def schedule_busy(site: Stack, owner: Candidate) -> int:
    """Let somebody hold a sitting that is under way, with people who are at different points; return its id."""
    return int(site.manage("shell", "--no-imports", "-c", BUSY.format(email=owner.email)))


def debrief(site: Stack, owner: Candidate) -> tuple[int, int]:
    """Let a group have sat a mock to its end; return the ids of sitting and group."""
    sitting, group = site.manage("shell", "--no-imports", "-c", DEBRIEFED.format(email=owner.email)).split()
    return int(sitting), int(group)


def start(member: Candidate, sitting: int) -> None:
    """Start a sitting and come into its room."""
    started = member.site.manage("shell", "--no-imports", "-c", START.format(email=member.email, sitting=sitting))
    member.page.goto(f"/attempts/{int(started)}/")
    member.heading(1).wait_for()
