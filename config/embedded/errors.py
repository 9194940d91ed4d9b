"""The one way in which the embedded servers say no."""


class CannotStart(Exception):
    """What keeps a server from starting, in words for the person at the terminal."""
