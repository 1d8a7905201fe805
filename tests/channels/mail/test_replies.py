"""What is cut off and what stays: forms of the clients beside those of the corpus, written after the patterns."""

import pytest

from channels.mail.replies import cut, without_signature

CASES: dict[str, tuple[str, str]] = {
    "gmail en single-digit": (
        ("Sure.\n\nOn Tue, 3 Nov 2026, 18:05 Wattline, <service@wattline.example> wrote:\n\n> x"),
        "Sure.",
    ),
    "gmail android": (
        "Ok\n\nOn Tue, Nov 3, 2026, 6:05 PM Wattline <service@wattline.example> wrote:\n\n> x",
        "Ok",
    ),
    "outlook mac": (
        ('Ok\n\nOn 16/11/2026, 09:12, "Wattline" <service@wattline.example> wrote:\n\n    Hello\n    which'),
        "Ok",
    ),
    "outlook mac new": (
        (
            "Ok\n\nFrom: Wattline <service@wattline.example>\n"
            "Date: Monday, 16 November 2026 at 09:12\nTo: Emily <e@post.example>\n"
            "Subject: Your reading\nHello"
        ),
        "Ok",
    ),
    "bold headers": (
        ("Ok\n\n*From:* Wattline <service@wattline.example>\n*Sent:* Monday\n*To:* E\n*Subject:* x\n\nHello"),
        "Ok",
    ),
    "outlook cc + importance": (
        "Ok\n\nFrom: W\nSent: Monday\nTo: E; F\nCc: G\nSubject: x\nImportance: High\n\nHello",
        "Ok",
    ),
    "outlook wrapped to": (
        (
            "Ok\n\nFrom: W\nSent: Monday\nTo: E <e@post.example>; F <f@post.example>;\n"
            " G <g@post.example>\nSubject: x\n\nHello"
        ),
        "Ok",
    ),
    "de iphone old": (
        ("Ja\n\nVon meinem iPad gesendet\n\n> Am 16.11.2026 um 09:12 schrieb W <s@w.example>:\n> \n> x"),
        "Ja",
    ),
    "de gmail no Uhr": (
        "Ja\n\nAm Mo., 16. Nov. 2026, 09:12 hat W <s@w.example> geschrieben:\n\n> x",
        "Ja",
    ),
    "de tb older": (
        "Ja\n\nAm 16.11.2026 09:12, schrieb Wattline:\n> x",
        "Ja",
    ),
    "de outlook web": (
        (
            "Ja\n\nViele Grüße\nJulia\n________________________________\nVon: W <s@w.example>\n"
            "Gesendet: Montag, 16. November 2026 09:12\nAn: J <j@p.example>\nBetreff: x\n\nHallo"
        ),
        "Ja",
    ),
    "de mobile outlook": (
        (
            "Ja\n\nGesendet von Outlook für iOS<https://aka.ms/o0ukef>\n"
            "________________________________\nVon: W\nGesendet: Montag\nAn: J\nBetreff: x\n\nHallo"
        ),
        "Ja",
    ),
    "de webde": (
        ('Ja\n\nGesendet mit der WEB.DE Mail App\n\nAm 16.11.26 um 09:12 schrieb Wattline\n\n> Von: "W"\n> x'),
        "Ja",
    ),
    "de mfg": (
        "Zählerstand 4567\nMfG Meier",
        "Zählerstand 4567",
    ),
    "de mfg mit Komma": (
        "Zählerstand 4567.\n\nMit freundlichen Grüßen, Julia Meier",
        "Zählerstand 4567.",
    ),
    "de i.A.": (
        "Bitte senden.\n\nMit freundlichen Grüßen\n\ni. A. Julia Meier\nSachbearbeiterin\n",
        "Bitte senden.",
    ),
    "de Gruß mitten im Satz": (
        "Grüße bitte auch Frau Schulz von mir, sie hat mir sehr geholfen.",
        "Grüße bitte auch Frau Schulz von mir, sie hat mir sehr geholfen.",
    ),
    "de viele grüße aus": (
        "Stand: 4567\n\nViele Grüße aus Köln\nJulia",
        "Stand: 4567",
    ),
    "de danke + zusatz": (
        "Danke.\n\nDer Stand ist 4567.",
        "Danke.\n\nDer Stand ist 4567.",
    ),
    "de vielen dank und gruß": (
        "Stand 4567.\n\nVielen Dank und viele Grüße\nJulia Meier",
        "Stand 4567.",
    ),
    "de vorab dank": (
        "Stand 4567.\n\nVielen Dank im Voraus für Ihre Mühe.\n\nMit freundlichem Gruß\nJulia",
        "Stand 4567.\n\nVielen Dank im Voraus für Ihre Mühe.",
    ),
    "pl gmail mobile": (
        "Tak\n\npon., 16 lis 2026, 09:12 użytkownik Wattline <s@w.example> napisał:\n\n> x",
        "Tak",
    ),
    "pl gmail wrapped": (
        (
            "Tak\n\nśr., 18 lis 2026 o 09:12 Wattline Obsługa Klienta Indywidualnego\n"
            "<service@wattline.example> napisał(a):\n\n> x"
        ),
        "Tak",
    ),
    "pl outlook": (
        (
            "Tak\n\nPozdrawiam\nZofia\n\nFrom: W <s@w.example>\n"
            "Sent: Monday, November 16, 2026 9:12 AM\nTo: Z\nSubject: x\n\nDzień"
        ),
        "Tak",
    ),
    "pl outlook2": (
        (
            "Tak\n\nOd: W <s@w.example>\nData: poniedziałek, 16 listopada 2026 o 09:12\n"
            "Do: Z <z@p.example>\nTemat: Re: x\nDzień"
        ),
        "Tak",
    ),
    "pl z poważaniem": (
        "Stan 4567.\n\nZ poważaniem,\nZofia Kowalska",
        "Stan 4567.",
    ),
    "pl pozdrawiam inline": (
        "Stan 4567. Pozdrawiam",
        "Stan 4567. Pozdrawiam",
    ),
    "pl serdecznie": (
        "Stan 4567.\n\nPozdrawiam serdecznie,\nZofia",
        "Stan 4567.",
    ),
    "pl dziękuję i": (
        "Stan 4567.\n\nDziękuję i pozdrawiam\nZofia",
        "Stan 4567.",
    ),
    "pl dziękuję za": (
        "Dziękuję za odpowiedź.\n\nStan 4567.",
        "Dziękuję za odpowiedź.\n\nStan 4567.",
    ),
    "pl samsung": (
        (
            "Tak\n\nWysłane z mojego Galaxy\n\n-------- Oryginalna wiadomość --------\nOd: W\n"
            "Data: 16.11.2026 09:12 (GMT+01:00)\nDo: Z\nTemat: x\n\nDz"
        ),
        "Tak",
    ),
    "pl o2": (
        ("Tak\n\nDnia 16 listopada 2026 09:12 Wattline <s@w.example> napisał(a):\n\nDzień dobry"),
        "Tak",
    ),
    "pl WP wysłano": (
        (
            "Tak\nWysłane z aplikacji mobilnej Poczta WP\n\n"
            "Dnia 16 listopada 2026 09:12 W <s@w.example> napisał(a):\n> x"
        ),
        "Tak",
    ),
    "en sentence On": (
        "On Monday at 09:12 I wrote:\nplease stop my contract.\nWhat happened?",
        "On Monday at 09:12 I wrote:\nplease stop my contract.\nWhat happened?",
    ),
    "en no sig dashes": (
        "Hi\n\n---\nEmily",
        "Hi",
    ),
    "en sig dash": (
        "Hi\n\n-- \nEmily\n07000",
        "Hi",
    ),
    "en best": (
        "Hi there, reading 5.\n\nBest,\nEmily",
        "Hi there, reading 5.",
    ),
    "en Best Emily": (
        "Hi there, reading 5.\n\nBest, Emily",
        "Hi there, reading 5.",
    ),
    "en thx name inline": (
        "Reading 5.\n\nThanks, Emily",
        "Reading 5.",
    ),
    "en many thanks name": (
        "Reading 5.\n\nMany thanks,\nEmily Carter\n12 Harbour Road",
        "Reading 5.\n\nMany thanks,\nEmily Carter\n12 Harbour Road",
    ),
    "en thanks and regards": (
        "Reading 5.\n\nThanks and regards\nEmily",
        "Reading 5.",
    ),
    "k9 sig": (
        "Yes\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.",
        "Yes",
    ),
    "sent from galaxy": (
        "Yes\nSent from my Galaxy S24 Ultra (with typos!)",
        "Yes",
    ),
    "fwd gmail de": (
        (
            "schauen Sie mal\n\n---------- Forwarded message ---------\nVon: X <x@y.example>\n"
            "Date: Mo., 16. Nov. 2026\nSubject: z\nTo: <j@p.example>\n\ninhalt"
        ),
        "schauen Sie mal",
    ),
    "fwd samsung": (
        ("siehe\n\n-------- Weitergeleitete Nachricht --------\nVon: X\nDatum: 16\nAn: y\nBetreff: z\n\ninhalt"),
        "siehe",
    ),
    "reply to our mail with table": (
        "Der Stand:\n\nZähler | Stand\n123 | 4567\n\nVG",
        "Der Stand:\n\nZähler | Stand\n123 | 4567",
    ),
    "iphone no blank": (
        ("Ja\n\n> Am 16.11.2026 um 09:12 schrieb W <s@w.example>:\n>\n> x\n\nVon meinem iPhone gesendet"),
        "Ja",
    ),
    "hash answers": (
        ">> Wann?\n> Bald\nOk dann.\n",
        "Ok dann.",
    ),
}
PASSED_ON = frozenset(["fwd gmail de", "fwd samsung"])


