"""Schemathesis over the whole API: examples, edges, random requests and chains of requests; no server error."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from joserfc.jwk import OKPKey

from backend_api.database import sync_session_factory, upgrade
from backend_api.settings import Settings
from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET
from tests.backend_api.process import ROOT, Backend
from tests.backend_api.products import rows as catalog

SEED = 20261121
RUNS = {"examples,coverage,fuzzing": 12, "stateful": 4}
"""Phases and seconds: a minute and a half for five kinds of callers, reading the examples included."""
PEOPLE: dict[str, dict[str, Any]] = {
    "customer": {"sub": str(world.ANNA.customer), "level": "fresh", "bound_to": "my_data"},
    "agent": {"sub": str(world.ANNA.customer), "act": {"sub": str(world.uid(889))}, "roles": ["agent", "team_lead"]},
    "back office": {"act": {"sub": str(world.uid(889))}, "roles": ["back_office", "it"]},
    "partner": {
        "partner": str(catalog.uid(catalog.B_PARTNER)),
        "act": {"sub": str(catalog.uid(catalog.B_PARTNER + 1))},
        "roles": ["partner_user"],
    },
    "service": {},
}
NOT_OURS = "positive_data_acceptance,negative_data_rejection,allow_header_conformance"
"""Business rules refuse data that the schema allows; malformed ids look like missing ones; and the framework names the
methods of one route only where two share a path."""


@pytest.mark.prove
@pytest.mark.timeout(400)
@pytest.mark.parametrize("who", PEOPLE)
def test_no_request_makes_a_server_error(
    who: str, settings: Settings, fresh_database: Callable[[str], str], identity_key: OKPKey, tmp_path: Path
) -> None:
    url = fresh_database(f"fuzzing-{uuid4().hex}")
    if not url.startswith("sqlite"):
        pytest.skip("the answers do not depend on the database: once is enough")
    upgrade(url)
    sessions = sync_session_factory(url)
    with sessions() as session, session.begin():
        world.fill(session)
    sessions.kw["bind"].dispose()
    key = tmp_path / "identity.json"
    key.write_text(json.dumps(identity_key.as_dict(private=True)), encoding="utf-8")
    backend = Backend(settings, url)
    backend.start()
    try:
        backend.wait_ready()
        asker = {"secret": GATEWAY_SECRET, "claims": PEOPLE[who]}
        reports = [_run(phases, backend.url, key, asker) for phases in RUNS]
    finally:
        backend.kill()
    for phases, report in zip(RUNS, reports, strict=True):
        cases = re.search(r"[0-9]+ generated", report.stdout)
        print(f"{who}, {phases}, seed {SEED}: {cases and cases[0]}")
        assert report.returncode == 0, report.stdout[-6000:] + report.stderr[-2000:]
        assert cases, report.stdout


def _run(phases: str, url: str, key: Path, who: dict[str, Any]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schemathesis.cli", "run", f"{url}/openapi.json"]
    command += ["--checks", "all", "--exclude-checks", NOT_OURS, "--seed", str(SEED)]
    command += ["--phases", phases, "--max-time", str(RUNS[phases])]
    command += ["--suppress-health-check", "all", "--no-color", "--max-failures", "20", "--warnings", "off"]
    environment = os.environ | {
        "SCHEMATHESIS_HOOKS": "tests.backend_api.fuzzing_hooks",
        "WATTLINE_FUZZING_AS": json.dumps(who),
        "WATTLINE_FUZZING_KEY": str(key),
        "PYTHONPATH": str(ROOT),
        "NO_PROXY": "127.0.0.1",
    }
    return subprocess.run(command, env=environment, cwd=key.parent, capture_output=True, text=True, check=False)
