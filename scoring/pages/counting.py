"""Whether an attempt counts in leaderboards, and why not, in words for its candidate."""

NOT = "This attempt does not count: "
SENTENCES = {
    "counts": "This attempt counts.",
    "sealed": "The results of its sitting have just opened; this attempt is being counted in.",
    "unranked": NOT + "its sitting showed results at once, so early finishers held the key.",
    "half": NOT + "less than half of the paper had a complete answer.",
    "seen": NOT + "{seen} of its {places} questions had been explained to you in the 90 days before.",
    "keys": NOT + "its keys could be read from this account before it began.",
    "void": NOT + "an instructor declared it void.",
}


def sentence(verdict: str, *, seen: int, places: int) -> str:
    """A verdict of scoring.models.Entry; `seen` of `places` questions had been explained not long before."""
    return SENTENCES[verdict].format(seen=seen, places=places)
