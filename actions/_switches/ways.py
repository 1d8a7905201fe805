"""What holds a change of supplier up as it is at this moment: what has come already, a way out that is closed."""

import asyncio
from collections.abc import Sequence

from actions._backend import documents, reaches, readings, switches, switching
from actions._records import Switch
from actions._switches.switches import is_point_address_wrong
from actions._turn import Turn

RECEIVED = ("complete", "accepted")
"""States of a paper of which nothing is missing."""


async def as_it_is(switches: Sequence[Switch]) -> list[Switch]:
    """The same changes, without what the customer has sent already, and only with the ways that are open."""
    return list(await asyncio.gather(*map(_as_it_is, switches)))


async def is_place_corrected(turn: Turn) -> bool:
    """Tell whether the address is put right of a place that was rejected because of it; nobody needs to name it."""
    if turn.attachments or not is_point_address_wrong(turn.text, told=True) or not reaches(turn.level, "verified"):
        return False
    return any(switch["reason_code"] == "address_mismatch" for switch in await switches())


async def _as_it_is(switch: Switch) -> Switch:
    if switch["waiting_for"] != "customer":
        return switch
    if switch["blocker_code"] == "authority_missing" and await _has_authority(switch):
        return _with_us(switch, "authority_arrived")
    if switch["next_step_code"] == "send_first_reading" and await _has_first_reading(switch):
        return _with_us(switch, "first_reading_arrived")
    if switch["next_step_code"] == "choose_wait_or_withdraw":
        record = await switching.record(switch["id"])
        if record["can_wait"] and not record["can_withdraw"]:
            return {**switch, "next_step_code": "choose_wait"}
    return switch


def _with_us(switch: Switch, arrived: str) -> Switch:
    """Nobody asks the customer again; the day that was meant for him is not ours."""
    return {
        **switch,
        "waiting_for": "supplier",
        "blocker_code": arrived,
        "next_step_code": "none",
        "expected_on": None,
    }


async def _has_authority(switch: Switch) -> bool:
    """Tell whether the signed authority for it is here in full."""
    return any(
        paper["kind"] == "authority" and paper["state"] in RECEIVED and paper["matter_number"] == switch["order_number"]
        for paper in await documents.own()
    )


async def _has_first_reading(switch: Switch) -> bool:
    """Tell whether the meter was read since supply began."""
    if switch["start_on"] is None:
        return False
    found = (await readings.of_point(switch["service_point_id"]))["items"]
    return any(
        reading["source"] != "estimated"
        and reading["check_state"] == "accepted"
        and reading["read_on"] >= switch["start_on"]
        for reading in found
    )
