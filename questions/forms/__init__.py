from questions.forms.question import QuestionForm
from questions.forms.question_set import SetForm
from questions.forms.upload import FormatForm, UploadForm

__all__ = ["FormatForm", "QuestionForm", "SetForm", "UploadForm"]
