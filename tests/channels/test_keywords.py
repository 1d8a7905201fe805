"""Words that stop, start and help; numbers that choose."""

import pytest

from channels.contract import InboundKind
from channels.keywords import HELP, START, STOP, bare, choice_of, kind_of

STOPS = [
    *(
        "STOP",
        "stop",
        "Stop",
        " stop ",
        "stop.",
        "STOP!!!",
        "«Stop»",
        "'stop'",
        "S.T.O.P.",
        "s t o p",
        "Stop 🛑",
        "stop\n",
    ),
    *("Stop please", "Please stop.", "STOP SMS", "sms stop", "STOPALL", "Stop all", "STOP-ALL", "opt out", "OPT-OUT"),
    *("Optout", "opt  out", "unsubscribe", "Unsubscribe.", "UNSUBSCRIBE please", "cancel", "Cancel!", "CANCEL", "end"),
    *(
        "End.",
        "quit",
        "QUIT",
        "revoke",
        "Revoke!",
        "remove me",
        "No more texts",
        "no more messages!",
        "stop texting me",
    ),
    *(
        "Stopp",
        "stopp!",
        "Bitte stopp",
        "stop bitte",
        "abmelden",
        "Abmelden.",
        "abbestellen",
        "Austragen",
        "Keine SMS mehr!",
    ),
    *(
        "keine Nachrichten mehr bitte",
        "SMS abbestellen",
        "Nicht mehr schreiben",
        "Proszę stop",
        "stop prosze",
        "wypisz",
    ),
    *(
        "Wypisz mnie",
        "WYPISZ MNIE!",
        "wyrejestruj",
        "Wypisuję się",
        "wypisuje sie",
        "Nie wysyłaj",
        "nie wysylaj",
        "Przestań",
    ),
    *("przestan", "żadnych SMS", "Rezygnuję z SMS", "nie piszcie"),
]
MESSAGES = [
    *(
        "cancel my order",
        "Please cancel my contract",
        "stop my contract at the end of the month",
        "the end of the month",
    ),
    *("When does my contract end?", "end of year", "I want to quit my contract", "does the help line stop at 6?"),
    *(
        "Ich möchte kündigen",
        "Bitte stoppen Sie die Bestellung",
        "abmelden wegen Auszug",
        "Wie kann ich mich abmelden?",
    ),
    *("Stornieren", "abbrechen", "anuluj", "Anuluj zamówienie", "kiedy koniec umowy", "koniec", "rezygnuję z oferty"),
    *("yes", "ja", "tak", "no", "nein", "nie", "ok", "weiter", "fortsetzen", "anmelden", "1", "123456", "?", "", "🛑"),
    *(
        "help me with my bill",
        "Hilfe bei der Rechnung",
        "pomoc z fakturą",
        "restart",
        "unstoppable",
        "stop by my office",
    ),
]


def test_there_are_sixty_ways_to_say_stop() -> None:
    assert len(set(STOPS)) >= 60


@pytest.mark.parametrize("text", STOPS)
def test_stop(text: str) -> None:
    assert kind_of(text) is InboundKind.STOP


STARTS = [
    *("START", "start!", "Unstop", "subscribe", "bitte start", "Zapisz mnie", "włącz SMS", "Mails wieder an"),
    "włącz powiadomienia",
]


@pytest.mark.parametrize("text", STARTS)
def test_start(text: str) -> None:
    assert kind_of(text) is InboundKind.START


@pytest.mark.parametrize("text", ["HELP", "help?", "INFO", "Hilfe!", "hilfe bitte", "Pomoc", "pomocy!!"])
def test_help(text: str) -> None:
    assert kind_of(text) is InboundKind.HELP


@pytest.mark.parametrize("text", MESSAGES)
def test_whole_messages_only(text: str) -> None:
    assert kind_of(text) is InboundKind.MESSAGE


def test_no_word_means_two_things() -> None:
    meanings = [{bare(word) for words in table.values() for word in words} for table in (STOP, START, HELP)]
    assert sum(map(len, meanings)) == len(set.union(*meanings))
    for table in (STOP, START, HELP):
        assert set(table) == {"en", "de", "pl"}


@pytest.mark.parametrize(
    ("text", "number"),
    [("1", "1"), ("1?", "1"), ("1.", "1"), ("(2)", "2"), (" 3\n", "3"), ("12", "12"), ("(10)", "10")],
)
def test_choices(text: str, number: str) -> None:
    assert choice_of(text) == number


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "0",
            "01",
            "100",
            "1)",
            "(1",
            "(1.)",
            "1!",
            "1 2",
            "1,",
            "1.5",
            "-1",
            "+1",
            "#1",
            "1?!",
            "1 kWh",
            "٣",
            "１",
            "²",
        ),
        *("the first", "Nr. 1", "1 bitte", "eins", "one", "pierwsza", "(1)?", "1??", "123456"),
    ],
)
def test_everything_else_is_the_engines(text: str) -> None:
    assert choice_of(text) is None
