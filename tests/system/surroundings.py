"""What stands around the system in a journey: the supplier's ERP, and billing systems that fail."""

import contextlib
import sqlite3
from collections.abc import Iterator
from typing import Any, Self
from uuid import uuid4

import httpx2

from tests.system.running import System
from wattline import service_token
from wattline.layout import HOST

Json = dict[str, Any]


class Erp:
    """Reports steps of orders and market messages of switches, as the supplier's ERP does with a token of its own."""

    def __init__(self, system: System) -> None:
        token = service_token.create(system.layout, f"erp {uuid4()}", ["erp"], 1)
        url = f"http://{HOST}:{system.layout.backend_port}"
        self._client = httpx2.Client(base_url=url, headers={"Wattline-Secret": token}, timeout=10, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def moves(self, order: str, *states: str) -> None:
        """Report the states that an order reached, one after the other."""
        for state in states:
            self._post(f"/orders/{order}/state", {"state": state})

    def sends(self, switch_id: str, code: str, **said: str) -> None:
        """Report a market message about a switch, such as a rejection with its `reason`."""
        self._post(f"/switches/{switch_id}/messages", {"reference": str(uuid4()), "code": code, **said})

    def _post(self, path: str, body: Json) -> None:
        answer = self._client.post(path, json=body, headers={"Idempotency-Key": str(uuid4())})
        assert answer.is_success, f"{path}: {answer.text}"


@contextlib.contextmanager
def billing_system_down(system: System, name: str) -> Iterator[None]:
    """A billing system does not answer inside the block, and nobody has been asked for an hour."""
    file = system.layout.var / f"billing-{name}.db"
    away = file.rename(file.with_suffix(".away"))
    an_hour_later(system)
    try:
        yield
    finally:
        away.rename(file)


def an_hour_later(system: System) -> None:
    """Let the answers of the billing systems grow old, so that they are asked again."""
    with contextlib.closing(sqlite3.connect(system.layout.var / "backend.db", timeout=30)) as database, database:
        database.execute("UPDATE billing_checks SET asked_at = datetime(asked_at, '-1 hour') || '.000000'")
