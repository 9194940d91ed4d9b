from django.urls import path

from exams.views import blueprints, coverage, glossary, late, pages, room, worker, writing

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
    path("blueprints/<slug:code>/removal", blueprints.removal, name="blueprint_removal"),
    path("sets/<int:set_id>/coverage/<slug:code>", coverage.coverage, name="coverage"),
    path("attempts/<int:attempt_id>/", room.room, name="room"),
    path("attempts/<int:attempt_id>/state", room.state, name="state"),
    path("attempts/<int:attempt_id>/responses", room.responses, name="responses"),
    path("attempts/<int:attempt_id>/unsent-file", late.unsent_file, name="unsent_file"),
    path("glossary/", glossary.overview, name="glossary"),
    path("glossary/<slug:slug>", glossary.concept, name="concept"),
    path("sw.js", worker.service_worker, name="service_worker"),
]
