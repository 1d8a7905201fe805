"""What is known of a point's registers besides their readings: digits, exchanged meters, season."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.readings import repository
from backend_api.readings.metering import Exchange, Metered
from backend_api.readings.registers import CODES, RegisterCode

if TYPE_CHECKING:
    from uuid import UUID

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.consumption.seasons import Profile


async def known_of(session: AsyncSession, service_point_id: UUID, profile: Profile) -> dict[RegisterCode, Metered]:
    """Per register; for a point that passed the gate."""
    digits = {row.code: row.digits for row in await repository.registers(session, service_point_id)}
    exchanges: dict[RegisterCode, list[Exchange]] = {}
    for row in await repository.exchanges(session, service_point_id):
        exchanges.setdefault(row.register_code, []).append(
            Exchange(row.exchanged_on, row.old_final_value, row.new_start_value)
        )
    return {code: Metered(tuple(exchanges.get(code, ())), digits.get(code), profile) for code in CODES}
