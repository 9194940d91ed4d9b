"""What every format asks of a text."""

import re

# YAML can spell characters that no database stores.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def is_text(value: object) -> bool:
    """Whether it is a text that says something and can be stored."""
    return isinstance(value, str) and bool(value.strip()) and not UNSTORABLE.search(value)
