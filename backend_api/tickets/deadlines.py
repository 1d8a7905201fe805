"""By when a matter has to be answered: the law of the country where there is one, else our own goal; pure.

Every rule has a name, so that a supplier's lawyer can change its days in the setting ``WATTLINE_COMPLAINT_DAYS``
(``{"de_enwg_111a": 21}``). The last day is the calendar day itself, also when it is no working day: that is never later
than the law (German BGB § 193 and Polish KC art. 115 would move it to the next working day). Where the law speaks of
consumers, companies get the same. A statutory clock does not stop while a third party is waited for: the law knows no
such stop. Our own goals stop while the one who complained, or the grid operator, has to act.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from backend_api.calendars import add_working_days
from backend_api.tickets.models import Branch, ComplaintType, Party

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from backend_api.tickets.models import TicketKind

_READ_ON = date(2026, 11, 21)
_BRANCHES: tuple[Branch, ...] = ("energy", "telecom")
_HOME = "DE"


@dataclass(frozen=True)
class Rule:
    """One deadline."""

    basis: str
    """Its name, for settings and records."""
    days: int
    """Calendar days from the receipt."""
    countries: tuple[str, ...]
    branches: tuple[Branch, ...]
    source: str
    """Where the number comes from."""
    types: tuple[ComplaintType, ...] = ()
    """Only for these complaints; for all when empty."""
    stops_for: tuple[Party, ...] = ()
    """While one of these is waited for, the clock stops."""
    read_on: date | None = _READ_ON
    """When the source was read; null for our own goals, and for a law named from memory that has to be checked."""


_OWN = "our own goal, no law"
_PL_CONSUMERS = "Ustawa o prawach konsumenta (Dz.U. 2014 poz. 827) art. 7a: 14 days, else it counts as accepted"
_OWN_STOPS: tuple[Party, ...] = ("customer", "partner", "grid_operator")

RULES: tuple[Rule, ...] = (
    Rule(
        "gdpr_12_3",
        28,
        ("DE", "PL"),
        _BRANCHES,
        "GDPR (EU) 2016/679 art. 12(3): one month, the shortest of which has 28 days",
        types=("data_protection",),
    ),
    Rule(
        "own_partner",
        14,
        ("DE", "PL"),
        _BRANCHES,
        _OWN,
        types=("commission", "customer_case"),
        stops_for=_OWN_STOPS,
        read_on=None,
    ),
    Rule(
        "de_tkg_58",
        2,
        ("DE",),
        ("telecom",),
        "TKG § 58(3): after two calendar days without repair compensation is due (buzer.de/58_TKG.htm)",
        types=("outage",),
    ),
    Rule(
        "de_own_goods",
        14,
        ("DE",),
        _BRANCHES,
        _OWN,
        types=("device", "delivery", "order"),
        stops_for=_OWN_STOPS,
        read_on=None,
    ),
    Rule(
        "de_enwg_111a",
        28,
        ("DE",),
        ("energy",),
        "EnWG § 111a: four weeks from the receipt (bundesnetzagentur.de, Vportal, Energie, Beschwerde)",
    ),
    Rule(
        "de_tkg_67",
        56,
        ("DE",),
        ("telecom",),
        "TKG § 67(3): eight weeks for the evidence on an objected bill (ra.de/g/tkg-2021-67)",
        types=("bill",),
    ),
    Rule("de_own_telecom", 28, ("DE",), ("telecom",), _OWN, stops_for=_OWN_STOPS, read_on=None),
    Rule(
        "pl_consumer_7a",
        14,
        ("PL",),
        _BRANCHES,
        _PL_CONSUMERS,
        types=("device", "delivery", "order"),
        read_on=None,
    ),
    Rule(
        "pl_energy_settlement",
        14,
        ("PL",),
        ("energy",),
        "Rozporzadzenie systemowe (4 May 2007) § 42 no. 8: 14 days on settlements (ure.gov.pl, FAQ energia, 3922)",
        types=("bill", "reading", "outage"),
    ),
    Rule("pl_energy", 14, ("PL",), ("energy",), _PL_CONSUMERS, read_on=None),
    Rule(
        "pl_pke_378",
        30,
        ("PL",),
        ("telecom",),
        "Prawo komunikacji elektronicznej art. 378: 30 days, else accepted (cik.uke.gov.pl, reklamacje i skargi, 7)",
    ),
)
"""The first rule that fits decides; the last of a country and branch fits every type."""

GOALS_WORKING_DAYS: dict[TicketKind, int] = {"question": 2, "correction": 5}
"""Our own goals for what is no complaint, in working days of the country."""
OWN_GOAL = "own_goal"


@dataclass(frozen=True)
class Deadline:
    """By when, and by which rule."""

    due_on: date
    basis: str


def complaint_rule(
    country: str, branch: Branch | None, complaint_type: ComplaintType, changed: Mapping[str, int]
) -> Rule:
    """The rule for a complaint; while the branch is unknown the stricter of the two.

    Args:
        country: The customer's or partner's, ISO 3166; one without rules of its own has those of home.
        branch: Energy or telecom, when known.
        complaint_type: What it is about.
        changed: Days by the name of a rule, from the settings.
    """
    known = country if any(country in rule.countries for rule in RULES) else _HOME
    wanted = _BRANCHES if branch is None else (branch,)
    fitting = (_first(known, one, complaint_type, changed) for one in wanted)
    return min(fitting, key=lambda rule: rule.days)


def complaint_deadline(rule: Rule, received_on: date) -> Deadline:
    """The last day for an answer; the day of the receipt does not count."""
    return Deadline(received_on + timedelta(days=rule.days), rule.basis)


def goal(kind: TicketKind, country: str, received_on: date) -> Deadline | None:
    """Our own goal for a question or correction; none for a callback."""
    days = GOALS_WORKING_DAYS.get(kind)
    return None if days is None else Deadline(add_working_days(received_on, days, country), OWN_GOAL)


def stops(basis: str | None, party: Party | None) -> bool:
    """Whether the clock of a rule stops while this party is waited for."""
    rule = next((rule for rule in RULES if rule.basis == basis), None)
    if rule is None:
        return basis == OWN_GOAL and party in _OWN_STOPS
    return party in rule.stops_for


def moved_by(waited: Sequence[tuple[datetime, datetime]]) -> timedelta:
    """How far stopped stretches move a deadline: whole days, a begun day counts for the one who had to act."""
    total = sum((until - since for since, until in waited), timedelta())
    return timedelta(days=-(-total // timedelta(days=1)))


def _first(country: str, branch: Branch, complaint_type: ComplaintType, changed: Mapping[str, int]) -> Rule:
    rule = next(_fitting(country, branch, complaint_type))
    return replace(rule, days=changed.get(rule.basis, rule.days))


def _fitting(country: str, branch: Branch, complaint_type: ComplaintType) -> Iterator[Rule]:
    for rule in RULES:
        if country in rule.countries and branch in rule.branches and (not rule.types or complaint_type in rule.types):
            yield rule
