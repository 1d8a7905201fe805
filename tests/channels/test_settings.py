"""What the gateway refuses to be told."""

import pytest
from pydantic import ValidationError

from channels.settings import Settings

REAL = {"twilio_account_sid": "AC1", "telegram_token": "1:x", "mail_relay_host": "relay.example"}
NEEDED = {"gateway_secret": "g", "engine_secret": "e", "token_key": "k" * 40}


WHOLE = {"twilio_auth_token": "t", "public_url": "https://chat.zorza.example"}


@pytest.mark.parametrize("name", REAL)
def test_no_demo_beside_a_real_provider(name: str) -> None:
    with pytest.raises(ValidationError, match=f"unset WATTLINE_{name.upper()}"):
        Settings.model_validate(NEEDED | WHOLE | {"demo": True, name: REAL[name]})
    assert Settings.model_validate(NEEDED | WHOLE | {name: REAL[name]}).demo is False


@pytest.mark.parametrize("missing", WHOLE)
def test_no_text_messages_that_anybody_could_sign(missing: str) -> None:
    with pytest.raises(ValidationError, match="text messages need"):
        Settings.model_validate(NEEDED | WHOLE | {"twilio_account_sid": "AC1", missing: ""})
