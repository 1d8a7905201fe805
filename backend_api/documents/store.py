"""Where the bytes of documents lie: a port of three calls, and obstore behind it (a folder, memory, or S3 by URL)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import parse_qsl, urlsplit, urlunsplit

import obstore
from obstore.exceptions import AlreadyExistsError, NotFoundError
from obstore.store import LocalStore, MemoryStore, from_url

if TYPE_CHECKING:
    from uuid import UUID

    from obstore.store import ObjectStore


class FileMissingError(Exception):
    """A row names a file that the store does not have."""


class FileStore(Protocol):
    """What we ask of any store; keys are made by us and never come from outside."""

    async def put(self, key: str, content: bytes) -> None:
        """Write it whole or not at all; what is there under the key stays."""

    async def get(self, key: str) -> bytes:
        """Read it; raises FileMissingError."""

    async def delete(self, key: str) -> None:
        """Remove it; nothing happens when it is not there."""


class ObjectFileStore:
    """Files in an object store; one is written under a temporary name and then renamed, or in one request."""

    def __init__(self, store: ObjectStore) -> None:
        self._store = store

    async def put(self, key: str, content: bytes) -> None:
        """Write it whole or not at all; what is there under the key stays."""
        try:
            await obstore.put_async(self._store, key, content, mode="create")
        except AlreadyExistsError:
            return

    async def get(self, key: str) -> bytes:
        """Read it; raises FileMissingError."""
        try:
            found = await obstore.get_async(self._store, key)
        except (NotFoundError, FileNotFoundError) as error:
            raise FileMissingError(key) from error
        return bytes(await found.bytes_async())

    async def delete(self, key: str) -> None:
        """Remove it; nothing happens when it is not there."""
        try:
            await obstore.delete_async(self._store, key)
        except (NotFoundError, FileNotFoundError):
            return


@lru_cache(maxsize=8)
def open_store(place: str) -> FileStore:
    """The store at a folder or URL; opened once per process, when the first file is asked for.

    Args:
        place: A folder (made when it is not there), ``memory://``, or ``s3://bucket/prefix?endpoint=...&region=...``;
            keys of an S3 store come from the provider's own variables (``AWS_ACCESS_KEY_ID``, ...).

    Raises:
        obstore.exceptions.BaseError: The URL cannot be used.
    """
    parts = urlsplit(place)
    if parts.scheme in ("", "file"):
        folder = Path(parts.path if parts.scheme == "file" else place)
        return ObjectFileStore(LocalStore(folder.absolute(), mkdir=True))
    if parts.scheme == "memory":
        return ObjectFileStore(MemoryStore())
    options = dict(parse_qsl(parts.query))
    url = urlunsplit((parts.scheme, parts.netloc, parts.path, "", ""))
    plain = options.get("endpoint", "").startswith("http:")
    return ObjectFileStore(from_url(url, config=options, client_options={"allow_http": plain}))  # type: ignore[call-overload]


def key_of(document_id: UUID, sha256: str) -> str:
    """Where the file of a document lies; two characters first, so that folders stay small."""
    name = document_id.hex
    return f"{name[-2:]}/{name}/{sha256}"
