import pytest

from channels.pages.routes import create_pages
from channels.pages.text import linked, place_of
from channels.settings import Settings

HOSTS = ("chat.example", "zorza.example")
ORIGIN = "http://127.0.0.1:8000"


def test_text_is_escaped() -> None:
    assert linked("<b>5 & 6</b>", HOSTS) == "&lt;b&gt;5 &amp; 6&lt;/b&gt;"


def test_an_allowed_address_becomes_a_link_without_the_full_stop_after_it() -> None:
    html = linked("See https://www.zorza.example/prices?a=1&b=2.", HOSTS)
    assert html == (
        'See <a href="https://www.zorza.example/prices?a=1&amp;b=2" rel="noopener noreferrer">'
        "www.zorza.example/prices?a=1&amp;b=2</a>."
    )


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/",
        "https://zorza.example@evil.example/",
        "https://zorza.example.evil.example/",
        "https://notzorza.example/",
        "http://zorza.example/",
        "javascript:alert(1)",
        "https://[zorza.example/",
    ],
)
def test_other_addresses_stay_text(address: str) -> None:
    assert "<a" not in linked(address, HOSTS)


def test_an_address_of_an_allowed_origin_becomes_a_link_without_tls() -> None:
    html = linked(f"Open this link to go on there: {ORIGIN}/demo/telegram?start=a_b-", (*HOSTS, ORIGIN))
    assert html == (
        f'Open this link to go on there: <a href="{ORIGIN}/demo/telegram?start=a_b-" rel="noopener noreferrer">'
        "127.0.0.1:8000/demo/telegram?start=a_b-</a>"
    )


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://127.0.0.1:9000/",
        "http://evil.example:8000/",
        "http://127.0.0.1:8000@evil.example/",
        "http://127.0.0.1:8000.evil.example/",
        "http://x@127.0.0.1:8000/",
        "http://sub.127.0.0.1:8000/",
        "ftp://127.0.0.1:8000/",
        "javascript:alert('http:')",
    ],
)
def test_an_allowed_origin_is_that_one_alone(address: str) -> None:
    assert "<a" not in linked(address, (*HOSTS, ORIGIN))


def test_places() -> None:
    assert place_of("https://t.me/{bot}?start={token}") == "t.me"
    assert place_of("http://127.0.0.1:8000/demo/telegram?start={token}") == ORIGIN


def test_pages_link_to_the_suppliers_sites_to_us_and_to_our_bot(settings: Settings) -> None:
    told = settings.model_copy(update={"public_url": ORIGIN, "allowed_origins": ("https://zorza.example",)})
    assert create_pages(told)._link_places == ("zorza.example", ORIGIN, "t.me")
