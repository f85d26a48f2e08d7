"""What the window has said: the last fifty messages."""

from collections import deque
from dataclasses import dataclass
from typing import Final

__all__ = ["Message", "MessageLog"]

_KEPT: Final = 50


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence and when it was said, `14.32`."""

    time: str
    sentence: str


class MessageLog:
    """The last fifty messages, the latest first."""

    def __init__(self) -> None:
        self._messages: deque[Message] = deque(maxlen=_KEPT)

    def add(self, message: Message) -> None:
        """Keep a message."""
        self._messages.appendleft(message)

    def all(self) -> tuple[Message, ...]:
        """What was said, the latest first."""
        return tuple(self._messages)
