"""How the personas' facts are asked for: one plain question per intent and language."""

QUESTIONS: dict[str, dict[str, str]] = {
    "check_bill": {
        "en": "How much do I have to pay?",
        "de": "Wie viel muss ich bezahlen?",
        "pl": "Ile mam do zapłaty?",
    },
    "get_invoice": {
        "en": "Please show me the list of my invoices",
        "de": "Zeigen Sie mir bitte meine Rechnungen",
        "pl": "Proszę o listę moich faktur",
    },
    "payment_status": {
        "en": "Has my last payment arrived?",
        "de": "Ist meine letzte Zahlung angekommen?",
        "pl": "Czy moja ostatnia wpłata dotarła?",
    },
    "check_consumption": {
        "en": "How much did I use last month?",
        "de": "Wie hoch war mein Verbrauch im letzten Monat?",
        "pl": "Jakie było moje zużycie w zeszłym miesiącu?",
    },
    "contract_expiry": {
        "en": "Until when does my contract run?",
        "de": "Bis wann läuft mein Vertrag?",
        "pl": "Do kiedy obowiązuje moja umowa?",
    },
    "contract_details": {
        "en": "Which tariff do I have?",
        "de": "Welchen Tarif habe ich?",
        "pl": "Jaką mam taryfę?",
    },
    "switch_status": {
        "en": "How far is my change of supplier?",
        "de": "Wie weit ist mein Anbieterwechsel?",
        "pl": "Na jakim etapie jest moja zmiana sprzedawcy?",
    },
}
