import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from people import tasks
from people.addresses import MOST
from people.groups import inviting, keeping, mailing
from people.models import Invitation, Membership
from tests.factories import group, join, person

pytestmark = pytest.mark.django_db
REFUSED = "refused@example.org"


class Refusing(EmailBackend):
    """A mail server that refuses one address."""

    def send_messages(self, messages):
        if any(REFUSED in message.to for message in messages):
            raise smtplib.SMTPRecipientsRefused({REFUSED: (550, b"No such person")})
        return super().send_messages(messages)


@pytest.fixture
def made():
    return group(owner=person(display_name="Ada"))


@pytest.fixture
def owner(made):
    return made.memberships.get().person


def mailed() -> list[str]:
    return sorted(to for message in mail.outbox for to in message.to)


def test_a_mail_says_who_invites_to_what_and_has_a_link_but_no_address_of_the_inviter(made, owner, settings):
    settings.BASE_URL = "https://exam.example.org/"
    made.name = "R&D <b>"
    made.save()
    (invitation,) = inviting.address(made, ["new@example.org"], made_by=owner)
    mailing.send([invitation.pk])
    (message,) = mail.outbox
    assert message.subject == "Rehearsal: an invitation to “R&D <b>”"
    assert "Ada invites you to the study group “R&D <b>”" in message.body
    assert f"https://exam.example.org/join/{invitation.code}\n" in message.body
    assert owner.email not in message.body


def test_nobody_gets_the_same_mail_twice(made, owner):
    ids = [each.pk for each in inviting.address(made, ["a@example.org", "b@example.org"], made_by=owner)]
    mailing.send(ids)
    tasks.mail_invitations(ids)
    assert mailed() == ["a@example.org", "b@example.org"]


def test_an_address_that_the_mail_server_refuses_stops_no_other_and_is_tried_again(made, owner, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Refusing"
    ids = [each.pk for each in inviting.address(made, ["a@example.org", REFUSED, "b@example.org"], made_by=owner)]
    mailing.send(ids)
    assert mailed() == ["a@example.org", "b@example.org"]
    assert list(Invitation.objects.filter(mailed_at=None).values_list("email", flat=True)) == [REFUSED]


def test_mail_that_was_lost_is_found_for_an_hour_unless_it_is_of_no_use_any_more(made, owner):
    first, second, third = inviting.address(made, ["a@example.org", "b@example.org", "c@example.org"], made_by=owner)
    inviting.make_link(made, role="member", lasts=None, most_uses=None, made_by=owner)
    assert not mailing.lost().exists()
    moment = timezone.now()
    Invitation.objects.update(made_at=moment - mailing.BEING_SENT * 2)
    inviting.revoke(second)
    Invitation.objects.filter(pk=third.pk).update(made_at=moment - mailing.TRIED_FOR)
    assert list(mailing.lost()) == [first]
    keeping.archive(made)
    assert not mailing.lost().exists()


def test_an_address_that_one_has_invited_already_gets_no_second_invitation(made, owner):
    inviting.address(made, ["a@example.org"], made_by=owner)
    again = inviting.address(made, ["a@example.org", "b@example.org"], made_by=owner)
    assert [each.email for each in again] == ["b@example.org"]
    # What another has written stays unknown: theirs is another invitation.
    other = join(made, person(), Membership.Role.INSTRUCTOR).person
    assert len(inviting.address(made, ["a@example.org"], made_by=other)) == 1


def test_a_person_invites_so_many_addresses_a_day_and_no_more_in_whatever_group(made, owner):
    inviting.address(made, [f"p{number}@example.org" for number in range(MOST - 1)], made_by=owner)
    elsewhere = keeping.found(owner, name="Another", about="", known_as="Ada")
    with pytest.raises(inviting.TooManyAddresses, match="1 of them are left"):
        inviting.address(elsewhere, ["a@example.org", "b@example.org"], made_by=owner)
    assert Invitation.objects.count() == MOST - 1
    Invitation.objects.update(made_at=timezone.now() - inviting.A_DAY)
    assert len(inviting.address(elsewhere, ["a@example.org", "b@example.org"], made_by=owner)) == 2
