from exams.models.attempt import Adjustment, Attempt, LateWork, Response
from exams.models.blueprint import Blueprint

__all__ = ["Adjustment", "Attempt", "Blueprint", "LateWork", "Response"]
