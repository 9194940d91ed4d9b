import pytest
from django.core.management import CommandError, call_command

from tests.factories import PASSWORD, person

pytestmark = pytest.mark.django_db


def link(capsys, *arguments: str) -> str:
    call_command("password_link", *arguments)
    return capsys.readouterr().out.strip()


def test_link_lets_its_owner_choose_a_password_once(client, capsys):
    somebody = person()
    path = link(capsys, somebody.email.upper()).removeprefix("http://127.0.0.1:8000")
    form = client.get(path).url
    assert "Choose a new password" in client.get(form).content.decode()
    client.post(form, {"password1": PASSWORD})
    somebody.refresh_from_db()
    assert somebody.check_password(PASSWORD)
    assert "This link no longer works" in client.get(path).content.decode()


def test_link_takes_the_address_that_it_is_given(capsys):
    assert link(capsys, person().email, "--base-url", "https://mock.example.org/").startswith(
        "https://mock.example.org/accounts/password/reset/key/"
    )


def test_weak_password_is_refused_and_the_link_goes_on_working(client, capsys):
    somebody = person()
    form = client.get(link(capsys, somebody.email).removeprefix("http://127.0.0.1:8000")).url
    assert 'id="id_password1_error"' in client.post(form, {"password1": "password"}).content.decode()
    assert client.post(form, {"password1": PASSWORD}).status_code == 302


def test_unknown_address_is_a_clear_error():
    with pytest.raises(CommandError, match=r"Nobody here has the e-mail address nobody@example\.org\."):
        call_command("password_link", "nobody@example.org")


def test_account_that_is_switched_off_gets_no_link():
    with pytest.raises(CommandError, match="is switched off"):
        call_command("password_link", person(is_active=False).email)
