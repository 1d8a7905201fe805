"""The counters of a meter by their OBIS codes, and what rolled-over or exchanged meters mean; pure.

Codes (EDI@Energy "Codeliste der OBIS-Kennzahlen und Medien" and IEC 62056-6-1, as quoted in public lists; 2026-11),
in the short form that is printed on meters:

    1.8.0       electricity, total; every electricity reading that names no register
    1.8.1       electricity, first tariff (in Germany HT, in Poland the day zone)
    1.8.2       electricity, second tariff (NT, the night zone)
    7-20:3.0.0  gas, volume; every gas reading that names no register
"""

from __future__ import annotations

from typing import Literal, get_args

RegisterCode = Literal["1.8.0", "1.8.1", "1.8.2", "7-20:3.0.0"]
CODES: tuple[RegisterCode, ...] = get_args(RegisterCode)
TOTAL: RegisterCode = "1.8.0"
GAS: RegisterCode = "7-20:3.0.0"
TARIFFS: tuple[RegisterCode, ...] = ("1.8.1", "1.8.2")
USUAL_DIGITS = {"kWh": 6, "m3": 5}
"""Digits before the decimal point when the meter is not described: the usual household meter (own judgement)."""


def main_register(unit: str) -> RegisterCode:
    """The register of a reading that names none."""
    return GAS if unit == "m3" else TOTAL


def unit_of(code: RegisterCode) -> Literal["kWh", "m3"]:
    """What a register counts in."""
    return "m3" if code == GAS else "kWh"
