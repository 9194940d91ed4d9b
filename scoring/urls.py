from django.urls import path

from scoring.views import (
    challenge,
    challenges,
    debrief,
    explanations,
    hand_in,
    history,
    interventions,
    leaderboard,
    report,
    statistics,
)

app_name = "scoring"
urlpatterns = [
    path("sittings/<int:sitting_id>/debrief", debrief.of_sitting, name="debrief"),
    path("sittings/<int:sitting_id>/questions/<int:revision_id>/remarks", debrief.remarks, name="remarks"),
    path("remarks/<int:remark_id>/removal", debrief.removal, name="remark_removal"),
    path("sittings/<int:sitting_id>/results.csv", debrief.results_file, {"form": "csv"}, name="results_csv"),
    path("sittings/<int:sitting_id>/results.xlsx", debrief.results_file, {"form": "xlsx"}, name="results_xlsx"),
    path("attempts/", history.history, name="history"),
    path("attempts/<int:attempt_id>/hand-in", hand_in.hand_in_attempt, name="hand_in"),
    path("attempts/<int:attempt_id>/interventions", interventions.interventions, name="interventions"),
    path("attempts/<int:attempt_id>/report", report.report, name="report"),
    path("attempts/<int:attempt_id>/report/opening", report.opening, name="report_opening"),
    path("attempts/<int:attempt_id>/report/status", report.status, name="report_status"),
    path("attempts/<int:attempt_id>/explanations", explanations.explanations, name="explanations"),
    path("sets/<int:set_id>/statistics", statistics.of_set, name="set_statistics"),
    path("sets/<int:set_id>/statistics/<slug:name>", statistics.of_question, name="question_statistics"),
    path("attempts/<int:attempt_id>/questions/<int:position>/challenge", challenge.challenge, name="challenge"),
    path("attempts/challenges", challenge.mine, name="my_challenges"),
    path("challenges/", challenges.all_challenges, name="challenges"),
    path("challenges/<int:revision_id>", challenges.challenged, name="challenged"),
    path("groups/<int:group_id>/leaderboard", leaderboard.of_group, name="leaderboard"),
    path("sets/<int:set_id>/challenges", challenges.set_challenges, name="set_challenges"),
]
