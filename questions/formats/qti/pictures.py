"""The pictures of a package, found by what its documents call them."""

from collections import defaultdict
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit

DEEPEST = 8


class Pictures:
    """Finds the files that addresses mean; `used` are those that were found."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.used: dict[str, bytes] = {}
        self._files = files
        self._by_end: dict[str, list[str]] = defaultdict(list)
        for path in files:
            for end in _ends(path):
                self._by_end[end].append(path)

    def find(self, address: str, document: str) -> str | None:
        """The name of the picture that an address in a document means; None where the package has none.

        The name is the picture's path, quoted so that it can stand in Markdown.
        """
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        if parts.scheme or parts.netloc or not parts.path:
            return None
        path = unquote(parts.path)
        near = normpath(join(dirname(document), path))
        found = next((each for each in (near, normpath(path).lstrip("/")) if each in self._files), None)
        found = found or self._found_by_end(path)
        if found is None:
            return None
        self.used[quote(found)] = self._files[found]
        return quote(found)

    def _found_by_end(self, path: str) -> str | None:
        # Course systems put a word of their own for the folder of their files: $IMS-CC-FILEBASE$/picture.png.
        ends = reversed(_ends(normpath(path)))
        return next((found[0] for end in ends if len(found := self._by_end.get(end, [])) == 1), None)


def _ends(path: str) -> list[str]:
    """The last name of a path, its last two, and so on."""
    names = path.lower().split("/")[-DEEPEST:]
    return ["/".join(names[start:]) for start in range(len(names) - 1, -1, -1)]
