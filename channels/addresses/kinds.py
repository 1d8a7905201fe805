"""Which channel reaches which kind of contact address on a customer's record."""

CHANNELS = {"phone": "sms", "email": "email"}
KINDS = {channel: kind for kind, channel in CHANNELS.items()}
