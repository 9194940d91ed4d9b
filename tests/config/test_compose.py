"""docker-compose.yml, nginx.conf, docs/deploy.md and the settings tell the same story."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings
from django.contrib.sessions.backends import signed_cookies
from django.urls import reverse

from config import workers
from questions.uploads.staging import LARGEST_UPLOAD

ROOT = Path(__file__).resolve().parents[2]
SOURCE = (ROOT / "docker-compose.yml").read_text()
SERVICES: dict[str, Any] = yaml.safe_load(SOURCE)["services"]
NGINX = (ROOT / "config" / "nginx.conf").read_text()
APPLICATION = ["web", "worker", "beat", "migrate"]
# One is for `make run` only; the other is where the image has its static files anyway.
NOT_FOR_COMPOSE = {"REHEARSAL_DEMO", "STATIC_ROOT"}


def read_by_settings() -> set[str]:
    """The environment variables that config/settings.py asks for."""
    names = set()
    for call in ast.walk(ast.parse((ROOT / "config" / "settings.py").read_text())):
        match call:
            case ast.Call(func=func, args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(func) in {"env_bool", "env_int", "env_list", "os.environ.get"}:
                    names.add(name)
    return names


def interpolated() -> dict[str, str]:
    """The variables that Compose takes from .env, and what it does without them: ":-value" or ":?message"."""
    return dict(re.findall(r"\$\{(\w+)(:[^}]*)\}", SOURCE))


@pytest.mark.parametrize("service", APPLICATION)
def test_compose_passes_what_the_settings_read(service: str) -> None:
    assert set(SERVICES[service]["environment"]) == read_by_settings() - NOT_FOR_COMPOSE


def test_documentation_lists_every_variable() -> None:
    listed = re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs" / "deploy.md").read_text(), re.MULTILINE)

    assert sorted(listed) == sorted(read_by_settings() | interpolated().keys())


def test_no_secret_has_a_default() -> None:
    defaults = {name: default for name, default in interpolated().items() if re.search("SECRET|PASSWORD|KEY", name)}

    assert {name: default[:2] for name, default in defaults.items() if default != ":-"} == {
        "SECRET_KEY": ":?",
        "POSTGRES_PASSWORD": ":?",
    }


def test_addresses_lead_to_services() -> None:
    environment = SERVICES["web"]["environment"]
    addresses = [environment["DATABASE_URL"].rpartition("@")[2], environment["REDIS_URL"].rpartition("//")[2]]

    assert {re.split("[:/]", address)[0] for address in addresses} == {"postgres", "redis"} <= SERVICES.keys()


def test_proxy_passes_on_to_the_port_of_web() -> None:
    [(host, port)] = re.findall(r"set \$web http://(\w+):(\d+);", NGINX)

    assert host in SERVICES
    assert f"--host 0.0.0.0 --port {port} " in SERVICES[host]["command"]
    assert f":{port}/healthz" in SERVICES[host]["healthcheck"]["test"][-1]


def test_proxy_takes_every_body_that_django_takes() -> None:
    limits = [int(mega) * 1024**2 for mega in re.findall(r"client_max_body_size (\d+)m;", NGINX)]

    for_forms, for_files = limits
    assert for_forms == settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert for_files > LARGEST_UPLOAD


def test_proxy_lets_a_room_replay_a_whole_paper_at_once() -> None:
    [pattern] = re.findall(r"location ~ (\S*responses\S*) {", NGINX)
    bursts = dict(re.findall(r"limit_req zone=(\w+) burst=(\d+) nodelay;", NGINX))

    assert re.search(pattern, reverse("exams:responses", args=[1234567]))
    assert int(bursts["saves"]) > 65
    assert int(bursts["saves_from"]) > 500 * 5
    assert f"zone={next(iter(bursts))}:" in NGINX


@pytest.mark.parametrize("prefix", ["", "__Host-"])
def test_proxy_knows_a_session_by_the_signature_of_its_cookie(prefix: str) -> None:
    [pattern] = re.findall(r'"~(.*sessionid.*)" \$signature;', NGINX)
    cookie = signed_cookies.SessionStore()
    cookie["whose"] = 7
    cookie.save()
    sent = f"csrftoken=a:b; {prefix}{settings.SESSION_COOKIE_NAME}={cookie.session_key}; theme=dark"

    found = re.search(pattern.replace("?<", "?P<"), sent)

    assert found
    assert found["signature"] == str(cookie.session_key).rpartition(":")[2]


def test_proxy_tells_django_who_asks_and_how() -> None:
    headers = dict(re.findall(r"proxy_set_header (\S+) (\S+);", NGINX))

    assert SERVICES["web"]["environment"]["BEHIND_PROXY"] == "1"
    # Set by the proxy alone: $proxy_add_x_forwarded_for would keep what the client claims.
    assert headers["X-Forwarded-For"] == "$remote_addr"
    assert headers["X-Forwarded-Proto"] == "$scheme"
    assert headers["Host"] == "$http_host"


def test_only_the_proxy_is_reachable_from_outside() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert not any("container_name" in service or "network_mode" in service for service in SERVICES.values())


def test_every_lasting_service_is_watched_and_started_again() -> None:
    lasting = SERVICES.keys() - {"migrate"}

    assert {name for name, service in SERVICES.items() if "healthcheck" in service} == lasting
    assert {name for name, service in SERVICES.items() if service["restart"] == "unless-stopped"} == lasting


@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_application_waits_for_the_migrated_database_but_not_for_redis(service: str) -> None:
    conditions = {name: how["condition"] for name, how in SERVICES[service]["depends_on"].items()}

    assert conditions == {"migrate": "service_completed_successfully", "redis": "service_started"}
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_worker_is_watched_by_what_it_writes_and_may_finish_its_task() -> None:
    check = SERVICES["worker"]["healthcheck"]["test"][-1]

    assert workers.KEY in check
    assert f"> {workers.FRESH_SECONDS})" in check
    assert int(SERVICES["worker"]["stop_grace_period"].removesuffix("s")) > settings.CELERY_TASK_TIME_LIMIT


def test_checks_in_python_are_python() -> None:
    for name in ("web", "worker"):
        compile(SERVICES[name]["healthcheck"]["test"][-1], name, "exec")


@pytest.mark.parametrize("https", ["0", "1"])
def test_mounted_settings_of_the_proxy_are_there(https: str) -> None:
    mounted = re.findall(r"- \./(config/\S+?):/etc", SOURCE.replace("${HTTPS:-1}", https))

    assert len(mounted) == 2
    assert all((ROOT / path).is_file() for path in mounted)


def test_image_keeps_secrets_and_the_checkout_out() -> None:
    ignored = (ROOT / ".dockerignore").read_text().split()

    assert {".*", "certificates/"} <= set(ignored)