@pytest.mark.parametrize("name", CASES)
def test_the_writers_own_words_are_left(name: str) -> None:
    written, own = CASES[name]
    assert cut(written, passes_on=name in PASSED_ON).own == own


def test_what_is_cut_off_is_kept_aside() -> None:
    pieces = cut("Ja\n\nAm 16.11.26 um 09:12 schrieb Wattline:\n> Wirklich?\n", passes_on=False)
    assert pieces.quoted == "Am 16.11.26 um 09:12 schrieb Wattline:\n> Wirklich?"
    assert pieces.forwarded == ""


def test_a_block_below_own_words_is_quotation_unless_it_is_passed_on() -> None:
    block = "From: A <a@b.example>\nSent: Monday\nTo: B\nSubject: x\n\nWords of A"
    assert cut(f"Mine\n\n{block}", passes_on=False).forwarded == ""
    assert cut(f"Mine\n\n{block}", passes_on=True).forwarded == block


@pytest.mark.parametrize("line", ["> 5000 kWh", "> 5000 kWh\nDas ist zu viel."])
def test_one_marked_line_without_attribution_is_no_quotation(line: str) -> None:
    assert cut(line, passes_on=False).own == line


@pytest.mark.parametrize("text", ["Thanks!", "Danke", "Dziękuję.", "Viele Grüße", "Pozdrawiam"])
def test_a_mail_that_is_only_a_closing_keeps_it(text: str) -> None:
    assert without_signature(text) == text


