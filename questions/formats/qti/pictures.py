"""The pictures of a package, found by what its documents call them."""

from collections import defaultdict
from collections.abc import Mapping
from posixpath import dirname, join, normpath
from urllib.parse import quote, unquote, urlsplit


class Pictures:
    """Finds the files that addresses mean; `used` are those that were found."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.used: dict[str, bytes] = {}
        self._files = files
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for path in files:
            self._by_name[path.rpartition("/")[2].lower()].append(path)

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
        found = found or self._by_end(path)
        if found is None:
            return None
        self.used[quote(found)] = self._files[found]
        return quote(found)

    def _by_end(self, path: str) -> str | None:
        # Course systems put a word of their own for the folder of their files: $IMS-CC-FILEBASE$/picture.png.
        named = self._by_name.get(path.rpartition("/")[2].lower(), [])
        parts = [part for part in path.lower().split("/") if part not in ("", ".", "..")]
        for start in range(len(parts)):
            end = "/".join(parts[start:])
            if len(found := [each for each in named if f"/{each.lower()}".endswith(f"/{end}")]) == 1:
                return found[0]
        return None
