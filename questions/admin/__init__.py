from questions.admin import outlines, questions

__all__ = ["outlines", "questions"]
