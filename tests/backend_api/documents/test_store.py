"""Where files lie: the same for a folder and for memory; S3 by its URL, without asking it anything."""

from pathlib import Path
from uuid import UUID

import pytest

from backend_api.documents.store import FileMissingError, FileStore, ObjectFileStore, key_of, open_store


@pytest.fixture(params=["folder", "file_url", "memory"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> FileStore:
    places = {"folder": str(tmp_path / "files"), "file_url": f"file://{tmp_path / 'files'}", "memory": "memory://"}
    return open_store(places[request.param])


async def test_a_file_is_kept_as_it_is(store: FileStore) -> None:
    await store.put("a/b/c", b"\x00first")
    assert await store.get("a/b/c") == b"\x00first"
    await store.put("a/b/c", b"second")
    assert await store.get("a/b/c") == b"\x00first", "what is there stays"


async def test_a_missing_file_is_said_to_be_missing(store: FileStore) -> None:
    await store.put("x/y", b"1")
    await store.delete("x/y")
    await store.delete("x/y")
    with pytest.raises(FileMissingError):
        await store.get("x/y")


def test_a_folder_is_opened_once_per_process(tmp_path: Path) -> None:
    assert open_store(str(tmp_path)) is open_store(str(tmp_path))


def test_s3_is_opened_by_its_url() -> None:
    url = "s3://papers/wattline?endpoint=http://127.0.0.1:9&region=eu-central-1&access_key_id=a&secret_access_key=b"
    assert isinstance(open_store(url), ObjectFileStore)


def test_keys_are_made_of_ids_and_hashes_only() -> None:
    assert key_of(UUID(int=255), "ab12") == "ff/000000000000000000000000000000ff/ab12"
