from exams.models.accommodation import Accommodation
from exams.models.attempt import Adjustment, Attempt, ClockTimestamp, Intervention, LateWork, Pause, Response, now
from exams.models.blueprint import Blueprint
from exams.models.sitting import DebriefVisit, Sitting, SittingMail, SittingPlace

__all__ = [
    "Accommodation",
    "Adjustment",
    "Attempt",
    "Blueprint",
    "ClockTimestamp",
    "DebriefVisit",
    "Intervention",
    "LateWork",
    "Pause",
    "Response",
    "Sitting",
    "SittingMail",
    "SittingPlace",
    "now",
]
