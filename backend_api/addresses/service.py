"""Checks an address against the postcodes and streets we have, and suggests what may be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.addresses import repository
from backend_api.addresses.schemas import AddressCheckOut, AddressField, AddressIn, AddressOut
from backend_api.addresses.spelling import is_form_of, is_house_number, key_of, nearest, postcode_form, street_key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Literal

    from sqlalchemy.ext.asyncio import AsyncSession

    from backend_api.addresses.models import PostalPlace

    Problem = Literal["form", "unknown", "not_here"]

_MOST_SUGGESTIONS = 5


async def check(session: AsyncSession, written: AddressIn) -> AddressCheckOut:
    """Whether there is such an address: its proper spelling, suggestions, or which field is wrong.

    A street is judged only in a place whose streets we have.
    """
    postcode = postcode_form(written.postcode, written.country)
    if postcode is None:
        return _wrong("postcode", "form", [])
    if not is_house_number(written.house_number):
        return _wrong("house_number", "form", [])
    under = await repository.places_of_postcode(session, written.country, postcode)
    if not under:
        return await _without_postcode(session, written)
    key = key_of(written.city)
    place = next((place for place in under if place.city_key == key), None)
    if place is None and written.country == "PL":
        place = next((place for place in under if is_form_of(key, place.city_key)), None)
    if place is None:
        return await _wrong_city(session, written, under)
    return await _street(session, written, place)


async def _street(session: AsyncSession, written: AddressIn, place: PostalPlace) -> AddressCheckOut:
    if not place.streets:
        return _ok(_address(written, place, written.street.strip()), is_street_known=False)
    key = street_key_of(written.street)
    spelling = _streets(place).get(key)
    if spelling is not None:
        return _ok(_address(written, place, spelling))
    elsewhere = await _same_street(session, written, place)
    if elsewhere:
        return _wrong("postcode", "not_here", elsewhere)
    near = [_address(written, place, _streets(place)[one]) for one in nearest(key, _streets(place))]
    return _wrong("street", "unknown", near)


async def _same_street(session: AsyncSession, written: AddressIn, place: PostalPlace) -> list[AddressOut]:
    """The street under another postcode of the town."""
    others = await repository.places_of_city(session, written.country, place.city_key)
    return _with_street(written, (other for other in others if other.id != place.id))


async def _wrong_city(session: AsyncSession, written: AddressIn, under: Sequence[PostalPlace]) -> AddressCheckOut:
    """The postcode exists and the town is another: either of them may be mistyped."""
    named = await repository.places_of_city(session, written.country, key_of(written.city))
    suggestions = [*_with_street(written, under), *_with_street(written, named)]
    if not suggestions:
        suggestions = [_address(written, place, written.street.strip()) for place in (*under, *named)]
    return _wrong("city", "not_here" if named else "unknown", suggestions)


async def _without_postcode(session: AsyncSession, written: AddressIn) -> AddressCheckOut:
    """No such postcode: the town may tell, also when it is mistyped."""
    named = await repository.places_of_city(session, written.country, key_of(written.city))
    if not named:
        near = nearest(key_of(written.city), await repository.city_keys(session, written.country), at_most=1)
        named = await repository.places_of_city(session, written.country, near[0]) if near else []
    suggestions = _with_street(written, named)
    return _wrong("postcode", "unknown", suggestions)


def _with_street(written: AddressIn, places: Iterable[PostalPlace]) -> list[AddressOut]:
    """The address in those of the places that have the street."""
    key = street_key_of(written.street)
    return [_address(written, place, _streets(place)[key]) for place in places if key in _streets(place)]


def _streets(place: PostalPlace) -> dict[str, str]:
    return {street.street_key: street.street for street in place.streets}


def _address(written: AddressIn, place: PostalPlace, street: str) -> AddressOut:
    return AddressOut(
        street=street,
        house_number=written.house_number.strip(),
        postcode=place.postcode,
        city=place.city,
        country=place.country,
    )


def _ok(address: AddressOut, *, is_street_known: bool = True) -> AddressCheckOut:
    return AddressCheckOut(
        outcome="ok", address=address, suggestions=[], field=None, problem=None, is_street_known=is_street_known
    )


def _wrong(field: AddressField, problem: Problem, suggestions: list[AddressOut]) -> AddressCheckOut:
    return AddressCheckOut(
        outcome="corrected" if suggestions else "unknown",
        address=None,
        suggestions=suggestions[:_MOST_SUGGESTIONS],
        field=field,
        problem=problem,
        is_street_known=False,
    )
