from scoring.models.dispute import Answer, Challenge, Ruling
from scoring.models.remark import Remark
from scoring.models.report import Explanation, Report, ScoringFailure
from scoring.models.standing import Entry, Standing
from scoring.models.statistics import ItemStatistics

__all__ = [
    "Answer",
    "Challenge",
    "Entry",
    "Explanation",
    "ItemStatistics",
    "Remark",
    "Report",
    "Ruling",
    "ScoringFailure",
    "Standing",
]
