"""How endpoints get at the CRMs."""

from typing import Annotated

from fastapi import Depends

from backend_api.crm.connections import CrmConnections
from backend_api.dependencies import Wired


async def connections(wired: Wired) -> CrmConnections:
    """The CRMs of this process."""
    return wired.crms


Connections = Annotated[CrmConnections, Depends(connections)]
