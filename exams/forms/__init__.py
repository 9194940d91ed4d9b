from exams.forms.domains import DomainRow, grown, read_rows, rows_of, shares, wrong
from exams.forms.exam import ExamForm, initial

__all__ = ["DomainRow", "ExamForm", "grown", "initial", "read_rows", "rows_of", "shares", "wrong"]
