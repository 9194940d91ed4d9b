import pytest

from config.address import Address, chosen
from config.embedded import CannotStart


@pytest.mark.parametrize(
    ("host", "is_loopback", "url", "allowed"),
    [
        ("127.0.0.1", True, "http://127.0.0.1:8000", "127.0.0.1,localhost,[::1],127.0.0.1"),
        ("localhost", True, "http://localhost:8000", "127.0.0.1,localhost,[::1],localhost"),
        ("::1", True, "http://[::1]:8000", "127.0.0.1,localhost,[::1],[::1]"),
        ("0.0.0.0", False, "http://127.0.0.1:8000", "*"),
        ("::", False, "http://[::1]:8000", "*"),
        ("192.168.1.7", False, "http://192.168.1.7:8000", "127.0.0.1,localhost,[::1],192.168.1.7"),
        ("exam.example", False, "http://exam.example:8000", "127.0.0.1,localhost,[::1],exam.example"),
    ],
)
def test_host_decides_who_reaches_it_and_how(host: str, is_loopback: bool, url: str, allowed: str) -> None:
    address = Address(host, 8000)

    assert (address.is_loopback, address.url, address.allowed_hosts) == (is_loopback, url, allowed)


def test_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "::1")
    monkeypatch.setenv("PORT", "8080")

    assert chosen() == Address("::1", 8080)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_port_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("PORT", port)

    with pytest.raises(CannotStart, match="PORT must be a number from 1 to 65535"):
        chosen()


def test_address_that_is_not_this_machines_is_refused() -> None:
    with pytest.raises(CannotStart, match=r"Cannot listen on 192\.0\.2\.1 port 8000"):
        Address("192.0.2.1", 8000).refuse_if_taken()
