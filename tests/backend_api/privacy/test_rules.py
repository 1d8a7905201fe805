"""Every table is somebody's or nobody's, and the rules fit the tables."""

from sqlalchemy import JSON, String

from backend_api.privacy import laws
from backend_api.privacy.rules import NOT_A_CUSTOMERS, RULES
from backend_api.privacy.walk import personal_tables, texts
from backend_api.tables import Base

TABLES = Base.metadata.tables
OWNERS = (
    "customer_id",
    "owner_id",
    "survivor_id",
    "merged_id",
    "service_point_id",
    "contract_id",
    "order_id",
    "invoice_id",
)


def test_every_table_is_exported_and_erased_or_has_a_reason_not_to_be() -> None:
    unsaid = set(TABLES) - set(RULES) - set(NOT_A_CUSTOMERS)
    assert not unsaid, "say in privacy/rules.py whose rows these are and what an erasure does with them"
    assert not set(RULES) & set(NOT_A_CUSTOMERS)
    assert not (set(RULES) | set(NOT_A_CUSTOMERS)) - set(TABLES), "these tables are gone"


def test_a_table_that_names_a_customer_is_somebodys() -> None:
    wrong = [
        f"{name}.{column.name}"
        for name in NOT_A_CUSTOMERS
        for column in TABLES[name].columns
        if column.name in OWNERS or any(key.column.table.name in RULES for key in column.foreign_keys)
    ]
    assert wrong == []


def test_the_rules_name_columns_that_are_there() -> None:
    for name, rule in RULES.items():
        columns = TABLES[name].columns
        assert set(rule.owners) | set(rule.stays) <= set(columns.keys()), name
        if rule.of is not None:
            assert rule.of in RULES, name
            assert len(TABLES[rule.of].primary_key) == 1, name


def test_a_column_that_names_a_customer_is_followed() -> None:
    for name, rule in RULES.items():
        if "customer_id" in TABLES[name].columns:
            assert "customer_id" in rule.owners or rule.of is not None, name


def test_kept_rows_hang_on_nothing_that_goes() -> None:
    for personal in personal_tables(Base.metadata):
        for name in personal.loosened:
            assert personal.table.c[name].nullable, f"{personal.table.name}.{name} points to rows that are deleted"


def test_masked_texts_can_take_a_mask() -> None:
    for personal in personal_tables(Base.metadata):
        for name in personal.masked:
            column = personal.table.c[name]
            assert column.nullable or isinstance(column.type, String | JSON)


def test_names_of_people_and_places_never_stay() -> None:
    telling = {"name", "first_name", "street", "house_number", "city", "email", "phone", "text", "reference", "iban"}
    for name, rule in RULES.items():
        stays = telling & set(rule.stays)
        assert name == "tickets" or not stays, name
    assert {"name", "first_name", "personal_id", "tax_id"} <= set(texts(TABLES["customers"]))


def test_every_law_says_how_long_and_where_for_both_countries() -> None:
    from datetime import date

    for law in (laws.BOOKS, laws.LETTERS, laws.CLAIMS, laws.CONSENTS, laws.ACCOUNTABILITY):
        assert set(law.years) == set(law.sources) == {"DE", "PL"}
        assert law.until("DE", date(2026, 11, 20)) == date(2026 + law.years["DE"], 12, 31)
        assert law.until("XX", date(2026, 11, 20)) >= law.until("PL", date(2026, 11, 20))
