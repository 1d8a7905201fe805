"""Random requests of everybody, made from the OpenAPI, get no answer that it does not promise and no server error."""

import json

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backend_api.conftest import Api
from tests.backend_api.identities import askers, headers_of

EXAMPLES = 4
"""Per operation; `make prove` asks for three minutes (test_fuzzing.py)."""
CHECKED = {"application/json"}


@pytest.mark.timeout(240)
def test_random_requests_are_answered_as_promised(own_api: Api) -> None:
    api = own_api
    if not api.database.startswith("sqlite"):
        pytest.skip("the answers do not depend on the database: once is enough")
    schema = schemathesis.openapi.from_dict(api.client.get("/openapi.json").json())
    operations = [result.ok() for result in schema.get_all_operations()]
    everybody = askers(api)
    assert len(operations) > 100
    broken: list[str] = []

    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), who=st.sampled_from(everybody))
        def ask(case: schemathesis.Case, who: object) -> None:
            wanted = case.as_transport_kwargs()
            answer = api.client.request(
                case.method,
                wanted["url"],
                params=wanted.get("params"),
                json=wanted.get("json"),
                content=wanted.get("data"),
                headers={**_sendable(case), **headers_of(api, who)},  # type: ignore[arg-type]
            )
            promised = case.operation.definition.raw["responses"]
            kind = answer.headers.get("content-type", "")
            if str(answer.status_code) not in promised or answer.status_code >= 500:
                broken.append(f"{case.method} {case.path} as {who}: {answer.status_code} {answer.text[:200]}")
            elif answer.status_code >= 400 and kind in CHECKED and not answer.json()["code"]:
                broken.append(f"{case.method} {case.path}: no code in {json.dumps(answer.json())[:200]}")

        ask()
    assert not broken, "\n".join(broken)


def _sendable(case: schemathesis.Case) -> dict[str, str]:
    """The generated headers without those that say who asks and which write it is."""
    kept = dict(case.headers or {})
    return {
        name: value
        for name, value in kept.items()
        if not name.lower().startswith(("wattline-", "idempotency-", "content-length"))
    }
