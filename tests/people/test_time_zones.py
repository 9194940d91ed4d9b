import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from people import time_zones
from people.middleware import ViewersTimeZone
from people.models import User


def test_every_place_is_offered_once():
    offered = [name for _, zones in time_zones.by_region() for name, _ in zones]
    assert len(offered) == len(set(offered))
    assert {"UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires"} <= set(offered) <= time_zones.names()


def test_places_are_named_as_people_write_them():
    assert ("America/Argentina/Buenos_Aires", "Argentina/Buenos Aires") in dict(time_zones.by_region())["America"]


def test_zone_that_no_place_has_is_offered_when_asked_for():
    assert time_zones.by_region("Etc/GMT+5")[0] == ("Other", [("Etc/GMT+5", "Etc/GMT+5"), ("UTC", "UTC")])


@pytest.mark.parametrize(
    ("asks", "stored", "zone"),
    [(True, "Asia/Tokyo", "Asia/Tokyo"), (False, "Asia/Tokyo", "UTC"), (True, "Europe/Atlantis", "UTC")],
)
def test_time_is_the_viewers_once_a_view_asks_who_that_is_and_utc_where_their_zone_is_unknown(asks, stored, zone):
    def view(request):
        return HttpResponse(asks and request.user.email, headers={"X-Zone": timezone.get_current_timezone_name()})

    request = RequestFactory().get("/")
    request.user = User(time_zone=stored)
    assert ViewersTimeZone(view)(request)["X-Zone"] == zone
    assert timezone.get_current_timezone_name() == "UTC"
