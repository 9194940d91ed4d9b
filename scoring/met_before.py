"""Questions that a candidate had met before a paper brought them again."""

from collections import Counter

from people.models import User


def met_before(candidate: User) -> Counter[int]:
    """By attempt, how many questions of its paper stood on an earlier paper of the candidate, in whatever wording."""
    met: set[int] = set()
    again: Counter[int] = Counter()
    papers = candidate.attempts.order_by("started_at").values_list("pk", "responses__revision__question")
    for attempt, question in papers:
        again[attempt] += question in met
        met.add(question)
    return again
