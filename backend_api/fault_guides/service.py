"""Fault guides: for everybody to follow, for staff to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.errors import NotFoundError
from backend_api.fault_guides import repository
from backend_api.fault_guides.errors import GuideInvalidError
from backend_api.fault_guides.models import FaultGuide, FaultOutcome, FaultStep
from backend_api.fault_guides.rules import problems
from backend_api.fault_guides.schemas import GuideList, GuideOut, GuideSummary

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.fault_guides.models import Device, Fault
    from backend_api.fault_guides.schemas import GuideIn, Language, StepIn
    from backend_api.security import Identity


async def list_guides(session: AsyncSession, *, device: Device | None, fault: Fault | None) -> GuideList:
    """Those for a device or a fault, or all of them."""
    guides = await repository.list_guides(session, device=device, fault=fault)
    return GuideList(items=[GuideSummary.model_validate(guide) for guide in guides], total=len(guides))


async def describe(session: AsyncSession, key: str) -> GuideOut:
    """One with its steps; raises NotFoundError."""
    guide = await repository.find(session, key)
    if guide is None:
        raise NotFoundError
    return GuideOut.model_validate(guide)


async def write(session: AsyncSession, identity: Identity, key: str, wanted: GuideIn, *, now: datetime) -> GuideOut:
    """Write a guide, or write it anew.

    Raises:
        GuideInvalidError: It is not whole; every problem is named.
    """
    found = problems(wanted)
    if found:
        raise GuideInvalidError(found)
    guide = await repository.find(session, key, to_change=True)
    if guide is None:
        guide = FaultGuide(key=key, revision=0, steps=[])
    guide.device, guide.fault, guide.title = wanted.device, wanted.fault, _texts(wanted.title)
    guide.first_step, guide.revision = wanted.steps[0].key, guide.revision + 1
    guide.changed_at, guide.changed_by = now, identity.person_id
    guide.steps = []
    await repository.store(session, guide)
    guide.steps = [_step(step, position) for position, step in enumerate(wanted.steps, start=1)]
    await repository.store(session, guide)
    return GuideOut.model_validate(guide)


def _step(step: StepIn, position: int) -> FaultStep:
    return FaultStep(
        key=step.key,
        position=position,
        text=_texts(step.text),
        outcomes=[
            FaultOutcome(
                key=outcome.key,
                position=place,
                text=_texts(outcome.text),
                next_step=outcome.next_step,
                ends_in=outcome.ends_in,
            )
            for place, outcome in enumerate(step.outcomes, start=1)
        ],
    )


def _texts(written: Mapping[Language, str]) -> dict[str, str]:
    return {str(language): text for language, text in written.items()}
