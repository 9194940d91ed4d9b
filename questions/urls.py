from django.urls import path

from questions.views import pictures, sets, staged, uploads

app_name = "questions"
urlpatterns = [
    path("sets/", sets.overview, name="sets"),
    path("uploads/", uploads.new, name="uploads"),
    path("uploads/<int:upload_id>/", uploads.upload, name="upload"),
    path("uploads/<int:upload_id>/status", uploads.status, name="upload_status"),
    path("uploads/<int:upload_id>/confirmation", uploads.confirmation, name="upload_confirmation"),
    path("uploads/<int:upload_id>/removal", uploads.removal, name="upload_removal"),
    path("uploads/<int:upload_id>/files/<int:file_id>/format", uploads.format_choice, name="upload_format"),
    path("uploads/<int:upload_id>/files/<int:file_id>/pictures/<path:name>", pictures.staged, name="staged_picture"),
    path("uploads/<int:upload_id>/decisions", staged.decisions, name="upload_decisions"),
    path("pictures/<str:digest>", pictures.picture, name="picture"),
]
