"""The account that the embedded servers run as: PostgreSQL refuses to run as root."""

import os
import pwd
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import CannotStart


@dataclass(frozen=True)
class Account:
    """A user of this machine, by number."""

    name: str
    uid: int
    gid: int

    @property
    def is_another(self) -> bool:
        """Whether this process, being root, has to drop to the account."""
        return self.uid != os.geteuid()

    @property
    def privileges(self) -> dict[str, Any]:
        """What subprocess.Popen needs to start a child as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_another else {}

    def own(self, path: Path) -> None:
        """Make a file, or a folder with all that is in it, the account's own."""
        if not self.is_another or path.lstat().st_uid == self.uid:
            return
        for inner in path.rglob("*"):
            os.chown(inner, self.uid, self.gid, follow_symlinks=False)
        # The top comes last, so that a walk that was cut short is done again.
        os.chown(path, self.uid, self.gid, follow_symlinks=False)


def for_servers(checkout: Path) -> Account:
    """Return oneself; for root the owner of the checkout, and where that is root too, nobody."""
    uid = os.geteuid() or checkout.stat().st_uid
    try:
        entry = pwd.getpwuid(uid) if uid else pwd.getpwnam("nobody")
    except KeyError:
        if uid:
            return Account(str(uid), uid, os.getegid() if uid == os.geteuid() else checkout.stat().st_gid)
        raise CannotStart("PostgreSQL refuses to run as root, and this machine has no account nobody.") from None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def let_pass(account: Account, path: Path) -> Iterator[Path]:
    """Let the account walk down to a folder, by o+x at most; yield each folder whose mode was changed."""
    for folder in [path, *path.parents] if account.is_another else []:
        status = folder.stat()
        if status.st_uid != account.uid and status.st_gid != account.gid and not status.st_mode & stat.S_IXOTH:
            folder.chmod(stat.S_IMODE(status.st_mode) | stat.S_IXOTH)
            yield folder
