"""Who may see what of a basket, and in which state it is."""

from datetime import timedelta

import pytest

from backend_api.baskets.rules import Times, sight, state_at
from backend_api.security import Identity, Level
from tests.backend_api import world

MINE, THEIRS = world.ANNA.customer, world.BELA.customer


@pytest.mark.parametrize(
    ("identity", "of_a_guest", "of_mine"),
    [
        (Identity(), "lines", "nothing"),
        (Identity(Level.CHANNEL, MINE), "lines", "nothing"),
        (Identity(Level.VERIFIED, MINE), "lines", "everything"),
        (Identity(Level.FRESH, MINE), "lines", "everything"),
        (Identity(Level.FRESH, THEIRS), "lines", "nothing"),
        (Identity(Level.VERIFIED, partner_id=world.uid(1), roles=("partner_user",)), "lines", "nothing"),
        (Identity(Level.VERIFIED, person_id=world.uid(1), roles=("agent",)), "everything", "everything"),
        (Identity(Level.VERIFIED, THEIRS, person_id=world.uid(1), roles=("it",)), "everything", "everything"),
    ],
)
def test_a_number_alone_opens_no_personal_data(identity: Identity, of_a_guest: str, of_mine: str) -> None:
    assert (sight(None, identity), sight(MINE, identity)) == (of_a_guest, of_mine)


def test_a_basket_is_open_until_it_is_ordered_or_expires() -> None:
    second = timedelta(seconds=1)
    assert state_at(Times(world.NOW, None), world.NOW - second) == "open"
    assert state_at(Times(world.NOW, None), world.NOW) == "expired"
    assert state_at(Times(world.NOW, world.NOW - second), world.NOW + second) == "ordered"
