"""Two matters in one message."""

from __future__ import annotations

import pytest

from bot.clauses import SECOND, clauses, past_thanks, with_second
from bot.linear_model import Ranked


def rank(text: str, *, limit: int) -> list[Ranked]:
    """A bill in the word owe, a contract in the word contract; the later word outweighs the earlier one."""
    chances = {"greet": 0.02, "check_bill": 0.01, "contract_expiry": 0.01}
    if "owe" in text:
        chances["check_bill"] = 0.95
    if "open" in text:
        chances["check_bill"] = 0.7
    if "contract" in text:
        chances |= {"contract_expiry": 0.95, "check_bill": 0.03}
    ranked = sorted(chances, key=lambda label: -chances[label])
    return [Ranked(label, chances[label]) for label in ranked][:limit]


def second(text: str) -> list[Ranked]:
    return with_second(rank, text, rank(text, limit=3))


@pytest.mark.parametrize(
    "text",
    [
        "how much do I owe, and until when is the contract?",
        "how much do I owe and when ends the contract",
        "until when is the contract? how much do I owe",
    ],
)
def test_the_matter_of_another_clause_is_lifted_behind_the_first(text: str) -> None:
    lifted = second(text)
    assert [entry.label for entry in lifted] == ["contract_expiry", "check_bill", "greet"]
    assert lifted[1].confidence == SECOND


def test_a_question_of_its_own_need_not_be_as_sure() -> None:
    assert [entry.label for entry in second("what is still open? and until when is the contract?")][1] == "check_bill"
    assert second("something is still open, until when is the contract?")[1].confidence < SECOND


@pytest.mark.parametrize("text", ["how much do I owe for the contract", "I owe, contract", "well, how much do I owe"])
def test_one_matter_stays_one(text: str) -> None:
    assert second(text) == rank(text, limit=3)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("thank you very much. and until when is the contract?", "contract_expiry"),
        ("thanks, what is open", "check_bill"),
        ("thanks, you saved my day", "thanks"),
        ("thanks", "thanks"),
    ],
)
def test_thanks_do_not_hide_what_follows(text: str, meant: str) -> None:
    def polite(words: str, *, limit: int) -> list[Ranked]:
        found = rank(words, limit=limit)
        return [Ranked("thanks", 0.65), *found[:-1]] if words.startswith("thank") else found

    assert past_thanks(polite, text, polite(text, limit=3))[0].label == meant


def test_a_single_clause_has_no_clauses() -> None:
    assert clauses("how much do I owe?") == []
    assert clauses("hello, how much do I owe") == ["hello", "how much do I owe"]


def test_two_matters_may_stand_beside_the_first() -> None:
    def of_three(text: str, *, limit: int) -> list[Ranked]:
        found = next((one for one in ("owe", "contract", "reading") if one in text), "greet")
        return [Ranked(found, 0.9), *(Ranked(one, 0.01) for one in ("owe", "contract", "reading") if one != found)][
            :limit
        ]

    text = "how much do I owe, and until when is the contract, and here is the reading"
    assert [entry.label for entry in with_second(of_three, text, of_three(text, limit=3))] == [
        "owe",
        "contract",
        "reading",
    ]
