"""What `people` holds on a person, and how it forgets them."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from people.held import Held
from people.models import Deed, Invitation, Membership, StudyGroup, User

NOBODY = "Deleted account"
# Not what proves it: whoever takes their data along leaves no key lying in a download.
FACTOR = ("type", "created_at", "last_used_at")
LOGGED = ("action_time", "content_type__model", "action_flag", "object_repr", "change_message")
TERMS = ("group__name", "role", "made_at", "expires_at", "uses", "revoked_at")


def about_them(entries: QuerySet[LogEntry], person: User) -> QuerySet[LogEntry]:
    return entries.filter(_about(User, [person.pk]))


HELD = [
    Held(
        "profile",
        "your account",
        User,
        "pk",
        (
            *("email", "display_name", "time_zone", "theme", "extra_time_since", "is_instructor", "is_staff"),
            *("is_superuser", "joined_at", "last_login"),
        ),
    ),
    Held("addresses", "your e-mail addresses", EmailAddress, "user", ("email", "verified", "primary")),
    Held("permissions", "what staff allow you besides", User.user_permissions.through, "user", ("permission__name",)),
    Held("staff_groups", "groups of staff that you are in", User.groups.through, "user", ("group__name",)),
    Held(
        "memberships",
        "study groups that you are or were in, and what you are called there",
        Membership,
        "person",
        ("group__name", "role", "name", "pseudonym", "ranked_since", "joined_at", "left_at"),
    ),
    Held("invitations", "invitations that you made", Invitation, "made_by", ("email", *TERMS)),
    Held("second_factors", "your app, passkeys and recovery codes", Authenticator, "user", FACTOR),
    Held("deeds", "what the audit log says that you did", Deed, "by", ("at", "what", "thing", "facts")),
    Held("administration", "what you did in the administration", LogEntry, "user", LOGGED),
    Held("administered", "what administrators did to your account", LogEntry, "", LOGGED, narrow=about_them),
]


def foretell(person: User) -> list[str]:
    theirs = person.memberships.present().filter(role=Membership.Role.OWNER)
    archived = StudyGroup.objects.filter(pk__in=theirs.values("group"), archived_at__isnull=False)
    return [f"Your archived group “{group}” stays as it is, without an owner." for group in archived.order_by("name")]


def forget(person: User) -> None:
    """Erase the person's names and addresses, and close every door to the account, whose row stays as nobody's."""
    addresses = {person.email, *EmailAddress.objects.filter(user=person).values_list("email", flat=True)}
    _clear_the_log(person, addresses)
    for address in addresses:
        Invitation.objects.filter(email__iexact=address).delete()
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    # An archived group stays without an owner until staff appoint one.
    present = {"left_at": timezone.now(), "role": Membership.Role.MEMBER}
    person.memberships.present().update(**present)
    person.memberships.update(name="", pseudonym="")
    person.groups.clear()
    person.user_permissions.clear()
    _make_nobody(person)


def _make_nobody(person: User) -> None:
    person.email = f"{person.pk}@deleted.invalid"
    person.display_name = NOBODY
    person.time_zone, person.theme = "UTC", User.Theme.SYSTEM
    person.extra_time_since = person.last_login = None
    person.is_active = person.is_staff = person.is_superuser = person.is_instructor = False
    # With it every session ends.
    person.set_unusable_password()
    person.save()


def _clear_the_log(person: User, addresses: set[str]) -> None:
    """Take names and addresses out of what administrators did; that they did something stays."""
    mentions = Q()
    for address in addresses:
        mentions |= Q(object_repr__icontains=address) | Q(change_message__icontains=address)
    theirs = {
        User: [person.pk],
        Membership: list(person.memberships.values_list("pk", flat=True)),
        EmailAddress: list(EmailAddress.objects.filter(user=person).values_list("pk", flat=True)),
    }
    for model, ids in theirs.items():
        mentions |= _about(model, ids)
    LogEntry.objects.filter(mentions).update(object_repr=NOBODY, change_message="")


def _about(model: type[Model], ids: list[int]) -> Q:
    return Q(content_type=ContentType.objects.get_for_model(model), object_id__in=map(str, ids))
