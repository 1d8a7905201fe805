"""What the gateway refuses to be told."""

import pytest
from pydantic import ValidationError

from channels.settings import Settings

REAL = {"twilio_account_sid": "AC1", "telegram_token": "1:x", "mail_relay_host": "relay.example"}
NEEDED = {"gateway_secret": "g", "engine_secret": "e", "token_key": "k" * 40}


@pytest.mark.parametrize("name", REAL)
def test_no_demo_beside_a_real_provider(name: str) -> None:
    with pytest.raises(ValidationError, match=f"unset WATTLINE_{name.upper()}"):
        Settings.model_validate(NEEDED | {"demo": True, name: REAL[name]})
    assert Settings.model_validate(NEEDED | {name: REAL[name]}).demo is False
