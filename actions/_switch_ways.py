"""What holds a change of supplier up as it is at this moment: a paper that has come, a way out that is closed."""

import asyncio
from collections.abc import Sequence

from actions._backend import documents, switching
from actions._papers import RECEIVED
from actions._records import Switch


async def as_it_is(switches: Sequence[Switch]) -> list[Switch]:
    """The same changes, with the paper that was handed in already, and only with the ways that are open."""
    arrived = await _authorities() if any(_waits_for_authority(switch) for switch in switches) else set()
    return list(await asyncio.gather(*(_as_it_is(switch, arrived) for switch in switches)))


async def _as_it_is(switch: Switch, arrived: set[str]) -> Switch:
    if _waits_for_authority(switch) and switch["order_number"] in arrived:
        return {**switch, "waiting_for": "supplier", "blocker_code": "authority_arrived", "next_step_code": "none"}
    if switch["next_step_code"] == "choose_wait_or_withdraw":
        record = await switching.record(switch["id"])
        if record["can_wait"] and not record["can_withdraw"]:
            return {**switch, "next_step_code": "choose_wait"}
    return switch


def _waits_for_authority(switch: Switch) -> bool:
    return switch["waiting_for"] == "customer" and switch["blocker_code"] == "authority_missing"


async def _authorities() -> set[str]:
    """The orders whose signed authority is here in full."""
    return {
        paper["matter_number"]
        for paper in await documents.own()
        if paper["kind"] == "authority" and paper["state"] in RECEIVED
    }