SENTENCES = [
    "Von meinem Konto wurden 80 Euro abgebucht.",
    "Von meinem Handy aus kann ich mich nicht anmelden.",
    "Wysłane z opóźnieniem faktury są nieważne.",
    "Niniejsza wiadomość jest moim wypowiedzeniem umowy.",
    "Wichtiger Hinweis: der Hund ist bissig.",
    "Regards my bill, it is too high.",
    "Cheers for that, the reading is 4567.",
    "LG Waschmaschine ist defekt.",
    "Danke auch für den Bonus, er kam an.",
    "Pozdrawiam i proszę o fakturę.",
    "Best tariff for me, which one is it?",
    "Gruß bestellt, aber wann kommt die Rechnung?",
]


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_that_begins_like_a_signature_stays(sentence: str) -> None:
    assert without_signature(f"Guten Tag,\n{sentence}\nBitte melden.") == f"Guten Tag,\n{sentence}\nBitte melden."


CLOSINGS = [
    "Mit freundlichen Grüßen / Best regards\nJulia Meier", "Viele Grüße aus Köln\nJulia", "Kind regards, Emily Carter",
    "Viele Grüße, J. Meier", "Beste Grüße\n\nDr. Julia Meier", "Z poważaniem, Zofia Kowalska",
    "Pozdrawiam serdecznie\nZofia",
    "Kind regards from Portsmouth\nEmily", "---\nEmily", "Von meinem Samsung Galaxy Smartphone gesendet.",
]  # fmt: skip


@pytest.mark.parametrize("closing", CLOSINGS)
def test_closings_go(closing: str) -> None:
    assert without_signature(f"Der Stand ist 4567.\n\n{closing}") == "Der Stand ist 4567."


def test_a_rule_between_two_questions_cuts_nothing() -> None:
    text = "Wie hoch ist mein Abschlag?\n\n---\n\nUnd wann endet der Vertrag für die Wohnung in der Lindenstraße 8?"
    assert without_signature(text) == text


@pytest.mark.parametrize("text", ["Sent from my iPhone", "Von meinem iPhone gesendet", "Wysłane z iPhone’a"])
def test_a_mail_that_is_only_a_phones_line_is_empty(text: str) -> None:
    assert without_signature(text) == ""
