"""What a database holds: for each table how many rows, and a sum over their contents that does not ask for an order."""

from collections.abc import Iterator
from typing import Any

import psycopg
from psycopg import sql

# The text of a row must not depend on who asks.
PLAIN = """
SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';
SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL search_path = 'public'
"""
TABLES = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename
"""
# PostgreSQL's own hash functions may change with its version; 64 bits of MD5 stay, and find every accident.
CONTENT = """
SELECT count(*), coalesce(sum(('x' || left(md5(row::text), 16))::bit(64)::bigint::numeric), 0)::text FROM {} row
"""

Inventory = dict[str, dict[str, Any]]


def take(connection: psycopg.Connection[Any]) -> Inventory:
    """Return rows and checksum by table, as the connection's transaction sees them."""
    connection.execute(PLAIN)
    tables = [name for (name,) in connection.execute(TABLES).fetchall()]
    return {name: _content(connection, name) for name in tables}


def differences(expected: Inventory, found: Inventory) -> Iterator[str]:
    """Say in which tables what was found is not what was expected."""
    for name in sorted(expected.keys() | found.keys()):
        here, there = expected.get(name), found.get(name)
        if here is None or there is None:
            yield f"{name} is {'missing' if there is None else 'there, but not in the backup'}."
        elif here["rows"] != there["rows"]:
            yield f"{name} has {there['rows']} rows instead of {here['rows']}."
        elif here != there:
            yield f"{name} has as many rows as it should, but with other contents."


def _content(connection: psycopg.Connection[Any], table: str) -> dict[str, Any]:
    statement = sql.SQL(CONTENT).format(sql.Identifier("public", table))
    rows, checksum = connection.execute(statement).fetchone() or (0, "0")
    return {"rows": rows, "checksum": checksum}
