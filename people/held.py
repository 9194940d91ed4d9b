"""What the database holds on a person: each app says it in a module `own_data`, since none knows those above it."""

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.utils.module_loading import module_has_submodule

from people.models import User

Row = dict[str, Any]


def everything(rows: QuerySet[Any], person: User) -> QuerySet[Any]:
    return rows


def as_stored(row: Row) -> Row:
    return row


@dataclass(frozen=True)
class Held:
    """A table of what is held on somebody: the rows of a model whose `path` leads to them, and the fields they get.

    `narrow` leaves out what they may not know yet, and finds what no path leads to; `told` makes a row readable.
    """

    name: str
    about: str
    model: type[Model]
    path: str
    fields: tuple[str, ...]
    narrow: Callable[[QuerySet[Any], User], QuerySet[Any]] = everything
    told: Callable[[Row], Row] = as_stored

    def rows(self, person: User) -> Iterator[Row]:
        every = self.model._default_manager.all()
        found = self.narrow(every.filter(**{self.path: person.pk}) if self.path else every, person)
        return map(self.told, found.order_by("pk").distinct().values(*self.fields).iterator())


def parts() -> list[ModuleType]:
    """The modules `own_data`, those of the upper apps first.

    Each has HELD, a list of the above; `foretell`, which says what becomes of a person's things; and `forget`.
    """
    installed = [config for config in apps.get_app_configs() if config.module is not None]
    return [
        importlib.import_module(f"{config.name}.own_data")
        for config in reversed(installed)
        if module_has_submodule(config.module, "own_data")
    ]
