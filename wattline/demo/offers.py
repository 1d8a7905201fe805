"""Offers of the demo in every state, notices with what came of them, the rules of win-back, and the words of offers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from backend_api.contracts.models import Contract
from backend_api.contracts.reminders import expiry
from backend_api.contracts.service import terms_of
from backend_api.contracts.terms import outcome
from backend_api.offers.arithmetic import Prices, discounted_base, yearly_cost
from backend_api.offers.models import Offer, OfferAcceptance, OfferKind, OfferText
from backend_api.win_back.models import WinBackCase, WinBackRule
from backend_api.win_back.rules import unit_price
from wattline.demo import movers
from wattline.demo.calendar import DAY, add_months, month_first
from wattline.demo.catalog import TAX, product_number
from wattline.demo.ids import row_id
from wattline.demo.mover_plans import RulePlan, written
from wattline.demo.movers import Mover, at
from wattline.demo.plan import tariffs
from wattline.demo.terms import gross

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_api.database import Base
    from wattline.demo.mover_plans import NoticeStory, OfferStory
    from wattline.demo.points import PointRows

VERSION = "2026-11"
_FIRST_OFFER = 210_400
_VALID_DAYS = {"renewal": 30, "application": 14, "counter_offer": 14}
_RENEWALS = {
    ("DE", "electricity"): ("strom_oeko", "strom_flex"),
    ("DE", "gas"): ("gas_fix", "gas_flex"),
    ("PL", "electricity"): ("prad_stala", "prad_elastyczny"),
    ("PL", "gas"): ("gaz_12", "gaz_elastyczny"),
}
"""What private customers are offered whose term ends soon."""


@dataclass
class Agreed:
    """Rows of offers and notices, kind by kind in the order of writing."""

    contracts: list[Contract] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    acceptances: list[OfferAcceptance] = field(default_factory=list)
    cases: list[WinBackCase] = field(default_factory=list)

    def number(self, offer: Offer) -> Offer:
        """Give it its number and keep it."""
        offer.number = f"F-{_FIRST_OFFER + 20 * len(self.offers):06d}"
        self.offers.append(offer)
        return offer


def batches(points: Sequence[PointRows], kinds: dict[str, str], today: date) -> list[Sequence[Base]]:
    """The movers with everything on them, and open offers for personas whose term ends soon.

    Args:
        points: The points of the personas.
        kinds: Kind of customer by customer id; only private ones get these offers.
        today: The day of seeding.
    """
    moving, agreed = movers.build(today), Agreed()
    for mover in moving:
        if mover.plan.offer is not None:
            _offer(agreed, mover, mover.plan.offer, today)
        if mover.plan.notice is not None:
            _notice(agreed, mover, mover.plan.notice, today)
    for rows in points:
        if kinds.get(str(rows.point.customer_id)) == "private":
            _open_offers(agreed, rows, today)
    return [
        [*_texts(today), *(_rule(rule, today) for rule in written().rules)],
        *movers.batches(moving),
        agreed.contracts,
        [order for mover in moving for order in mover.orders],
        [switch for mover in moving for switch in mover.switches],
        agreed.offers,
        agreed.acceptances,
        agreed.cases,
    ]


def _texts(today: date) -> list[OfferText]:
    return [
        OfferText(
            id=_text_id(kind, language),
            kind=kind,
            language=language,
            version=VERSION,
            valid_from_on=today - timedelta(days=200),
            body=body,
        )
        for kind, languages in written().texts.items()
        for language, body in languages.items()
    ]


def _text_id(kind: str, language: str) -> Any:
    return row_id("offer text", kind, language)


def _rule(rule: RulePlan, today: date) -> WinBackRule:
    return WinBackRule(
        id=row_id("win-back rule", rule.key),
        name=rule.name,
        reason=rule.reason,
        customer_kind=rule.customer_kind,
        country=rule.country,
        commodity=rule.commodity,
        least_use_kwh=None if rule.least is None else Decimal(rule.least),
        product_number=product_number(rule.tariff),
        discount_percent=rule.discount,
        floor_unit_amount=rule.floor,
        bonus_amount=rule.bonus,
        most_uses=rule.most,
        valid_from_on=today - timedelta(days=300),
        valid_until_on=None if rule.ended_days is None else today - timedelta(days=rule.ended_days),
        position=rule.position,
    )


def offer_of(kind: OfferKind, tariff_key: str, contract: Contract, language: str, made_on: date) -> Offer:
    """An offer of a tariff beside a contract; number, first day and use are given later."""
    tariff = tariffs()[tariff_key]
    value, unit = tariff.notice.split()
    return Offer(
        id=row_id(contract.id, "offer", kind, tariff_key, made_on),
        kind=kind,
        customer_id=contract.customer_id,
        contract_id=None if kind == "application" else contract.id,
        service_point_id=contract.service_point_id,
        version=1,
        product_number=product_number(tariff_key),
        product_name=tariff.name,
        base_amount=gross(tariff.base, tariff),
        unit_amount=None if tariff.unit is None else gross(tariff.unit, tariff),
        currency=tariff.currency,
        tax_percent=Decimal(TAX[tariff.country]),
        term_months=tariff.term,
        notice_period_value=int(value),
        notice_period_unit=unit,
        renewal=tariff.renewal,
        renewal_months=tariff.renewal_months,
        guarantee_months=tariff.term if tariff.guaranteed else None,
        bonus_amount=Decimal(0),
        text_id=_text_id(kind, language),
        made_at=at(made_on),
    )


def _work_out(offer: Offer, contract: Contract, kwh: Decimal, made_on: date) -> None:
    offer.yearly_use_kwh, offer.use_basis = kwh, "stated" if offer.kind == "application" else "measured_year"
    offer.use_from_on, offer.use_to_on = add_months(month_first(made_on), -12), month_first(made_on) - DAY
    offer.yearly_cost_amount = yearly_cost(Prices(offer.base_amount, offer.unit_amount), kwh)
    if offer.contract_id is not None:
        present = Prices(contract.base_price_amount, contract.unit_price_amount)
        offer.present_yearly_cost_amount = yearly_cost(present, kwh)


def _finish(agreed: Agreed, offer: Offer, mover: Mover, made_on: date, starts_on: date) -> Offer:
    offer.starts_on = starts_on
    offer.valid_until_on = min(made_on + timedelta(days=_VALID_DAYS[offer.kind]), starts_on - DAY)
    _work_out(offer, mover.contract, Decimal(mover.plan.use), made_on)
    return agreed.number(offer)


def _offer(agreed: Agreed, mover: Mover, story: OfferStory, today: date) -> None:
    """A renewal or an application, and what became of it."""
    made_on = today - timedelta(days=story.days)
    contract, language = mover.contract, mover.plan.language
    offer = offer_of(story.kind, story.tariff, contract, language, made_on)
    if story.kind == "application":
        offer.form = _form(mover, story)
    starts_on = (
        contract.starts_on if contract.term_ends_on is None or mover.plan.planned else contract.term_ends_on + DAY
    )
    _finish(agreed, offer, mover, made_on, starts_on)
    if story.state == "declined":
        offer.declined_at = at(made_on + DAY)
    elif story.state == "expired":
        offer.valid_until_on = today - DAY
    elif story.state == "replaced":
        offer.replaced_at = at(today)
        newer = offer_of(story.kind, mover.plan.tariff, contract, language, today)
        newer.version, newer.replaces_id = 2, offer.id
        _finish(agreed, newer, mover, today, starts_on)
    elif story.state in ("accepted", "withdrawn"):
        _accept(agreed, mover, offer, made_on + DAY, withdrawn_on=today if story.state == "withdrawn" else None)


def _form(mover: Mover, story: OfferStory) -> dict[str, Any]:
    point = mover.point
    same = (
        "commodity",
        "scheme",
        "identifier",
        "meter_number",
        "street",
        "house_number",
        "postcode",
        "city",
        "country",
    )
    form = {name: getattr(point, name) for name in same}
    return form | {"point_name": point.name, "counterpart": story.counterpart, "holder_name": mover.plan.name}


def _accept(agreed: Agreed, mover: Mover, offer: Offer, on: date, *, withdrawn_on: date | None = None) -> None:
    """The yes, the order that carries it out, and the contract that came of it."""
    if offer.kind == "application":
        follow_up, kind, told = mover.contract, "supplier_switch", [("signed", on)]
        follow_up.signed_on = on
    else:
        follow_up, kind, told = _follow_up(agreed, mover, offer, on, withdrawn_on), "renewal", [("accepted", on)]
    if withdrawn_on is not None:
        told.append(("withdrawn", withdrawn_on))
    details: dict[str, Any] = {}
    if offer.form is not None:
        details = {"direction": "incoming", "counterpart": offer.form["counterpart"]}
    order = movers.order(
        mover,
        kind,
        told,
        contract_id=mover.contract.id,
        details=details,
        promised_on=offer.starts_on,
        lines=[movers.line_of(follow_up)],
    )
    if offer.form is not None:
        movers.signed_switch(mover, order, offer.form["counterpart"])
    agreed.acceptances.append(
        OfferAcceptance(
            offer_id=offer.id,
            accepted_at=at(on),
            text_version=VERSION,
            level="fresh",
            proven_at=int(at(on).timestamp()) - 60,
            actor_kind="customer",
            actor_id=mover.customer.id,
            order_id=order.id,
            contract_id=follow_up.id,
            withdrawn_at=None if withdrawn_on is None else at(withdrawn_on),
        )
    )


def _follow_up(agreed: Agreed, mover: Mover, offer: Offer, on: date, withdrawn_on: date | None) -> Contract:
    old = mover.contract
    tariff_key = next(key for key in tariffs() if product_number(key) == offer.product_number)
    new = movers.contract_of(tariff_key, mover.point, offer.starts_on)
    new.id, new.number = row_id(mover.plan.key, "follow-up"), f"V-{int(old.number[2:]) + 1}"
    new.base_price_amount, new.unit_price_amount = offer.base_amount, offer.unit_amount
    new.signed_on, new.follows_id, new.withdrawn_on = on, old.id, withdrawn_on
    if withdrawn_on is None:
        new.succeeds_id = old.id
        old.notice_given_on, old.notice_ends_on, old.ended_by = on, offer.starts_on - DAY, "renewal"
    agreed.contracts.append(new)
    return new


def _notice(agreed: Agreed, mover: Mover, story: NoticeStory, today: date) -> None:
    """A notice of leaving with what came of it."""
    given_on, contract = today - timedelta(days=story.days), mover.contract
    ends_on = outcome(terms_of(contract), today=given_on).earliest_end_on
    stays = story.taken_back or story.state == "accepted"
    told = [("received", given_on), ("taken_back", given_on + 2 * DAY) if stays else ("confirmed", given_on + DAY)]
    details = {"ends_on": ends_on.isoformat(), "notice": "ordinary", "reason": story.reason}
    order = movers.order(
        mover,
        "contract_cancellation",
        told,
        contract_id=contract.id,
        details={name: value for name, value in details.items() if value is not None},
        promised_on=ends_on + timedelta(days=42),
    )
    case = WinBackCase(
        id=row_id(mover.plan.key, "notice"),
        order_id=order.id,
        contract_id=contract.id,
        customer_id=mover.customer.id,
        received_at=at(given_on),
        reason=story.reason,
        asked_at=at(given_on + DAY) if story.asked else None,
    )
    agreed.cases.append(case)
    if not stays:
        contract.notice_given_on, contract.notice_ends_on, contract.ended_by = given_on, ends_on, "notice"
    if story.rule is not None:
        _counter_offer(agreed, mover, story, case, given_on + DAY)


def _counter_offer(agreed: Agreed, mover: Mover, story: NoticeStory, case: WinBackCase, made_on: date) -> None:
    plan = next(rule for rule in written().rules if rule.key == story.rule)
    offer = offer_of("counter_offer", plan.tariff, mover.contract, mover.plan.language, made_on)
    rule = _rule(plan, made_on)
    offer.base_amount = discounted_base(offer.base_amount, plan.discount)
    offer.unit_amount = unit_price(rule, offer.unit_amount)
    offer.bonus_amount, offer.rule_id = plan.bonus, rule.id
    _finish(agreed, offer, mover, made_on, add_months(month_first(made_on), 1))
    case.offer_id = offer.id
    if story.state == "declined":
        offer.declined_at = at(made_on + DAY)
    elif story.state == "accepted":
        _accept(agreed, mover, offer, made_on + DAY)


def _open_offers(agreed: Agreed, rows: PointRows, today: date) -> None:
    """Two offers for a private customer's energy contract whose term ends within sixty days."""
    contract, point = rows.contracts[-1], rows.point
    wanted = _RENEWALS.get((point.country, point.commodity))
    if wanted is None or contract.term_ends_on is None or expiry(terms_of(contract), today=today) is None:
        return
    kwh = _use_of(rows)
    if kwh is None or contract.term_ends_on <= today:
        return
    for tariff_key in wanted:
        offer = offer_of("renewal", tariff_key, contract, {"DE": "de", "PL": "pl"}[point.country], today)
        offer.starts_on = contract.term_ends_on + DAY
        offer.valid_until_on = min(today + timedelta(days=30), contract.term_ends_on)
        _work_out(offer, contract, kwh, today)
        agreed.number(offer)


def _use_of(rows: PointRows) -> Decimal | None:
    """What was used between the last reading and the one a year before it; none when there is none."""
    if not rows.readings:
        return None
    last = rows.readings[-1]
    year_ago = add_months(last.read_on, -12)
    first = next((reading for reading in rows.readings if reading.read_on == year_ago), None)
    return None if first is None else (last.value - first.value) * last.kwh_per_unit
