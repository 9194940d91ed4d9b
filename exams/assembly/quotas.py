"""How many questions of a paper each domain gets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


class NoSolution(ValueError):
    """No paper can have these numbers; the message says why."""


@dataclass(frozen=True, slots=True)
class Quota:
    """The places of one domain on a paper, and how many of them are scored."""

    domain: str
    total: int
    scored: int

    @property
    def unscored(self) -> int:
        return self.total - self.scored


def quotas(weights: Mapping[str, int], questions: int, scored: int) -> tuple[Quota, ...]:
    """Return each domain's places by largest remainder (Hamilton), the scored ones by the same under its total.

    Of equal remainders the first domain's wins; raises NoSolution where no paper has these numbers.
    """
    _refuse_the_impossible(weights, questions, scored)
    totals = _apportion(weights, questions, dict.fromkeys(weights, questions))
    scored_of = _apportion(weights, scored, totals)
    return tuple(Quota(domain, totals[domain], scored_of[domain]) for domain in weights)


def quotas_within(ranges: Mapping[str, tuple[int, int]], questions: int, scored: int) -> tuple[Quota, ...]:
    """Return each domain's places where it has a least and a greatest number of questions in place of a weight.

    Each domain gets its least; what is left goes by largest remainder over the widths of the ranges, so that none
    exceeds its greatest. Scored places follow the totals. Raises NoSolution where no paper has these numbers.
    """
    _refuse_impossible_ranges(ranges, questions)
    _refuse_impossible_numbers(questions, scored)
    widths = {domain: most - least for domain, (least, most) in ranges.items()}
    left = questions - sum(least for least, _ in ranges.values())
    extra = _apportion(widths, left, widths)
    totals = {domain: least + extra[domain] for domain, (least, _) in ranges.items()}
    scored_of = _apportion(totals, scored, totals)
    return tuple(Quota(domain, totals[domain], scored_of[domain]) for domain in ranges)


def spread(places: int, objectives: Sequence[str]) -> dict[str, int]:
    """Return a domain's places spread evenly over its objectives, the first ones taking what is left over."""
    if not objectives:
        raise NoSolution("A domain needs at least one objective.")
    each, left_over = divmod(places, len(objectives))
    return {objective: each + (index < left_over) for index, objective in enumerate(objectives)}


def shortlist_limits(places: int, objectives: Sequence[str]) -> dict[str, int]:
    """Return how many questions of each objective a shortlist holds: four times its share, or all of the places."""
    # A bank that covers one objective alone must still be able to fill its domain.
    return {objective: max(4 * share, places) for objective, share in spread(places, objectives).items()}


def _refuse_the_impossible(weights: Mapping[str, int], questions: int, scored: int) -> None:
    if not weights:
        raise NoSolution("A blueprint needs at least one domain.")
    for domain, weight in weights.items():
        if not isinstance(weight, int) or weight <= 0:
            raise NoSolution(f"The weight of {domain} is {weight}; it must be a whole number above zero.")
    _refuse_impossible_numbers(questions, scored)


def _refuse_impossible_ranges(ranges: Mapping[str, tuple[int, int]], questions: int) -> None:
    if not ranges:
        raise NoSolution("A blueprint needs at least one domain.")
    for domain, (least, most) in ranges.items():
        if not 0 <= least <= most or most == 0:
            raise NoSolution(f"The range of {domain} is {least} to {most}; it must run upward, and end above zero.")
    fewest, most = (sum(ends) for ends in zip(*ranges.values(), strict=True))
    if fewest > questions:
        raise NoSolution(f"The domains need {fewest} questions or more; the paper has {questions}.")
    if most < questions:
        raise NoSolution(f"The domains take {most} questions at most; the paper has {questions}.")


def _refuse_impossible_numbers(questions: int, scored: int) -> None:
    if scored < 1:
        raise NoSolution("A paper needs at least one scored question.")
    if scored > questions:
        raise NoSolution(f"A paper of {questions} questions cannot have {scored} scored ones.")


def _apportion(weights: Mapping[str, int], seats: int, bounds: Mapping[str, int]) -> dict[str, int]:
    if not seats:
        return dict.fromkeys(weights, 0)
    weight_of_all = sum(weights.values())
    given = {domain: weight * seats // weight_of_all for domain, weight in weights.items()}
    for _ in range(seats - sum(given.values())):
        below_bound = [domain for domain in weights if given[domain] < bounds[domain]]
        neediest = max(below_bound, key=lambda domain: weights[domain] * seats - given[domain] * weight_of_all)
        given[neediest] += 1
    return given
