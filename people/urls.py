from django.urls import path

from people.views import own_data, profile
from people.views.groups import invitations, joining, keeping, members, overview, own

app_name = "people"
urlpatterns = [
    path("profile/", profile.profile, name="profile"),
    path("profile/data", own_data.takeout, name="takeout"),
    path("profile/deletion", own_data.deletion, name="deletion"),
    path("profile/extra-time", profile.extra_time, name="extra_time"),
    path("profile/extra-time/withdrawal", profile.extra_time_withdrawal, name="extra_time_withdrawal"),
    path("demo/<slug:role>", profile.demo_entrance, name="demo"),
    path("groups/", overview.overview, name="groups"),
    path("groups/new", overview.new, name="new_group"),
    path("groups/<int:group_id>/", overview.group, name="group"),
    path("groups/<int:group_id>/settings", keeping.settings, name="group_settings"),
    path("groups/<int:group_id>/archival", keeping.archival, name="group_archival"),
    path("groups/<int:group_id>/restoration", keeping.restoration, name="group_restoration"),
    path("groups/<int:group_id>/ownership", members.ownership, name="group_ownership"),
    path("groups/<int:group_id>/membership", own.membership, name="membership"),
    path("groups/<int:group_id>/departure", own.departure, name="departure"),
    path("groups/<int:group_id>/members/", members.members, name="members"),
    path("groups/<int:group_id>/members/<int:membership_id>/role", members.role, name="member_role"),
    path("groups/<int:group_id>/members/<int:membership_id>/removal", members.removal, name="member_removal"),
    path("groups/<int:group_id>/invitations/", invitations.invitations, name="invitations"),
    path("groups/<int:group_id>/invitations/mail", invitations.mail, name="invite_by_mail"),
    path("groups/<int:group_id>/invitations/<int:invitation_id>/", invitations.invitation, name="invitation"),
    path("groups/<int:group_id>/invitations/<int:invitation_id>/renewal", invitations.renewal, name="renewal"),
    path("groups/<int:group_id>/invitations/<int:invitation_id>/revocation", invitations.revocation, name="revocation"),
    path("join/", joining.enter_code, name="enter_code"),
    path("join/<str:code>", joining.join, name="join"),
]
