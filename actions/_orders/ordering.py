"""Works out what an order is made of: its kind, its lines, its price, and the agreement it is called off from."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from actions import _backend
from actions._backend import orders
from actions._errand.drafts import Draft
from actions._errand.hindrances import MISSING, AskAgain
from actions._errand.steps import Problem
from actions._orders.products import THINGS, words_of
from actions._orders.steps import MORE, NEW, SENT
from actions._records import ENERGY
from actions._turn import Turn
from actions._words.addresses import one_line
from actions._words.choices import Option
from actions._words.spelling import fold

Json = dict[str, Any]

_BIGGER = re.compile(
    r"\b(bigger|larger|more|faster|upgrad|groesser|mehr|schneller|aufstock|wieksz|wiecej|szybsz|dokup)", re.IGNORECASE
)
"""Words, without accents, of somebody who wants more than the plan gives."""

_TELLING = re.compile(r"[^\W\d]{5,}")
"""Words of a description that may name a product; short ones are in every sentence."""

_TARIFF = re.compile(r"\b(?:tariffs?|tarife?s?|(?:strom|gas)tarife?s?|taryf\w*)\b")

SUPPLIED = ("tariff", "plan")


_DATA = re.compile(r"\b(?:\d+ ?)?(?:gigs?|giga\w*|gb|data|datenvolumen|daten|internet w telefonie|dane|danych)\b")
"""Words of the data of a mobile plan, without accents; a line into the house is measured in Mbit."""


def wants_data(text: str) -> bool:
    """Tell whether data of a mobile plan is spoken of."""
    return _DATA.search(fold(text)) is not None


def wants_more(text: str) -> bool:
    """Tell whether somebody wants more than the present plan gives."""
    return _BIGGER.search(fold(text)) is not None


async def known_for_order(turn: Turn) -> Json:
    """What an order needs to be asked about: products, places, contracts, agreements, and what the person may do."""
    customer, points, contracts = await asyncio.gather(
        _backend.customer(), _backend.service_points(), _backend.contracts()
    )
    company = customer["kind"] == "company"
    products, agreements = await asyncio.gather(
        orders.products(turn.language, customer["country"], customer["kind"]),
        orders.agreements() if company else _nothing(),
    )
    by_point = {contract["service_point_id"]: contract for contract in reversed(contracts) if _runs(contract)}
    return {
        "company": company,
        "products": [product_option(product) for product in products],
        "points": [_point(point, by_point.get(point["id"])) for point in points],
        "agreements": [
            {"number": one["number"], "term_months": one["term_months"]} for one in agreements if _is_open(one)
        ],
        "rights": customer.get("rights"),
    }


async def _nothing() -> list[Json]:
    return []


def _is_open(agreement: Mapping[str, Any]) -> bool:
    return bool(agreement["state"] == "active")


def _runs(contract: Mapping[str, Any]) -> bool:
    return contract["state"] not in ("ended", "cancelled", "withdrawn")


def product_option(product: Json) -> Any:
    """A product as something to choose from, with its price."""
    price = product["price"]
    return {
        "value": product["number"],
        "label": product["name"],
        "words": [
            product["number"],
            product["commodity"] or "",
            *_TELLING.findall(product["description"]),
            *_called(product),
        ],
        "kind": product["kind"],
        "commodity": product["commodity"],
        "price": price["gross"],
        "stated": price["stated"],
        "own_price": price[price["stated"]],
        "rules": price["rules"],
    }


def _called(product: Json) -> list[str]:
    """What people call a thing that is no phone, which a plan might be meant with."""
    own = set(words_of(product["name"])) if product["kind"] in SENT else set()
    return [word for group in THINGS[1:] if own & set(group.split()) for word in group.split()]


def _point(point: Mapping[str, Any], contract: Mapping[str, Any] | None) -> Json:
    address = point["address"]
    return {
        "value": point["id"],
        "label": point["name"],
        "words": [point["commodity"], *(str(address[part]) for part in ("street", "city"))] if address else [],
        "commodity": point["commodity"],
        "address": one_line(address) if address else None,
        "contract": contract
        and {name: contract[name] for name in ("number", "product_name", "base_price", "unit_price")},
    }


def chosen(draft: Draft) -> Json | None:
    """The product that was chosen."""
    number = draft.values.get("product")
    return next((product for product in draft.known.get("products", []) if product["value"] == number), None)


def is_supply(draft: Draft) -> bool:
    """A tariff or plan: it is for a place or line, and nothing is sent."""
    product = chosen(draft)
    return product is not None and product["kind"] in SUPPLIED


def ships(draft: Draft) -> bool:
    """Something is sent to an address."""
    if "basket" in draft.values:
        return bool(draft.known.get("basket_ships"))
    return chosen(draft) is not None and not is_supply(draft)


def is_new_place(draft: Draft) -> bool:
    """A tariff, or a line in the wall, for a place that we do not supply yet; a mobile plan needs no place."""
    product = chosen(draft)
    is_line = product is not None and product["commodity"] == "mobile"
    return is_supply(draft) and draft.values.get("point") == NEW and not is_line


def needs_place(draft: Draft) -> bool:
    """An address belongs to the order."""
    return ships(draft) or is_new_place(draft)


def asks_place(draft: Draft) -> bool:
    """The address must be asked for: of a new place, and where to send something if a company is at several places."""
    return is_new_place(draft) or (bool(draft.known["company"]) and len(place_options(draft)) > 1)


def point_options(draft: Draft) -> list[Option]:
    """The customer's points that the product could be for, and a new one."""
    product = chosen(draft)
    commodity = product["commodity"] if product else draft.known.get("bigger")
    fitting = [point for point in draft.known["points"] if point["commodity"] == commodity]
    if product is None:
        return fitting
    fitting = [point for point in fitting if point["contract"]]
    key = "button_order_new_line" if commodity == "mobile" else "button_order_new_place"
    return [*fitting, Option(value=NEW, label="", title_key=key)]


