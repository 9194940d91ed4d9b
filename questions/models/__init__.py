from questions.models.outline import Domain, Objective, Outline
from questions.models.picture import Picture
from questions.models.question import EnemyPair, Question, Revision, draw_lot
from questions.models.question_set import QuestionSet
from questions.models.upload import ColumnMapping, StagedPicture, StagedQuestion, Upload, UploadedFile

__all__ = [
    "ColumnMapping",
    "Domain",
    "EnemyPair",
    "Objective",
    "Outline",
    "Picture",
    "Question",
    "QuestionSet",
    "Revision",
    "StagedPicture",
    "StagedQuestion",
    "Upload",
    "UploadedFile",
    "draw_lot",
]
