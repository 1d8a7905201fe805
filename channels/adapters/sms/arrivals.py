"""From Twilio's form to what is kept, and from that to what the gateway is given."""

from collections.abc import Mapping

from channels.adapters.sms import reading
from channels.adapters.sms.account import TwilioAccount
from channels.adapters.sms.media import Media
from channels.adapters.sms.reading import CHANNEL, SetAsideError
from channels.contract import Arrival, RawMessage, SetAside

IS_STATUS = "is_status"
"""In what is kept: whether it says what became of a message of ours."""


def as_raw(fields: Mapping[str, str], body: bytes, account: TwilioAccount, *, is_status: bool) -> RawMessage:
    """A form as it is kept.

    Args:
        fields: Of the form.
        body: The form itself.
        account: Whose it is.
        is_status: Whether it says what became of a message of ours.

    Raises:
        UnreadableError: It does not say which message it is about, or is another account's.
    """
    key, sender = reading.message_id(fields, account), fields.get("From", "")
    if is_status:
        key, sender = f"{key}/{reading.state_of(fields)}", ""
    return RawMessage(CHANNEL, key, sender, body, {IS_STATUS: is_status})


async def read(raw: RawMessage, account: TwilioAccount, media: Media) -> Arrival:
    """What a form says, with the files of a message.

    Raises:
        UnreadableError: Something that is always there is missing or odd.
    """
    fields = reading.form(raw.content)
    if raw.context[IS_STATUS]:
        return reading.read_status(fields, account)
    try:
        received = reading.read_message(fields, account)
    except SetAsideError as error:
        return SetAside(error.code)
    return await media.added(received, reading.media_of(fields))
