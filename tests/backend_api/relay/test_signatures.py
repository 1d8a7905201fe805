"""Messages are signed as Standard Webhooks describes it."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from uuid import UUID

from backend_api.relay import signatures

MESSAGE = UUID("0192f0c1-0000-7000-8000-000000000001")
AT = datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


def test_a_receiver_can_check_the_signature_with_the_written_secret() -> None:
    secret = signatures.derived_secret(b"key", MESSAGE, 1)
    sent = signatures.headers(MESSAGE, AT, b'{"a":1}', [secret])
    shown = signatures.written(secret)
    assert shown.startswith("whsec_")
    key = base64.b64decode(shown.removeprefix("whsec_"))
    signed = f"{sent['webhook-id']}.{sent['webhook-timestamp']}.".encode() + b'{"a":1}'
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert sent["webhook-signature"] == f"v1,{expected}"
    assert sent["webhook-timestamp"] == str(int(AT.timestamp()))


def test_the_published_example_comes_out() -> None:
    """The vector of the standard's own reference libraries (read 2026-11)."""
    secret = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    signed = b'msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330.{"test": 2432232314}'
    assert signatures._signature(secret, signed) == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_during_a_rotation_both_secrets_sign() -> None:
    secrets = [signatures.derived_secret(b"key", MESSAGE, version) for version in (2, 1)]
    new, old = signatures.headers(MESSAGE, AT, b"x", secrets)["webhook-signature"].split(" ")
    assert new != old
    assert [new] == [signatures.headers(MESSAGE, AT, b"x", secrets[:1])["webhook-signature"]]


def test_secrets_differ_by_key_subscription_and_version() -> None:
    other = UUID(int=5)
    made = {
        signatures.derived_secret(key, subscription, version)
        for key in (b"a", b"b")
        for subscription in (MESSAGE, other)
        for version in (1, 2)
    }
    assert len(made) == 8
    assert {len(secret) for secret in made} == {32}
