"""What the native template says to those who fill it in."""

from questions.drafts import Draft, DraftOption

EXAMPLES = (
    Draft(
        name="",
        stem="A ferry company counts its passengers every hour and wants to know how many will come next week. "
        "Which kind of model answers this?",
        options=(
            DraftOption("A clustering model", False, "Clusters group similar hours; they foretell none."),
            DraftOption("A forecasting model", True, "The counts are a time series, and next week is its future."),
            DraftOption("A translation model", False, "Nothing is said in another language."),
            DraftOption("A recommendation model", False, "Nobody is choosing among things to buy."),
        ),
        explanation="Values in the order of time, and a question about later values, ask for a forecast.",
        category="Modeling",
    ),
    Draft(
        name="",
        stem="A library's scanner fills some fields of its records with blanks. "
        "Which TWO steps keep the records usable for training? (Choose TWO.)",
        options=(
            DraftOption(
                "Fill a blank number with the median of its column", True, "The median keeps the column whole."
            ),
            DraftOption("Delete every column that has a blank", False, "One blank would cost a whole column."),
            DraftOption(
                "Mark in a new column which values were blank", True, "A model can learn from what is missing."
            ),
            DraftOption("Replace every blank by the title of the book", False, "A title says nothing of a number."),
            DraftOption("Sort the records by their blanks", False, "An order fills no blank."),
        ),
        explanation="Filling keeps the records, and a mark keeps the knowledge that something was missing.",
        category="Exploratory Data Analysis",
        declared_multiple=True,
    ),
)

NOTES = [
    ["Column", "What to write"],
    ["Question", "What is asked, as plain text; line breaks are kept. One row for each question."],
    ["Question Type", "multiple-choice for one right answer, multi-select for several."],
    ["Answer Option 1 to 6", "The options, two at least. Leave the rest empty; further pairs of columns may follow."],
    ["Explanation 1 to 6", "Why the option beside it is right or wrong. May be empty."],
    ["Correct Answers", "The number of the right option, counted from 1; for several, numbers with commas: 1,3."],
    ["Overall Explanation", "What the question teaches, whatever was chosen. May be empty."],
    ["Domain", "Where the question belongs, such as a domain of the exam. May be empty."],
    ["Letters in explanations", "Options are shuffled: write what an option says, not “option B is wrong”."],
    ["Marks before = + - @", "An exported cell that begins so has a small apostrophe before it: it is no formula."],
]
