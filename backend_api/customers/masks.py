"""Hides most of an address or an id: enough to recognise, not enough to use."""

from __future__ import annotations

_HIDDEN = "***"


def mask_phone(value: str) -> str:
    """Country code and the last four digits (E.164 in; shorter numbers show the last two only)."""
    shown = 4 if len(value) >= 11 else 2
    return f"{value[:3]} {_HIDDEN} {value[-shown:]}"


def mask_email(value: str) -> str:
    """First letter and domain."""
    local, _, domain = value.rpartition("@")
    return f"{local[:1]}{_HIDDEN}@{domain}"


def mask(kind: str, value: str) -> str:
    """By the kind of address."""
    return mask_phone(value) if kind == "phone" else mask_email(value)


def mask_id(value: str | None) -> str | None:
    """The last three signs of a personal id."""
    return None if value is None else f"{_HIDDEN}{value[-3:]}"
