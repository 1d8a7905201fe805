import pytest

from channels.pages.text import linked

HOSTS = ("chat.example", "zorza.example")


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