def place_options(draft: Draft) -> list[Option]:
    """Every address of the customer's once; none for a place that is new."""
    if is_new_place(draft):
        return []
    by_address: dict[str, Option] = {}
    for point in draft.known["points"]:
        if point["address"]:
            by_address.setdefault(
                point["address"],
                Option(value=point["value"], label=f"{point['label']}: {point['address']}", words=point["words"]),
            )
    return list(by_address.values())


def product_options(draft: Draft) -> list[Option]:
    """What there is to choose from: bigger plans for whom wants more, what was half named, else everything."""
    products: Sequence[Any] = draft.known.get("products", [])
    if commodity := draft.known.get("bigger"):
        point = next((one for one in draft.known["points"] if one["value"] == draft.values.get("point")), None)
        now = float(point["contract"]["base_price"]["amount"]) if point and point["contract"] else 0.0
        plans = [product for product in products if product["commodity"] == commodity and product["kind"] in SUPPLIED]
        return [plan for plan in plans if float((plan["own_price"]["base"] or {"amount": 0})["amount"]) > now]
    narrowed = draft.known.get("narrowed") or [product["value"] for product in products]
    return [product for product in products if product["value"] in narrowed]


def tariffs_meant(text: str, draft: Draft) -> list[str]:
    """Whoever wants "another tariff" may have those for what he is supplied with; nothing when none is spoken of."""
    if not _TARIFF.search(fold(text)):
        return []
    supplied = {point["commodity"] for point in draft.known["points"]} & set(ENERGY)
    products = draft.known["products"]
    return [one["value"] for one in products if one["kind"] == "tariff" and one["commodity"] in supplied]


async def agreement_for(draft: Draft) -> str | None:
    """The agreement of a company that the order is called off from, if one covers it.

    Raises:
        AskAgain: The agreement counts energy, and nobody has said how much will be used.
    """
    draft.known["agreement_refused"] = None
    if "basket" in draft.values:
        return None
    product, quantity = draft.values["product"], int(draft.values.get("quantity", 1))
    point = draft.values.get("point")
    for agreement in draft.known["agreements"]:
        number, draft.known["energy_kwh"] = str(agreement["number"]), _over_term(draft, agreement)
        answer = await orders.agreed(
            number, product, quantity, draft.known["energy_kwh"], None if point == NEW else point
        )
        if answer["accepted"]:
            return number
        if answer["reason"] == "energy_needed":
            draft.known["energy_needed"] = True
            raise AskAgain("energy", Problem(MISSING))
        if answer["reason"] != "product_not_covered":
            draft.known["agreement_refused"] = answer["reason"]
    return None


def _over_term(draft: Draft, agreement: Mapping[str, Any]) -> str | None:
    """The energy of the whole term, which agreements count; customers know what they use in a year."""
    yearly = draft.values.get("energy")
    return None if yearly is None else f"{Decimal(yearly) * int(agreement['term_months']) / 12:.0f}"


def body_of(draft: Draft) -> Json:
    """The order as the backend takes it, without the prices that were shown."""
    details: Json = {}
    body: Json = {"kind": _kind(draft), "details": details}
    point, place = draft.values.get("point"), draft.values.get("place")
    if is_supply(draft) and point == NEW:
        product = chosen(draft)
        details["commodity"] = product["commodity"] if product else None
        if isinstance(place, dict):
            details["address"] = place
    elif is_supply(draft):
        body["service_point_id"] = point
    elif isinstance(place, dict):
        details["address"] = place
    elif place:
        body["service_point_id"] = place
    if "basket" in draft.values:
        body["lines"] = [dict(line) for line in draft.known["basket_lines"]]
    else:
        own = {draft.values["product"]: int(draft.values.get("quantity", 1))}
        lines = {**own, **(draft.known.get(MORE, {}) if ships(draft) else {})}
        body["lines"] = [{"product_number": number, "quantity": count} for number, count in lines.items()]
    if number := draft.known.get("agreement"):
        body["framework_number"] = number
        if draft.known.get("energy_kwh"):
            body["energy_kwh"] = draft.known["energy_kwh"]
    return body


def _kind(draft: Draft) -> str:
    if "basket" in draft.values:
        return str(draft.known["basket_kind"])
    product = chosen(draft)
    assert product is not None
    if product["kind"] in SUPPLIED:
        return "new_supply" if draft.values.get("point") == NEW else "plan_change"
    more = {one["kind"] for one in draft.known["products"] if one["value"] in draft.known.get(MORE, ())}
    return "device" if "device" in more else str(product["kind"])


def held_to(lines: Sequence[Json]) -> list[Json]:
    """Lines as they are ordered: held to the price that was shown."""
    return [
        {
            "product_number": line["product_number"],
            "quantity": line["quantity"],
            "shown": {name: line[name] for name in ("one_off", "base", "unit")},
        }
        for line in lines
    ]
