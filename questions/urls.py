from django.urls import path

from questions.views import columns, exports, pictures, questions, sets, sharing, staged, uploads

app_name = "questions"
urlpatterns = [
    path("sets/", sets.overview, name="sets"),
    path("sets/<int:set_id>/", sets.question_set, name="set"),
    path("sets/<int:set_id>/facts", sets.facts, name="set_facts"),
    path("sets/<int:set_id>/groups", sharing.groups, name="set_groups"),
    path("groups/<int:group_id>/sets/<int:set_id>/removal", sharing.removal, name="shared_set_removal"),
    path("sets/<int:set_id>/findings", sets.findings, name="set_findings"),
    path("sets/<int:set_id>/export/<slug:format_name>", exports.export, name="export"),
    path("sets/<int:set_id>/export/<slug:format_name>/file", exports.file, name="export_file"),
    path("sets/<int:set_id>/preview", questions.preview, name="preview"),
    path("sets/<int:set_id>/new", questions.new, name="new_question"),
    path("sets/<int:set_id>/questions/<slug:name>", questions.question, name="question"),
    path("sets/<int:set_id>/questions/<slug:name>/edit", questions.edit, name="edit_question"),
    path("sets/<int:set_id>/questions/<slug:name>/retirement", questions.retirement, name="retirement"),
    path("sets/<int:set_id>/questions/<slug:name>/trial", questions.trial, name="trial"),
    path("uploads/", uploads.new, name="uploads"),
    path("uploads/templates/<slug:format_name>", exports.template, name="template"),
    path("uploads/<int:upload_id>/", uploads.upload, name="upload"),
    path("uploads/<int:upload_id>/status", uploads.status, name="upload_status"),
    path("uploads/<int:upload_id>/confirmation", uploads.confirmation, name="upload_confirmation"),
    path("uploads/<int:upload_id>/removal", uploads.removal, name="upload_removal"),
    path("uploads/<int:upload_id>/files/<int:file_id>/format", uploads.format_choice, name="upload_format"),
    path("uploads/<int:upload_id>/files/<int:file_id>/columns", columns.mapping, name="upload_mapping"),
    path("uploads/<int:upload_id>/files/<int:file_id>/pictures/<path:name>", pictures.staged, name="staged_picture"),
    path("uploads/<int:upload_id>/decisions", staged.decisions, name="upload_decisions"),
    path("pictures/<slug:digest>", pictures.picture, name="picture"),
]
