from whitenoise.storage import CompressedManifestStaticFilesStorage

IMPORT = r"""(?m)^(?P<matched>import (?P<names>.*) from "(?P<url>\.{1,2}/.*)";)$"""


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Static files under hashed names, the modules that ours import too, so that a deploy never mixes versions."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", ((IMPORT, """import %(names)s from "%(url)s";"""),)),
    )
