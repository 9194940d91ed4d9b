"""The nginx of docker-compose.yml, before a site on this machine."""

import os
import re
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import Signals

import pytest

from config.embedded.place import CHECKOUT
from config.embedded.process import dying_with_parent
from tests.patience import eventually
from tests.stack import free_port

SETTINGS = CHECKOUT / "config" / "nginx.conf"
PLACES = "client_body", "proxy", "fastcgi", "uwsgi", "scgi"


@contextmanager
def before(web_port: int) -> Iterator[int]:
    """The port of a proxy that passes on to a web server; skips the test where there is no nginx."""
    nginx = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if nginx is None:
        pytest.skip("nginx is not installed (on Debian and Ubuntu: apt install nginx-light)")
    with tempfile.TemporaryDirectory(prefix="rehearsal-proxy-") as folder:
        port = free_port()
        settings = Path(folder) / "nginx.conf"
        settings.write_text(_moved(SETTINGS.read_text(), Path(folder), port, web_port))
        process = subprocess.Popen(
            [nginx, "-p", folder, "-c", str(settings), "-e", f"{folder}/error.log"],
            preexec_fn=dying_with_parent(Signals.SIGTERM),  # noqa: PLW1509  (the tests have no threads)
        )
        try:
            assert eventually(lambda: process.poll() is not None or _listens(port))
            assert process.poll() is None, (Path(folder) / "error.log").read_text()
            yield port
        finally:
            process.terminate()
            process.wait()


def _moved(settings: str, folder: Path, port: int, web_port: int) -> str:
    """The compose file's settings, with this machine's ports and folders for those of the containers."""
    moves = {
        r"listen 80;": f"listen 127.0.0.1:{port};",
        r"include https.conf;": "",
        r"\bweb:8000\b": f"127.0.0.1:{web_port}",
        r"127\.0\.0\.1:8081": f"127.0.0.1:{free_port()}",
        r"http \{": "http {\n" + "".join(f"{place}_temp_path {folder}/{place};\n" for place in PLACES),
    }
    for there, here in moves.items():
        settings, times = re.subn(there, here, settings)
        assert times, f"{there} does not stand in {SETTINGS} any more"
    account = "user root;\n" if os.geteuid() == 0 else ""
    return f"daemon off;\npid {folder}/nginx.pid;\n{account}{settings}"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
