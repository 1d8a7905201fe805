"""Prefilled applications: filled from what is known, priced, and turned into contract and order when confirmed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from backend_api.calendars import add_working_days
from backend_api.contracts import repository as contracts
from backend_api.errors import NotFoundError
from backend_api.numbers.service import next_number
from backend_api.offers import repository
from backend_api.offers.contracting import contract_of, line_of
from backend_api.offers.errors import ApplicationInvalidError
from backend_api.offers.permission import require_may_order
from backend_api.offers.preparing import Terms, make, tell, text_for, work_out
from backend_api.offers.schemas import ApplicationForm
from backend_api.offers.use import YearlyUse
from backend_api.orders import service as orders
from backend_api.orders.service import NewOrder
from backend_api.products import service as products
from backend_api.security import Level
from backend_api.service_points.models import MeteringPoint
from backend_api.values import MalformedValueError, MaloId, PpeCode

if TYPE_CHECKING:
    from datetime import datetime
    from decimal import Decimal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.contracts.models import Contract
    from backend_api.customers.models import Customer
    from backend_api.offers.asked import Asked
    from backend_api.offers.models import Offer
    from backend_api.offers.schemas import ApplicationIn
    from backend_api.orders.models import Order
    from backend_api.security import Identity
    from backend_api.service_points.models import ServicePoint

VALID_DAYS = 14
"""For so long a prefilled form can be confirmed. Judgement."""
_SWITCH_WORKING_DAYS, _NEW_WORKING_DAYS = 15, 5
"""Usual time until supply begins: withdrawal period and grid operator; grid operator alone. Judgement."""


async def prepare(
    session: AsyncSession, identity: Identity, wanted: ApplicationIn, *, now: datetime, today: date
) -> Offer:
    """Fill an application in for the customer of the identity, and price it.

    Raises:
        NotFoundError: The customer has no such point, or there is no such tariff.
        ApplicationInvalidError: The form lacks the place, or its identifier is wrong.
        OfferTextMissingError: There are no words for it.
        RightMissingError: Whoever acts may not order for the customer.
    """
    customer = await repository.customer(session, identity.require(Level.VERIFIED))
    if customer is None:
        raise NotFoundError
    await require_may_order(session, identity)
    point = None
    if wanted.service_point_id is not None:
        point = await repository.own_point(session, identity, wanted.service_point_id)
        if point is None:
            raise NotFoundError
    form = _form(wanted, customer, point)
    found = await products.find(session, wanted.product_number, on=today)
    _check(form, found, customer, wanted.starts_on, today)
    usual = _SWITCH_WORKING_DAYS if form.counterpart else _NEW_WORKING_DAYS
    starts_on = wanted.starts_on or add_working_days(today, usual, form.country)
    valid_until_on = min(today + timedelta(days=VALID_DAYS), starts_on - timedelta(days=1))
    text = await text_for(session, "application", customer, today)
    name = products.text_of(found.product, customer.language).name
    offer = make(found.price, name, Terms("application", starts_on, valid_until_on), text, now=now)
    offer.number = await next_number(session, "offer")
    offer.customer_id = customer.id
    offer.service_point_id = None if point is None else point.id
    offer.form = form.model_dump(mode="json")
    work_out(offer, _stated(wanted.yearly_use_kwh, today), None)
    await repository.store(session, offer)
    await tell(session, offer, now=now)
    stored = await repository.find(session, offer.id)
    assert stored is not None
    return stored


async def begin(session: AsyncSession, identity: Identity, offer: Offer, asked: Asked) -> tuple[Order, Contract]:
    """The form was confirmed: the point is planned, the contract signed, and new supply or a switch is ordered."""
    form = ApplicationForm.model_validate(offer.form)
    service_point_id = offer.service_point_id
    if service_point_id is None:
        point = await repository.point_of(session, offer.customer_id, form.scheme, form.identifier)
        if point is None:
            point = _point(form, offer)
            await repository.store(session, point)
        service_point_id = offer.service_point_id = point.id
    contract = await contract_of(session, offer, service_point_id, today=asked.today)
    await contracts.store(session, contract)
    said: dict[str, Any] = {"wished_on": offer.starts_on.isoformat(), "meter_number": form.meter_number}
    if form.counterpart is not None:
        said |= {"direction": "incoming", "counterpart": form.counterpart}
    else:
        said |= {"commodity": form.commodity, "metering_point": form.identifier}
    new = NewOrder(
        kind=order_kind(form.model_dump()),
        customer_id=offer.customer_id,
        lines=(line_of(offer),),
        details={name: value for name, value in said.items() if value is not None},
        service_point_id=service_point_id,
        contract_id=contract.id,
        channel=asked.channel,
        currency=offer.currency,
        promised_on=offer.starts_on,
    )
    return await orders.place(session, identity, new, now=asked.now), contract


def order_kind(form: dict[str, Any]) -> str:
    """What a confirmed form orders: a switch where there is a supplier to leave, else new supply."""
    return "new_supply" if form.get("counterpart") is None else "supplier_switch"


def _form(wanted: ApplicationIn, customer: Customer, point: ServicePoint | None) -> ApplicationForm:
    """What was filled in, else what is known of the point."""
    if wanted.form is not None:
        return wanted.form.model_copy(update={"counterpart": wanted.form.counterpart or wanted.counterpart})
    if point is None:
        raise ApplicationInvalidError({"form": "missing"})
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
    known = {name: getattr(point, name) for name in same}
    holder = " ".join(part for part in (customer.first_name, customer.name) if part)
    try:
        return ApplicationForm(point_name=point.name, counterpart=wanted.counterpart, holder_name=holder, **known)
    except ValidationError as error:
        problems = {f"form.{problem['loc'][0]}": problem["type"] for problem in error.errors()}
        raise ApplicationInvalidError(problems) from error


def _check(
    form: ApplicationForm, found: products.PricedProduct, customer: Customer, starts_on: date | None, today: date
) -> None:
    product, problems = found.product, {}
    if (product.commodity, product.country) != (form.commodity, form.country):
        problems["product_number"] = "not_for_this_place"
    if product.customer_kind not in (None, customer.kind) or found.price.rules is None:
        problems["product_number"] = "not_for_this_customer"
    if not _is_valid(form):
        problems["form.identifier"] = "invalid"
    if starts_on is not None and starts_on <= today:
        problems["starts_on"] = "in_the_past"
    if problems:
        raise ApplicationInvalidError(problems)


def _is_valid(form: ApplicationForm) -> bool:
    try:
        if form.scheme == "malo":
            MaloId.parse(form.identifier)
        elif form.scheme == "ppe":
            PpeCode.parse(form.identifier)
        else:
            return False
    except MalformedValueError:
        return False
    return True


def _stated(kwh: Decimal | None, today: date) -> YearlyUse | None:
    return None if kwh is None else YearlyUse(kwh, "stated", today, today)


def _point(form: ApplicationForm, offer: Offer) -> MeteringPoint:
    return MeteringPoint(
        customer_id=offer.customer_id,
        name=form.point_name,
        commodity=form.commodity,
        scheme=form.scheme,
        identifier=form.identifier,
        state="planned",
        street=form.street,
        house_number=form.house_number,
        postcode=form.postcode,
        city=form.city,
        country=form.country,
        melo_ids=[],
        meter_number=form.meter_number,
        grid_operator=None,
    )
