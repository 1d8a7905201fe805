"""Which of the stored switches decides; without I/O."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_api.security import Identity

ANY = "*"
"""Stands for all groups, channels or processes in a stored switch."""
DEFAULT = True
"""What is so without any stored switch: a process that was built is on until somebody switches it off."""


@dataclass(frozen=True)
class Asked:
    """What somebody is about to do."""

    group: str
    channel: str
    process: str


@dataclass(frozen=True)
class Setting:
    """One stored switch."""

    group: str
    channel: str
    process: str
    is_active: bool
    valid_from_on: date


def decide(settings: Iterable[Setting], asked: Asked, on: date) -> bool:
    """Whether it is switched on that day.

    The setting that names more of group, channel and process goes before one that names less; of equally exact ones
    the group counts before the channel and the channel before the process; of the same ones the one that began last.
    """
    matching = [setting for setting in settings if setting.valid_from_on <= on and _matches(setting, asked)]
    if not matching:
        return DEFAULT
    return max(matching, key=_weight).is_active


def group_of(identity: Identity, category: str | None) -> str:
    """The group that somebody belongs to.

    Args:
        identity: What the fact proves.
        category: The category of the partner who acts; None when none does.
    """
    if identity.is_staff:
        return next(role for role in identity.roles if role in _STAFF)
    if category is not None:
        return f"partner_{category}"
    if identity.customer_id is None:
        return "anonymous"
    return identity.roles[0] if identity.roles else "private_customer"


_STAFF = ("it", "back_office", "team_lead", "agent")


def _matches(setting: Setting, asked: Asked) -> bool:
    return (
        setting.group in (ANY, asked.group)
        and setting.channel in (ANY, asked.channel)
        and setting.process in (ANY, asked.process)
    )


def _weight(setting: Setting) -> tuple[int, bool, bool, bool, date]:
    exact = (setting.group != ANY, setting.channel != ANY, setting.process != ANY)
    return (sum(exact), *exact, setting.valid_from_on)
