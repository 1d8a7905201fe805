"""Requests that differ are told apart."""

from hypothesis import given
from hypothesis import strategies as st

from backend_api.idempotency.service import request_hash

requests = st.tuples(st.sampled_from(["POST", "PUT"]), st.text(max_size=20), st.binary(max_size=40))


@given(requests, requests)
def test_the_hash_is_the_request(first: tuple[str, str, bytes], second: tuple[str, str, bytes]) -> None:
    assert (request_hash(*first) == request_hash(*second)) == (first == second)


def test_parts_cannot_be_shifted_into_each_other() -> None:
    assert request_hash("POST", "/a", b"b") != request_hash("POST", "/ab", b"")
