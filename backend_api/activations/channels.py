"""The channel that a request came from, as the service that sends it says."""

from typing import Annotated

from fastapi import Depends, Header


async def call_channel(
    wattline_channel: Annotated[
        str,
        Header(
            pattern="^[a-z][a-z0-9_]{0,39}$",
            description="The channel on which this was asked, by its adapter's name; `api` when left out.",
        ),
    ] = "api",
) -> str:
    """The channel's name."""
    return wattline_channel


CallChannel = Annotated[str, Depends(call_channel)]
