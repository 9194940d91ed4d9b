#!/usr/bin/env python
"""Django's commands; where nothing is deployed, on this copy's own database."""

import os
import sys

from django.core.management import execute_from_command_line

from config import embedded, local

NEED_NO_DATABASE = {"check", "collectstatic", "compilemessages", "diffsettings", "help", "makemessages", "version"}


def main() -> None:
    """Run one command; the embedded servers are joined for the commands that need them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    command, *options = sys.argv[1:] or ["help"]
    try:
        if not {"DATABASE_URL", "SECRET_KEY"} & os.environ.keys():
            local.settle()
        if command not in NEED_NO_DATABASE and not {"-h", "--help", "--version"} & {command, *options}:
            embedded.join()
    except embedded.CannotStart as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
