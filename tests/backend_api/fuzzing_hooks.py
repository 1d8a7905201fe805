"""Loaded by Schemathesis in its own process: signs every request as the one whose turn it is (see test_fuzzing.py)."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import schemathesis
from joserfc.jwk import OKPKey

from tests.backend_api.conftest import sign

_WHO: dict[str, Any] = json.loads(os.environ["WATTLINE_FUZZING_AS"])
_KEY = OKPKey.import_key(json.loads(Path(os.environ["WATTLINE_FUZZING_KEY"]).read_text(encoding="utf-8")))


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Whatever was generated: the secret and the fact are right, and a write has a key of its own."""
    del context, kwargs
    case.headers["Wattline-Secret"] = _WHO["secret"]
    case.headers["Idempotency-Key"] = str(uuid4())
    case.headers.pop("Wattline-Identity", None)
    if _WHO["claims"]:
        case.headers["Wattline-Identity"] = sign(_KEY, at=datetime.now(UTC), **_WHO["claims"])
