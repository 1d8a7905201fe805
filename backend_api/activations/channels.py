"""The channel that a request came from: as the service that sends it says, or as the fact does."""

from typing import Annotated

from fastapi import Depends, Header

from backend_api.dependencies import Anyone

UNKNOWN = "api"


async def call_channel(
    proven: Anyone,
    wattline_channel: Annotated[
        str | None,
        Header(
            pattern="^[a-z][a-z0-9_]{0,39}$",
            description="The channel on which this was asked, by its adapter's name; when left out, the one of the "
            "conversation that the identity fact is about, or `api`.",
        ),
    ] = None,
) -> str:
    """The channel's name."""
    return wattline_channel or proven.channel or UNKNOWN


CallChannel = Annotated[str, Depends(call_channel)]
