"""Where the embedded servers keep their data, sockets and logs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from . import account
from .account import Account
from .errors import CannotStart

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Place:
    """One data folder, with the account that its servers run as."""

    data: Path
    account: Account

    @property
    def sockets(self) -> Path:
        """The folder of the sockets, short since a socket's path has 104 bytes, and the same whatever TMPDIR is."""
        name = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:12]
        return Path(f"/tmp/rehearsal-{self.account.uid}-{name}")  # noqa: S108  (made with 0700, or refused)

    @property
    def door(self) -> Path:
        """The socket at which users find the keeper."""
        return self.sockets / "keeper.sock"

    def log(self, name: str) -> Path:
        """Return the path of a log file."""
        return self.data / "log" / f"{name}.log"

    def make(self) -> None:
        """Make the folders; raise CannotStart where one cannot be made, or is somebody else's."""
        try:
            self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
            (self.data / "log").mkdir(mode=0o700, exist_ok=True)
            self._make_sockets()
        except OSError as error:
            raise CannotStart(f"Cannot make {error.filename}: {error.strerror}.") from error
        if not os.access(self.data / "log", os.W_OK):
            raise CannotStart(f"{self.data} belongs to user {self.data.stat().st_uid}: be that user, or remove it.")

    def _make_sockets(self) -> None:
        try:
            self.sockets.mkdir(mode=0o700)
        except FileExistsError:
            status = self.sockets.lstat()
            if self.sockets.is_symlink() or status.st_uid not in {self.account.uid, os.geteuid()}:
                raise CannotStart(f"{self.sockets} belongs to somebody else; remove it, and start again.") from None
        self.sockets.chmod(0o700)
        self.account.own(self.sockets)


def here() -> Place:
    """Return the place of this checkout, or the one that REHEARSAL_DATA names."""
    data = Path(os.environ.get("REHEARSAL_DATA") or CHECKOUT / ".data").resolve()
    return Place(data, account.for_servers(CHECKOUT))
