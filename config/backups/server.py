"""The PostgreSQL that holds a database, as libpq and its programs are told of it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

# What only Django understands.
OF_DJANGO = {"server_side_binding", "prepare_threshold", "pool", "assume_role", "isolation_level"}


@dataclass(frozen=True)
class Database:
    """One database; its password is told apart, since whoever lists processes sees what they were started with."""

    facts: dict[str, Any]
    password: str

    @property
    def name(self) -> str:
        return str(self.facts["dbname"])

    @property
    def address(self) -> str:
        """The address without the password."""
        return make_conninfo(**self.facts)

    @property
    def environment(self) -> dict[str, str]:
        """What a program that connects needs in its environment."""
        return os.environ | ({"PGPASSWORD": self.password} if self.password else {})

    def connect(self) -> psycopg.Connection[Any]:
        """Connect, each statement by itself."""
        return psycopg.connect(self.address, password=self.password or None, autocommit=True)

    @contextmanager
    def empty_one_beside(self, purpose: str) -> Iterator["Database"]:
        """Make an empty database on the same server, and remove it after the block."""
        other = replace(self, facts={**self.facts, "dbname": f"{self.name[:40]}_{purpose}_{os.getpid()}"})
        name = sql.Identifier(other.name)
        with self.connect() as connection:
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(name))
            try:
                yield other
            finally:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def configured() -> Database:
    """The database of the settings."""
    told = settings.DATABASES["default"]
    named = {"dbname": told["NAME"], "user": told["USER"], "host": told["HOST"], "port": told["PORT"]}
    options = {name: value for name, value in told["OPTIONS"].items() if name not in OF_DJANGO}
    return Database({name: value for name, value in (named | options).items() if value}, told["PASSWORD"])
