"""Which messages are a code."""

import pytest

from channels.identity.code_text import code_in, masked


@pytest.mark.parametrize(
    "text",
    [
        "123456",
        " 123 456 ",
        "123-456",
        "12 34 56",
        "code: 123456",
        "Mein Code lautet 123456.",
        "mój kod to 123 456",
        "it's 123456, thanks",
        "１２３４５６",
        "123456 !",
        "okay, so the code that I have just got by text message is 123456, and now tell me what I owe",
        "Also der Code, den ich gerade eben per SMS bekommen habe, lautet 123 456, was schulde ich denn jetzt?",
    ],
)
def test_codes(text: str) -> None:
    assert code_in(text) == "123456"
    assert "4" not in masked(text)


@pytest.mark.parametrize(
    "text",
    [
        "12345",
        "1234567",
        "12345674",
        "V-200417",
        "contract V-200417",
        "ticket T-100234",
        "T100234",
        "R-2026-004711",
        "123456 and 7",
        "1.234,56",
        "1234.56",
        "01.02.2026",
        "call me at +49 151 123456",
        "the code does not arrive, please call me at +49 151 123456",
        "I would like to know what the meter reading 123456 means for my next bill",
        "",
    ],
)
def test_no_codes(text: str) -> None:
    assert code_in(text) is None
