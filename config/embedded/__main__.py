"""The keeper's process; the first user starts it, and hands it the lock and the door."""

import socket
import sys
from pathlib import Path

from . import account, place
from .keeper import Keeper

_, data, _lock, door = sys.argv
kept_place = place.Place(Path(data), account.for_servers(place.CHECKOUT))
Keeper(kept_place, socket.socket(fileno=int(door))).keep()
