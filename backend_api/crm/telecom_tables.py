"""The tables of a telecom's CRM: other names, whole numbers as ids, one string per name, letters for states."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, MetaData, String, Table

metadata = MetaData()

subscriber = Table(
    "subscriber",
    metadata,
    Column("subscriber_no", Integer, primary_key=True, autoincrement=True),
    Column("account_no", Integer, unique=True),  # our customer number as a whole number: zeros in front are lost
    Column("prospect_ref", String(12), unique=True),  # our application number without the dash
    Column("person_type", String(1), nullable=False),  # P or B
    Column("full_name", String(200), nullable=False),  # "Nowak, Maria" or "Bäckerei GmbH"
    Column("lang3", String(3), nullable=False),  # ISO 639-2
    Column("nation3", String(3), nullable=False),  # ISO 3166 alpha-3
    Column("bill_currency", String(3), nullable=False),
    Column("auth_class", Integer, nullable=False, server_default="0"),  # 0 person, 1 reads, 2 orders, 3 approves
    Column("national_id", String(20)),  # digits, or groups of them
    Column("vat_no", String(20)),  # with country in front: PL..., DE...
    Column("ids_checked_ts", BigInteger),  # Unix seconds
    Column("street_line", String(130)),  # "Domstr. 12a"
    Column("zip_city", String(120)),  # "50667 Köln"
    Column("state_code", String(1), nullable=False, server_default="A"),  # A active, P prospect, C closed
    Index("subscriber_national_id", "national_id"),
    Index("subscriber_vat_no", "vat_no"),
)

reach = Table(
    "reach",
    metadata,
    Column("reach_no", Integer, primary_key=True, autoincrement=True),
    Column("subscriber_no", ForeignKey("subscriber.subscriber_no"), nullable=False),
    Column("medium", String(4), nullable=False),  # TEL or MAIL
    Column("target", String(200), nullable=False),  # "0049-15112001000", or a mail address
    Column("reach_state", String(3), nullable=False),  # NEW, OK, BAD
    Column("ok_since_ts", BigInteger),  # Unix seconds; kept when it goes BAD
    Column("bad_since_ts", BigInteger),
    Column("bad_reason", String(40)),
    Index("reach_target", "medium", "target"),
    Index("reach_owner", "subscriber_no", "medium", "target", unique=True),
)
