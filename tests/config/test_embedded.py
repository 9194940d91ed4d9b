"""The embedded servers come with their first user, go with their last one, and survive every kill -9 between."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from config.embedded.place import CHECKOUT
from tests.config.joiner import Joiner, account, bare_environment, sockets_of, who_runs_on
from tests.patience import eventually

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops to another account")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder for several tests."""
    data = tmp_path_factory.mktemp("data")
    yield data
    shutil.rmtree(sockets_of(data))


@pytest.fixture
def new_data(tmp_path: Path) -> Iterator[Path]:
    """A data folder that nobody has used, below one that is closed to others."""
    data = tmp_path / "closed" / "data"
    data.parent.mkdir(mode=0o700)
    yield data
    shutil.rmtree(sockets_of(data))


@pytest.fixture
def user(data: Path) -> Iterator[Joiner]:
    user = Joiner(data).joins()
    yield user
    user.is_killed()
    assert eventually(lambda: not who_runs_on(data))


def test_servers_stop_with_their_last_user(data: Path, user: Joiner) -> None:
    another = Joiner(data).joins()
    running = who_runs_on(data)

    user.leaves()
    assert another.asks("SELECT 1") == 1
    another.leaves()

    assert running.keys() == {"keeper", "postgres", "valkey", "backends"}
    assert not any(running[name].is_alive for name in ("postgres", "valkey", "backends"))
    assert eventually(lambda: not running["keeper"].is_alive)


def test_users_arriving_together_share_one_keeper(data: Path) -> None:
    users = [Joiner(data) for _ in range(3)]

    starts = {user.joins().asks("SELECT pg_postmaster_start_time()") for user in users}

    assert len(starts) == 1
    for user in users:
        user.leaves()
    assert not who_runs_on(data)


def test_killed_user_leaves_nothing_behind(data: Path, user: Joiner) -> None:
    user.is_killed()

    assert eventually(lambda: not who_runs_on(data))


def test_data_survives_a_killed_keeper(data: Path, user: Joiner) -> None:
    user.asks("CREATE TABLE kept AS SELECT 42 AS answer")
    running = who_runs_on(data)

    os.kill(running["keeper"].pid, 9)
    assert eventually(lambda: not running["keeper"].is_alive)
    user.joins_again()

    assert user.asks("SELECT answer FROM kept") == 42
    assert eventually(lambda: not any(process.is_alive for process in running.values()))


@pytest.mark.parametrize("name", ["postgres", "valkey"])
def test_killed_server_comes_back(data: Path, user: Joiner, name: str) -> None:
    killed = who_runs_on(data)[name]

    os.kill(killed.pid, 9)

    assert eventually(lambda: who_runs_on(data).get(name, killed) != killed)
    Joiner(data).joins().leaves()
    assert user.asks("SELECT 1") == 1
    assert redis.Redis.from_url(user.redis_url).ping()


def test_stale_lock_file_that_names_a_stranger_is_no_obstacle(data: Path, user: Joiner) -> None:
    lock = data / "postgres" / "postmaster.pid"
    text = lock.read_text()
    user.leaves()
    # It runs until the block, and with it its standard input, ends.
    with subprocess.Popen(["cat"], stdin=subprocess.PIPE, **account().privileges) as stranger:
        lock.write_text(f"{stranger.pid}\n{text.partition(chr(10))[2]}")
        account().own(lock)

        said = Joiner(data).joins().leaves()

        assert "left over" not in said
        assert stranger.poll() is None


def test_preparation_that_was_killed_is_done_again(new_data: Path) -> None:
    interrupted = Joiner(new_data)
    interrupted.hears("Preparing the database")
    os.kill(who_runs_on(new_data)["keeper"].pid, 9)
    interrupted.is_killed()

    user = Joiner(new_data).joins()

    assert user.asks("SELECT current_database()") == "rehearsal"
    user.leaves()
    assert {path.name for path in new_data.glob("postgres*") if path.is_dir()} == {"postgres"}


def test_failure_shows_the_end_of_the_log(data: Path, user: Joiner) -> None:
    user.leaves()
    version = data / "postgres" / "PG_VERSION"
    right = version.read_text()
    version.write_text("9\n")

    said = Joiner(data).leaves()

    version.write_text(right)
    assert "PostgreSQL does not start" in said
    assert "initialized by PostgreSQL version 9" in said


def test_address_that_is_set_is_left_alone(data: Path) -> None:
    user = Joiner(data, DATABASE_URL="postgresql://elsewhere/", REDIS_URL="redis://elsewhere/").joins()

    assert (user.database_url, user.redis_url) == ("postgresql://elsewhere/", "redis://elsewhere/")
    assert not who_runs_on(data)
    user.leaves()


def test_servers_are_closed_to_everybody_else(data: Path, user: Joiner) -> None:
    assert user.asks("SHOW listen_addresses") == ""
    assert sockets_of(data).stat().st_mode & 0o077 == 0
    assert (data / "postgres-password").stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(user.database_url, password="guess")


@as_root
def test_root_drops_the_servers_to_another_account(data: Path, user: Joiner) -> None:
    running = who_runs_on(data)

    owners = {name: Path(f"/proc/{running[name].pid}").stat().st_uid for name in ("postgres", "valkey")}

    assert 0 not in owners.values()


@as_root
def test_closed_parent_folder_is_opened_for_passing_only_and_named(new_data: Path) -> None:
    said = Joiner(new_data).joins().leaves()

    assert new_data.parent.stat().st_mode & 0o777 == 0o701
    assert f"pass through {new_data.parent} (chmod o+x)" in said


@as_root
def test_socket_folder_of_a_stranger_is_refused(new_data: Path) -> None:
    sockets_of(new_data).mkdir()
    os.chown(sockets_of(new_data), 4242, 4242)

    said = Joiner(new_data).leaves()

    assert "belongs to somebody else" in said


def test_keeper_needs_neither_celery_nor_django() -> None:
    program = "import embedded.keeper, sys; print({'celery', 'django'} & sys.modules.keys())"
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=CHECKOUT / "config",
        env=bare_environment(),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "set()\n"
