"""Poland: the steps of the change of supplier at the distribution network operator (OSD).

There is no public numeric code list for these steps; the codes are the words of the operators' published procedures,
without Polish letters: the notification of the new sale agreement (zgłoszenie, for gas the form PZD), its formal
verification, and the positive or negative result. Sources, read 2026-11: gkpge.pl "Jak zmienić sprzedawcę" and
wmmalta.pl "Procedura zmiany sprzedawcy" (formal verification within five working days; reasons for a refusal: data
missing or not matching, no general distribution agreement with the seller, other), gen.com.pl and ceztrade.pl
"Procedura zmiany sprzedawcy" (gas: PZD; the whole change at most 21 days; reading within five working days of the
change, passed on within five more), the operators' IRiESD instructions. The old seller settles within 42 days (article
4j (4) of the Energy Law), 30 working days. The withdrawal period is 14 calendar days (article 27 of the Consumer
Rights Act). Where no rule names a time, the figure is our own.
"""

from backend_api.switches.mapping import CountryMapping, Expectation, Message, Reason, Stages

MESSAGES = (
    Message("WYPOWIEDZENIE", "Wypowiedzenie umowy", "other_supplier", outgoing="signed", waiting_for="old_supplier"),
    Message(
        "WYPOWIEDZENIE_PRZYJETE",
        "Potwierdzenie wypowiedzenia umowy",
        "other_supplier",
        "old_contract_ended",
        "old_contract_ended",
    ),
    Message("WYPOWIEDZENIE_ODRZUCONE", "Odmowa przyjęcia wypowiedzenia", "other_supplier", "rejected", "rejected"),
    Message("ZGLOSZENIE", "Zgłoszenie umowy sprzedaży do OSD", "we", "sent_to_grid_operator"),
    Message("PZD", "Zgłoszenie zmiany sprzedawcy paliwa gazowego (PZD)", "we", "sent_to_grid_operator"),
    Message("WERYFIKACJA_FORMALNA", "Zgłoszenie w weryfikacji formalnej", "grid_operator", waiting_for="grid_operator"),
    Message("POWIADOMIENIE", "Powiadomienie o zmianie sprzedawcy", "grid_operator", outgoing="sent_to_grid_operator"),
    Message("WERYFIKACJA_POZYTYWNA", "Pozytywna weryfikacja zgłoszenia", "grid_operator", "accepted", "accepted"),
    Message("WERYFIKACJA_NEGATYWNA", "Negatywna weryfikacja zgłoszenia", "grid_operator", "rejected", "rejected"),
    Message("TERMIN_ZMIANY", "Potwierdzenie terminu zmiany sprzedawcy", "grid_operator", "date_fixed", "date_fixed"),
    Message("ODCZYT", "Dane pomiarowe na dzień zmiany", "grid_operator", "first_reading", "first_reading"),
)

REASONS = (
    Reason("NIEZGODNY_NUMER_LICZNIKA", "Niezgodny numer licznika", "meter_number_mismatch"),
    Reason("NIEZNANY_PPE", "Nieznany punkt poboru energii", "unknown_metering_point"),
    Reason("NIEZGODNY_ADRES", "Niezgodny adres punktu poboru", "address_mismatch"),
    Reason("UMOWA_OBOWIAZUJE", "Umowa z dotychczasowym sprzedawcą nadal obowiązuje", "other_contract_running"),
    Reason("INNE_ZGLOSZENIE", "Inne zgłoszenie jest w toku", "other_request_running"),
    Reason("BRAK_UMOWY", "Brak umowy z odbiorcą", "no_contract"),
    Reason("BRAK_PELNOMOCNICTWA", "Brak lub wada pełnomocnictwa", "authority_invalid"),
    Reason("PO_TERMINIE", "Zgłoszenie po terminie", "too_late"),
    Reason("BRAK_GUD", "Brak generalnej umowy dystrybucji", "not_allowed"),
    Reason("INNA", "Inna przyczyna", "other"),
)

INCOMING: Stages = {
    "signed": Expectation("supplier", working_days=1),
    "cooling_off": Expectation(None, calendar_days=14),
    "authority_checked": Expectation("old_supplier", working_days=5),
    "old_contract_ended": Expectation("supplier", working_days=2),
    "sent_to_grid_operator": Expectation("grid_operator", working_days=5),
    "accepted": Expectation("grid_operator", working_days=2),
    "rejected": Expectation("supplier", working_days=2),
    "date_fixed": Expectation(None),
    "active": Expectation("customer", working_days=5),
    "first_reading": Expectation("old_supplier", working_days=30),
    "old_supplier_final_bill": Expectation(None),
}

OUTGOING: Stages = {
    "signed": Expectation("supplier", working_days=5),
    "old_contract_ended": Expectation("grid_operator", working_days=5),
    "sent_to_grid_operator": Expectation("grid_operator", working_days=5),
    "accepted": Expectation("grid_operator", working_days=2),
    "rejected": Expectation("customer"),
    "date_fixed": Expectation(None),
    "active": Expectation("grid_operator", working_days=10),
    "first_reading": Expectation("supplier", working_days=30),
    "old_supplier_final_bill": Expectation(None),
}

MAPPING = CountryMapping("PL", MESSAGES, REASONS, INCOMING, OUTGOING)
