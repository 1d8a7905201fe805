"""Germany: the messages of the supplier switch by GPKE (electricity) and GeLi Gas (gas).

Names and check identifiers (Prüfidentifikatoren, 55xxx for electricity and 44xxx for gas) are those of the UTILMD
application handbooks of edi-energy.de as quoted by public implementations; answer codes are those of the decision
diagrams E_0594, E_0622, E_0623, E_0624 (electricity since 6 June 2025) and of the UTILMD list of answers (``Z12`` and
others). All read 2026-11; a supplier that takes part in the market checks them against the handbook in force.

Durations: a grid operator answers a registration within 24 hours on working days (section 20a (2) of the Energy
Industry Act, since 6 June 2025), for gas within ten working days (GeLi Gas); an old supplier answers a notice or a
request within three working days (GPKE and GeLi Gas). A final bill comes within six weeks of the end of supply
(section 40c (2) of the Energy Industry Act), 30 working days. The withdrawal period is 14 calendar days (section 355
of the Civil Code). Where no rule names a time (our own checks, the reading), the figure is our own.
"""

from backend_api.switches.mapping import CountryMapping, Expectation, Message, Reason, Stages

MESSAGES = (
    Message("55016", "Kündigung", "other_supplier", outgoing="signed", waiting_for="old_supplier"),
    Message("55017", "Bestätigung Kündigung", "other_supplier", "old_contract_ended", "old_contract_ended"),
    Message("55018", "Ablehnung Kündigung", "other_supplier", "rejected", "rejected"),
    Message("55001", "Anmeldung verbrauchende Marktlokation", "we", "sent_to_grid_operator"),
    Message("55036", "Information über existierende Zuordnung", "grid_operator", waiting_for="old_supplier"),
    Message("55010", "Anfrage zur Beendigung der Zuordnung", "grid_operator", outgoing="sent_to_grid_operator"),
    Message("55011", "Bestätigung Beendigung der Zuordnung", "we", outgoing="accepted"),
    Message("55012", "Ablehnung Beendigung der Zuordnung", "we", outgoing="rejected"),
    Message("55002", "Bestätigung Anmeldung", "grid_operator", "accepted"),
    Message("55003", "Ablehnung Anmeldung", "grid_operator", "rejected"),
    Message("55007", "Beendigung der Zuordnung", "grid_operator", outgoing="date_fixed"),
    Message("44016", "Kündigung Gas", "other_supplier", outgoing="signed", waiting_for="old_supplier"),
    Message("44017", "Bestätigung Kündigung Gas", "other_supplier", "old_contract_ended", "old_contract_ended"),
    Message("44018", "Ablehnung Kündigung Gas", "other_supplier", "rejected", "rejected"),
    Message("44001", "Anmeldung Gas", "we", "sent_to_grid_operator"),
    Message("44010", "Abmeldeanfrage Gas", "grid_operator", outgoing="sent_to_grid_operator"),
    Message("44011", "Bestätigung Abmeldeanfrage Gas", "we", outgoing="accepted"),
    Message("44012", "Ablehnung Abmeldeanfrage Gas", "we", outgoing="rejected"),
    Message("44002", "Bestätigung Anmeldung Gas", "grid_operator", "accepted"),
    Message("44003", "Ablehnung Anmeldung Gas", "grid_operator", "rejected"),
    Message("44007", "Abmeldung vom Netzbetreiber Gas", "grid_operator", outgoing="date_fixed"),
)

REASONS = (
    Reason("Z12", "Vertragsbindung", "other_contract_running"),
    Reason("E_0624/A35", "Vertragsbindung", "other_contract_running"),
    Reason("E_0623/A50", "Alter Lieferant hat widersprochen", "other_contract_running"),
    Reason("E_0622/A06", "Andere Anmeldung in Bearbeitung", "other_request_running"),
    Reason("Z34", "Mehrfachkündigung", "other_request_running"),
    Reason("Z29", "Kein Vertragsverhältnis mehr vorhanden", "no_contract"),
    Reason("E_0594/A14", "MaLo-ID nicht bekannt", "unknown_metering_point"),
    Reason("E_0622/A02", "Marktlokation nimmt nicht an der Marktkommunikation teil", "unknown_metering_point"),
    Reason("E_0594/A10", "Marktlokation ist stillgelegt", "unknown_metering_point"),
    Reason("E_0594/A01", "Mit einem Kriterium keine Marktlokation ermittelbar", "address_mismatch"),
    Reason("E_0594/A02", "Mit zwei Kriterien keine Marktlokation ermittelbar", "meter_number_mismatch"),
    Reason("E_0594/A03", "Marktlokation nicht eindeutig", "meter_number_mismatch"),
    Reason("E_0594/A13", "Vollmacht nicht wirksam", "authority_invalid"),
    Reason("Z07", "Keine Berechtigung", "authority_invalid"),
    Reason("E_0622/A07", "Vorlauffrist nicht eingehalten", "too_late"),
    Reason("E_0622/A44", "Fristüberschreitung", "too_late"),
    Reason("E17", "Fristüberschreitung", "too_late"),
    Reason("E_0622/A05", "Anforderungen können nicht erfüllt werden", "not_allowed"),
    Reason("E_0623/A99", "Sonstiges", "other"),
    Reason("E14", "Sonstiges", "other"),
)

INCOMING: Stages = {
    "signed": Expectation("supplier", working_days=1),
    "cooling_off": Expectation(None, calendar_days=14),
    "authority_checked": Expectation("old_supplier", working_days=3),
    "old_contract_ended": Expectation("supplier", working_days=2),
    "sent_to_grid_operator": Expectation("grid_operator", working_days=1, gas_working_days=10),
    "accepted": Expectation("supplier", working_days=2),
    "rejected": Expectation("supplier", working_days=2),
    "date_fixed": Expectation(None),
    "active": Expectation("customer", working_days=7),
    "first_reading": Expectation("old_supplier", working_days=30),
    "old_supplier_final_bill": Expectation(None),
}

OUTGOING: Stages = {
    "signed": Expectation("supplier", working_days=3),
    "old_contract_ended": Expectation("grid_operator", working_days=3),
    "sent_to_grid_operator": Expectation("supplier", working_days=1, gas_working_days=3),
    "accepted": Expectation("grid_operator", working_days=1, gas_working_days=10),
    "rejected": Expectation("customer"),
    "date_fixed": Expectation(None),
    "active": Expectation("grid_operator", working_days=10),
    "first_reading": Expectation("supplier", working_days=30),
    "old_supplier_final_bill": Expectation(None),
}

MAPPING = CountryMapping("DE", MESSAGES, REASONS, INCOMING, OUTGOING)
