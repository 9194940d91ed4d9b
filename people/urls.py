from django.urls import path

from people import views

app_name = "people"
urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("profile/extra-time", views.extra_time, name="extra_time"),
    path("profile/extra-time/withdrawal", views.extra_time_withdrawal, name="extra_time_withdrawal"),
    path("demo/<slug:role>", views.demo_entrance, name="demo"),
]
