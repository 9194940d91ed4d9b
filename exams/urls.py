from django.urls import path

from exams.views import acting, blueprints, board, breaks, coverage, late, pages, room, sharing, worker, writing

app_name = "exams"
urlpatterns = [
    path("", pages.home, name="home"),
    path("exams/<slug:code>/", pages.start_page, name="start_page"),
    path("exams/<slug:code>/attempts", pages.start, name="start"),
    path("blueprints/", blueprints.overview, name="blueprints"),
    path("blueprints/new", writing.new, name="new_blueprint"),
    path("blueprints/upload", blueprints.upload, name="blueprint_upload"),
    path("blueprints/<slug:code>/", blueprints.blueprint, name="blueprint"),
    path("blueprints/<slug:code>/edit", writing.edit, name="edit_blueprint"),
    path("blueprints/<slug:code>/file", blueprints.as_file, name="blueprint_file"),
    path("blueprints/<slug:code>/groups", sharing.groups, name="blueprint_groups"),
    path("blueprints/<slug:code>/removal", blueprints.removal, name="blueprint_removal"),
    path("sets/<int:set_id>/coverage/<slug:code>", coverage.coverage, name="coverage"),
    path("attempts/<int:attempt_id>/", room.room, name="room"),
    path("attempts/<int:attempt_id>/state", room.state, name="state"),
    path("attempts/<int:attempt_id>/responses", room.responses, name="responses"),
    path("attempts/<int:attempt_id>/unsent-file", late.unsent_file, name="unsent_file"),
    path("attempts/<int:attempt_id>/breaks", breaks.take, name="breaks"),
    path("attempts/<int:attempt_id>/breaks/end", breaks.end, name="breaks_end"),
    path("attempts/<int:attempt_id>/watch", acting.watch, name="watch"),
    path("attempts/<int:attempt_id>/adjustments", acting.adjustments, name="adjustments"),
    path("attempts/<int:attempt_id>/pauses", acting.pauses, name="pauses"),
    path("attempts/<int:attempt_id>/pauses/end", acting.pauses_end, name="pauses_end"),
    path("sittings/<int:sitting_id>/live", board.live_board, name="live_board"),
    path("sittings/<int:sitting_id>/adjustments", board.adjustments, name="sitting_adjustments"),
    path("sittings/<int:sitting_id>/pauses", board.pauses, name="sitting_pauses"),
    path("sittings/<int:sitting_id>/pauses/end", board.pauses_end, name="sitting_pauses_end"),
    path("sw.js", worker.service_worker, name="service_worker"),
]
