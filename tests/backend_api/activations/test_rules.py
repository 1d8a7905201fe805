"""Which of several switches decides."""

from datetime import date

import pytest

from backend_api.activations.rules import ANY, Asked, Setting, decide, group_of
from backend_api.security import Identity, Level
from tests.backend_api import world

TODAY = date(2026, 11, 20)
ASKED = Asked("partner_B", "telegram", "order_device")


def setting(group: str, channel: str, process: str, *, on: bool, since: date = date(2026, 1, 1)) -> Setting:
    return Setting(group, channel, process, on, since)


def test_without_a_switch_a_process_is_on() -> None:
    assert decide([], ASKED, TODAY)
    assert decide([setting("partner_A", ANY, ANY, on=False)], ASKED, TODAY), "another group's"


def test_the_more_exact_switch_decides() -> None:
    wide, exact = setting("partner_B", ANY, ANY, on=False), setting("partner_B", "telegram", "order_device", on=True)
    assert decide([wide, exact], ASKED, TODAY)
    assert not decide([wide, exact], Asked("partner_B", "sms", "order_device"), TODAY)
    group, channel = setting("partner_B", ANY, ANY, on=True), setting(ANY, "telegram", ANY, on=False)
    assert decide([channel, group], ASKED, TODAY), "of equally exact ones the group counts first"


def test_the_latest_one_that_has_begun_decides() -> None:
    settings = [
        setting("partner_B", ANY, ANY, on=False),
        setting("partner_B", ANY, ANY, on=True, since=TODAY),
        setting("partner_B", ANY, ANY, on=False, since=date(2026, 11, 21)),
    ]
    assert not decide(settings, ASKED, date(2026, 11, 19))
    assert decide(settings, ASKED, TODAY)
    assert not decide(settings, ASKED, date(2026, 11, 21))


@pytest.mark.parametrize(
    ("identity", "category", "group"),
    [
        (Identity(), None, "anonymous"),
        (Identity(Level.VERIFIED, world.uid(1), roles=("company_orders",)), None, "company_orders"),
        (Identity(Level.VERIFIED, world.uid(1)), None, "private_customer"),
        (Identity(Level.VERIFIED, partner_id=world.uid(1), roles=("partner_user",)), "B", "partner_B"),
        (Identity(Level.VERIFIED, world.uid(1), person_id=world.uid(2), roles=("agent",)), None, "agent"),
    ],
)
def test_everybody_belongs_to_one_group(identity: Identity, category: str | None, group: str) -> None:
    assert group_of(identity, category) == group
