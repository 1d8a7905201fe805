"""International phone numbers can be called and stay in one piece; whatever only looks like one stays text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.e2e.fake_gateway import FakeGateway

pytestmark = pytest.mark.browser
NUMBERS = {
    "You can also call us: +49 221 4710 200 (Monday to Friday, 8 to 18).": ("+49 221 4710 200", "tel:+492214710200"),
    "Zadzwoń: +48 22 010 02 00.": ("+48 22 010 02 00", "tel:+48220100200"),
    "(+49 (0)221/4710-200)": ("+49 (0)221/4710-200", "tel:+492214710200"),
    "\u2022 +442079460000; or write": ("+442079460000", "tel:+442079460000"),
    "+48 22 010 02 00 24 hours a day": ("+48 22 010 02 00", "tel:+48220100200"),
}
NO_NUMBERS = (
    "Call 112, or 0221 4710 200",
    "+12 345.678,90 and +1.234.567,89 EUR",
    "+12 345 678,90 kWh",
    "a+49 221 4710 200",
    "++49 221 4710 200",
    "+49 221 4710 200abc",
    "+49 *** 4567 and +49",
    "+1234567890123456789",
    "+0 221 4710 200",
    "https://evil.example/+492214710200",
    "tel:javascript:alarm()",
)


@pytest.mark.parametrize("text", NUMBERS)
def test_an_international_number_can_be_called_and_does_not_break(
    open_page: Callable[..., Page], gateway: FakeGateway, text: str
) -> None:
    shown, address = NUMBERS[text]
    page = open_page(viewport={"width": 320, "height": 568})
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.say(text)
    bubble = page.locator(".bubble").last
    expect(bubble).to_have_text(text)
    link = bubble.get_by_role("link")
    expect(link).to_have_text(shown)
    expect(link).to_have_attribute("href", address)
    assert link.evaluate("link => link.getClientRects().length") == 1


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_only_looks_like_a_number_stays_text(
    open_page: Callable[..., Page], gateway: FakeGateway, text: str
) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.say(text)
    expect(page.locator(".bubble").last).to_have_text(text)
    expect(page.locator(".bubble").last.locator("a, .phone")).to_have_count(0)


def test_the_customers_own_number_stays_in_one_piece_and_is_no_link(
    open_page: Callable[..., Page], gateway: FakeGateway
) -> None:
    page = open_page()
    expect(page.locator(".from-bot")).to_be_visible()
    gateway.say("Mine is +49 176 0406 9012", "customer")
    bubble = page.locator(".from-customer .bubble")
    expect(bubble.locator("span.phone")).to_have_text("+49 176 0406 9012")
    expect(bubble.get_by_role("link")).to_have_count(0)
