import pytest
from allauth.account.models import EmailAddress

from people.models import Deed, User
from tests.factories import PASSWORD, group, person, reported

pytestmark = pytest.mark.django_db

PEOPLE = "/admin/people/user/"


def form_of(somebody: User) -> dict[str, str]:
    return {"email": somebody.email, "time_zone": "UTC", "theme": "system", "is_active": "on"}


def test_admin_is_entered_by_our_log_in_page_which_counts_failures(client):
    assert client.get("/admin/", follow=True).redirect_chain[-1][0] == "/accounts/login/?next=%2Fadmin%2F"


def test_somebody_who_is_no_staff_is_refused_in_our_words(client):
    client.force_login(person())
    reply = client.get("/admin/", follow=True)
    assert reply.status_code == 403
    assert b"This is not yours to open" in reply.content


def test_admin_is_called_rehearsal(admin_client):
    assert "<title>Administration | Rehearsal</title>" in admin_client.get("/admin/").content.decode()


def test_people_are_found_by_address_and_name(admin_client):
    ada = person(display_name="Ada Lovelace")
    person(display_name="Grace Hopper")
    found = admin_client.get(f"{PEOPLE}?q=lovelace").context["cl"].queryset
    assert list(found) == [ada]


def test_page_of_a_person_shows_no_password_and_no_session(admin_client):
    somebody = person(password=PASSWORD)
    page = admin_client.get(f"{PEOPLE}{somebody.pk}/change/").content.decode()
    assert "argon2" not in page
    assert "session_version" not in page
    assert f"{PEOPLE}{somebody.pk}/password/" in page


def test_person_is_added_with_or_without_a_password(admin_client):
    passwords = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    admin_client.post(f"{PEOPLE}add/", {"email": "Ada@Example.org", **passwords})
    admin_client.post(f"{PEOPLE}add/", {"email": "grace@example.org", "usable_password": "false"})
    ada, grace = User.objects.filter(is_staff=False).order_by("email")
    assert (ada.email, ada.check_password(PASSWORD)) == ("ada@example.org", True)
    assert (grace.email, grace.has_usable_password()) == ("grace@example.org", False)


def test_address_that_somebody_has_is_refused(admin_client):
    person(email="ada@example.org")
    page = admin_client.post(f"{PEOPLE}add/", {"email": "ADA@example.org", "usable_password": "false"})
    assert "Somebody has an account with this e-mail address already." in page.content.decode()


def test_address_that_was_taken_away_opens_no_door(admin_client, client):
    somebody = person(email="old@example.org", password=PASSWORD)
    EmailAddress.objects.create(user=somebody, email="old@example.org", verified=True, primary=True)
    admin_client.post(f"{PEOPLE}{somebody.pk}/change/", {**form_of(somebody), "email": "new@example.org"})
    client.post("/accounts/login/", {"login": "old@example.org", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    client.post("/accounts/login/", {"login": "new@example.org", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_extra_time_is_granted_and_withdrawn_for_several(admin_client):
    class_of_two = [person(), person()]
    selected = {"_selected_action": [somebody.pk for somebody in class_of_two]}
    people = User.objects.filter(is_staff=False)
    admin_client.post(PEOPLE, {"action": "grant_extra_time", **selected})
    assert people.exclude(extra_time_since=None).count() == 2
    admin_client.post(PEOPLE, {"action": "withdraw_extra_time", **selected})
    assert people.filter(extra_time_since=None).count() == 2


def test_list_of_people_costs_the_same_for_one_and_for_three(admin_client, django_assert_num_queries):
    for number in (1, 2):
        for _ in range(number):
            person()
        with django_assert_num_queries(5):
            admin_client.get(PEOPLE)


def test_staff_give_a_group_without_an_owner_another_and_never_two(admin_client):
    made = group(person(display_name="Mary"), person(display_name="Nina"), owner=person())
    page = {name: f"/admin/people/membership/{made.memberships.get(name=name).pk}/change/" for name in ("Mary", "Nina")}
    assert admin_client.get("/admin/people/membership/?q=mary").status_code == 200
    assert admin_client.get(f"/admin/people/studygroup/{made.pk}/change/").status_code == 200
    assert "errornote" in admin_client.post(page["Mary"], {"role": "owner"}).content.decode()
    made.memberships.get(role="owner").person.delete()
    assert admin_client.post(page["Mary"], {"role": "owner"}).status_code == 302
    assert list(made.memberships.filter(role="owner").values_list("name", flat=True)) == ["Mary"]
    assert "errornote" in admin_client.post(page["Nina"], {"role": "owner"}).content.decode()


def test_accounts_are_deleted_here_as_their_people_would_do_it(admin_client, exam):
    attempt = reported(person(email="ada@example.org"), exam)
    owner = group().memberships.get().person
    chosen = {"action": "delete_accounts", "_selected_action": [attempt.candidate_id, owner.pk]}
    page = admin_client.post(PEOPLE, chosen, follow=True).content.decode()
    assert "Deleted: ada@example.org." in page
    assert f"Not deleted: {owner.email}." in page
    assert Deed.objects.get().what == "deleted an account"
    attempt.refresh_from_db()
    assert attempt.candidate.email == f"{attempt.candidate_id}@deleted.invalid"
