"""An answer says which mail it answers."""

import pytest

from channels.contract import JsonObject
from channels.mail.threads import answer_subject, answer_to, bare_subject


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({}, {}),
        ({"subject": "Bill", "message_id": "b"}, {"subject": "Re: Bill", "in_reply_to": "b", "references": ["b"]}),
        (
            {"message_id": "c", "in_reply_to": ["b"], "references": ["a", "b"]},
            {"in_reply_to": "c", "references": ["a", "b", "c"]},
        ),
        ({"message_id": "c", "in_reply_to": ["b"]}, {"in_reply_to": "c", "references": ["b", "c"]}),
        ({"in_reply_to": ["b"], "references": ["a", "b"]}, {"references": ["a", "b"]}),
        ({"unproven": "no_policy"}, {"unproven": "no_policy"}),
    ],
)
def test_answer_to(facts: JsonObject, said: JsonObject) -> None:
    assert answer_to(facts) == said


@pytest.mark.parametrize(
    "subject",
    ["Bill", "Re: Bill", "RE: AW: Bill", "Odp: Bill", "Re[2]: Bill", "Antw.: Bill", "Antwort: Re : Bill", "SV: Bill"],
)
def test_answer_subject(subject: str) -> None:
    expected = "Re: Antw.: Bill" if subject.startswith("Antw.") else "Re: Bill"
    assert answer_subject(subject) == expected


@pytest.mark.parametrize("subject", ["Recent bill", "Reading", "AWG 12", "Odpowiedź na pismo", ""])
def test_words_that_only_begin_alike_stay(subject: str) -> None:
    assert bare_subject(subject) == subject
