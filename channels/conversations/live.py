"""What happens now in conversations, for those who listen: open sockets and requests that wait for an answer."""

import asyncio
import contextlib
from collections import defaultdict
from collections.abc import Iterator

from channels.contract import JsonObject

type Answer = asyncio.Future[list[JsonObject] | None]

LONGEST_QUEUE = 200
"""Frames a listener may be behind; a slower one is cut off and resumes by sequence number."""


class Listener:
    """One open socket's queue of frames."""

    def __init__(self) -> None:
        """Begin empty."""
        self._frames: asyncio.Queue[JsonObject | None] = asyncio.Queue()

    def put(self, frame: JsonObject | None) -> None:
        """Add a frame; None ends the listening."""
        if frame is not None and self._frames.qsize() >= LONGEST_QUEUE:
            frame = None
        self._frames.put_nowait(frame)

    async def next(self) -> JsonObject | None:
        """The next frame, or None when the listening is over."""
        return await self._frames.get()


class Live:
    """Passes on what happens inside this process."""

    def __init__(self) -> None:
        """Begin with nobody listening."""
        self._listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self._waiting: defaultdict[tuple[str, str], set[Answer]] = defaultdict(set)

    @contextlib.contextmanager
    def listen(self, conversation_id: str) -> Iterator[Listener]:
        """Hear what happens in a conversation."""
        listener = Listener()
        self._listeners[conversation_id].add(listener)
        try:
            yield listener
        finally:
            self._listeners[conversation_id].discard(listener)
            if not self._listeners[conversation_id]:
                del self._listeners[conversation_id]

    def publish(self, conversation_id: str, *frames: JsonObject) -> None:
        """Tell everybody who listens."""
        for listener in self._listeners.get(conversation_id, ()):
            for frame in frames:
                listener.put(frame)

    def hang_up(self, conversation_id: str) -> None:
        """End all listening to a conversation."""
        for listener in self._listeners.get(conversation_id, ()):
            listener.put(None)

    def hang_up_all(self) -> None:
        """End all listening, because the process ends."""
        for conversation_id in list(self._listeners):
            self.hang_up(conversation_id)

    def heard(self, conversation_id: str) -> bool:
        """Whether anybody listens."""
        return conversation_id in self._listeners

    @contextlib.contextmanager
    def expecting(self, conversation_id: str, entry: str) -> Iterator[Answer]:
        """A future that is done when a journal entry is answered."""
        future: Answer = asyncio.get_running_loop().create_future()
        key = (conversation_id, entry)
        self._waiting[key].add(future)
        try:
            yield future
        finally:
            self._waiting[key].discard(future)
            if not self._waiting[key]:
                del self._waiting[key]

    def answered(self, conversation_id: str, entry: str, messages: list[JsonObject] | None) -> None:
        """Wake those who expect the answer to an entry.

        Args:
            conversation_id: Where.
            entry: Which.
            messages: The whole answer; None when it has to be read from the database.
        """
        for future in self._waiting.get((conversation_id, entry), ()):
            if not future.done():
                future.set_result(messages)
