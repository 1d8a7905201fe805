"""When and on which channel a request came, for endpoints whose answers bind."""

from typing import Annotated

from fastapi import Depends

from backend_api.activations.channels import CallChannel
from backend_api.dependencies import CurrentClock
from backend_api.offers.asked import Asked


async def asked_now(clock: CurrentClock, channel: CallChannel) -> Asked:
    """The time and the channel of this request."""
    return Asked(clock.now(), clock.today(), channel)


AskedNow = Annotated[Asked, Depends(asked_now)]
