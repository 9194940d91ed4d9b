"""The processes that use the servers: each holds a connection to the keeper, which the kernel ends with the process."""

import json
import selectors
import socket


class Users:
    """The keeper's side of the connections."""

    def __init__(self, listener: socket.socket) -> None:
        self._listener = listener
        self._here: set[socket.socket] = set()
        self._waiting: set[socket.socket] = set()
        self._leaving: set[socket.socket] = set()
        listener.setblocking(False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(listener, selectors.EVENT_READ)

    @property
    def are_here(self) -> bool:
        """Whether anybody uses the servers, or waits for them."""
        return bool(self._here)

    @property
    def are_waiting(self) -> bool:
        """Whether anybody has not heard yet that the servers are ready."""
        return bool(self._waiting)

    def attend(self, seconds: float) -> None:
        """Notice who comes and who goes, for so long at most."""
        for key, _ in self._selector.select(seconds):
            if key.fileobj is self._listener:
                self._admit()
            else:
                self._dismiss(key.data)
        if self._here:
            # The last ones to leave hear nothing until the keeper has ended, and the servers with it.
            for user in self._leaving:
                user.close()
            self._leaving.clear()

    def tell(self, text: str) -> None:
        """Say something to those who wait."""
        self._send({"say": text})

    def welcome(self) -> None:
        """Tell those who wait that the servers are ready."""
        self._send({"ready": True})
        self._waiting.clear()

    def send_away(self, reason: str) -> None:
        """Tell those who wait that the servers cannot be had."""
        self._send({"failed": reason})
        for user in list(self._waiting):
            self._dismiss(user)

    def close_door(self) -> None:
        """Admit nobody any more; who has knocked and was not admitted sees the connection end."""
        self._selector.unregister(self._listener)
        self._listener.close()

    def let_go_at_exit(self) -> None:
        """Leave the last connections to the kernel, which ends them later than Python's own clean-up would."""
        for user in self._here | self._leaving:
            user.detach()

    def _admit(self) -> None:
        user, _ = self._listener.accept()
        user.setblocking(False)
        self._here.add(user)
        self._waiting.add(user)
        self._selector.register(user, selectors.EVENT_READ, data=user)

    def _dismiss(self, user: socket.socket) -> None:
        self._selector.unregister(user)
        self._here.discard(user)
        self._waiting.discard(user)
        self._leaving.add(user)

    def _send(self, message: dict[str, object]) -> None:
        for user in list(self._waiting):
            try:
                user.sendall(json.dumps(message).encode() + b"\n")
            except OSError:
                self._dismiss(user)
