"""Random requests made from the OpenAPI get no answer that it does not promise."""

import schemathesis
from hypothesis import HealthCheck, given, settings

from tests.backend_api import world
from tests.backend_api.conftest import GATEWAY_SECRET, Api

EXAMPLES = 25


def test_random_requests_are_answered_as_promised(api: Api) -> None:
    schema = schemathesis.openapi.from_dict(api.client.get("/openapi.json").json())
    headers = api.headers(world.ANNA.customer, secret=GATEWAY_SECRET)
    operations = [result.ok() for result in schema.get_all_operations()]
    assert operations

    for operation in operations:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy())
        def ask(case: schemathesis.Case) -> None:
            wanted = case.as_transport_kwargs()
            answer = api.client.request(
                case.method,
                wanted["url"],
                params=wanted.get("params"),
                json=wanted.get("json"),
                headers={**headers, **_sendable(case)},
            )
            assert str(answer.status_code) in case.operation.definition.raw["responses"], (case, answer.status_code)
            assert answer.status_code < 400 or answer.json()["code"]

        ask()


def _sendable(case: schemathesis.Case) -> dict[str, str]:
    """The generated headers without those that say who asks."""
    kept = dict(case.headers or {})
    return {name: value for name, value in kept.items() if not name.lower().startswith("wattline-")}
