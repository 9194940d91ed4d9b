"""docs/bank.md: the figures in words."""

from pathlib import Path

from questions.measures.figures import BankFigures

PAGE = Path(__file__).with_suffix(".md")


def page(figures: BankFigures, resolved: dict[str, str]) -> str:
    """The whole page; `resolved` says by name what became of a disagreement."""
    return PAGE.read_text(encoding="utf-8").format(
        f=figures,
        domains=_counts(figures.by_domain),
        difficulties=_counts(figures.by_difficulty),
        unsolved=figures.questions - figures.blind.solved,
        unresolved=len(figures.blind.unresolved),
        positions=", ".join(map(str, figures.key_positions)),
        near=len(figures.near_duplicates),
        objectives="\n".join(f"| {code} | {count} |" for code, count in figures.by_objective.items()),
        disputed="\n".join(f"- `{name}`: {reason}" for name, reason in sorted(resolved.items())) or "None.",
    )


def _counts(counts: dict[str, int] | dict[int, int]) -> str:
    return ", ".join(f"{name}: {count}" for name, count in counts.items())
