"""Tables of catalog: products and prices, partners and their categories, framework agreements, baskets, switches."""

import sqlalchemy as sa
from alembic import op

from backend_api.database import FixedPoint, UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


TABLES = (
    *("basket_lines", "basket_contacts", "baskets"),
    *("framework_sites", "framework_prices", "framework_call_offs", "framework_agreements"),
    *("price_list_entries", "price_lists", "assortment_entries", "assortments"),
    *("stocks", "product_texts", "product_alternatives", "price_versions", "products"),
    *("partner_persons", "partner_category_entries", "partners"),
    *("partner_news_texts", "partner_news_categories", "partner_news", "partner_categories", "activations"),
)
"""In the order in which they can be dropped."""
HAS_AMOUNT = "base_amount IS NOT NULL OR unit_amount IS NOT NULL OR one_off_amount IS NOT NULL"


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=op.f(f"pk_{table}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _check(table: str, name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=op.f(f"ck_{table}_{name}"))


def _reference(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}_{target.partition('.')[0]}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete=ondelete)


def _amounts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(f"{name}_amount", FixedPoint(), nullable=True) for name in names]


def _texts(**lengths: int) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(length=length), nullable=True) for name, length in lengths.items()]


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns), unique=False)


def upgrade() -> None:
    op.create_table(
        "activations",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_key", sa.String(length=40), nullable=False),
        sa.Column("channel", sa.String(length=40), nullable=False),
        sa.Column("process", sa.String(length=40), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        _key("activations", "id"),
        _unique("activations", "group_key", "channel", "process", "valid_from_on"),
    )
    op.create_table(
        "partner_categories",
        sa.Column("key", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _key("partner_categories", "key"),
        _unique("partner_categories", "position"),
    )
    op.create_table(
        "partner_news",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("hidden_from_on", sa.Date(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("link", sa.String(length=400), nullable=True),
        _check("partner_news", "kind", "kind IN ('news', 'rule', 'document')"),
        _check("partner_news", "shown", "hidden_from_on IS NULL OR hidden_from_on > published_on"),
        _key("partner_news", "id"),
    )
    _index("partner_news", "published_on")
    op.create_table(
        "partners",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        _check("partners", "country", "country IN ('DE', 'PL')"),
        _check("partners", "kind", "kind IN ('dealer', 'agency', 'online')"),
        _check("partners", "language", "language IN ('en', 'de', 'pl')"),
        _check("partners", "state", "state IN ('active', 'suspended')"),
        _key("partners", "id"),
        _unique("partners", "number"),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("commodity", sa.String(length=20), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("customer_kind", sa.String(length=10), nullable=True),
        sa.Column("orderable_from_on", sa.Date(), nullable=False),
        sa.Column("orderable_until_on", sa.Date(), nullable=True),
        sa.Column("included_data_gb", FixedPoint(), nullable=True),
        sa.Column("included_minutes", sa.Integer(), nullable=True),
        sa.Column("included_sms", sa.Integer(), nullable=True),
        sa.Column("included_speed_mbit", sa.Integer(), nullable=True),
        _check("products", "commodity", "commodity IS NULL OR commodity IN ('electricity', 'gas', 'fibre', 'mobile')"),
        _check("products", "customer_kind", "customer_kind IS NULL OR customer_kind IN ('private', 'company')"),
        _check("products", "kind", "kind IN ('tariff', 'plan', 'device', 'accessory')"),
        _check("products", "has_commodity", "kind NOT IN ('tariff', 'plan') OR commodity IS NOT NULL"),
        _check("products", "orderable", "orderable_until_on IS NULL OR orderable_until_on >= orderable_from_on"),
        _key("products", "id"),
        _unique("products", "number"),
    )
    _index("products", "kind", "country")
    op.create_table(
        "assortments",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_key", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        _check("assortments", "validity", "valid_until_on IS NULL OR valid_until_on >= valid_from_on"),
        _reference("assortments", "category_key", "partner_categories.key"),
        _key("assortments", "id"),
        _unique("assortments", "category_key", "valid_from_on", "name"),
    )
    op.create_table(
        "baskets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("shop", sa.String(length=100), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("ordered_at", UtcDateTime(), nullable=True),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        _check("baskets", "country", "country IN ('DE', 'PL')"),
        _check("baskets", "ordered", "(ordered_at IS NULL) = (order_id IS NULL)"),
        _reference("baskets", "customer_id", "customers.id"),
        _key("baskets", "id"),
        _unique("baskets", "number"),
    )
    _index("baskets", "customer_id")
    op.create_table(
        "framework_agreements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("new_sites_allowed", sa.Boolean(), nullable=False),
        sa.Column("limit_unit", sa.String(length=10), nullable=False),
        sa.Column("limit_value", FixedPoint(), nullable=False),
        sa.Column("used_value", FixedPoint(), nullable=False),
        _check("framework_agreements", "limit_unit", "limit_unit IN ('kwh', 'pieces', 'money')"),
        _check("framework_agreements", "limit_value", "limit_value > 0"),
        _check("framework_agreements", "used_value", "used_value >= 0 AND used_value <= limit_value"),
        _check("framework_agreements", "validity", "valid_until_on >= valid_from_on"),
        _reference("framework_agreements", "customer_id", "customers.id"),
        _key("framework_agreements", "id"),
        _unique("framework_agreements", "number"),
    )
    _index("framework_agreements", "customer_id")
    op.create_table(
        "partner_category_entries",
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("category_key", sa.String(length=10), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        _reference("partner_category_entries", "category_key", "partner_categories.key"),
        _reference("partner_category_entries", "partner_id", "partners.id", ondelete="CASCADE"),
        _key("partner_category_entries", "partner_id", "valid_from_on"),
    )
    op.create_table(
        "partner_news_categories",
        sa.Column("news_id", sa.Uuid(), nullable=False),
        sa.Column("category_key", sa.String(length=10), nullable=False),
        _reference("partner_news_categories", "category_key", "partner_categories.key"),
        _reference("partner_news_categories", "news_id", "partner_news.id", ondelete="CASCADE"),
        _key("partner_news_categories", "news_id", "category_key"),
    )
    _index("partner_news_categories", "category_key")
    op.create_table(
        "partner_news_texts",
        sa.Column("news_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        _check("partner_news_texts", "language", "language IN ('en', 'de', 'pl')"),
        _reference("partner_news_texts", "news_id", "partner_news.id", ondelete="CASCADE"),
        _key("partner_news_texts", "news_id", "language"),
    )
    op.create_table(
        "partner_persons",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("partner_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        _reference("partner_persons", "partner_id", "partners.id", ondelete="CASCADE"),
        _key("partner_persons", "id"),
        _unique("partner_persons", "email"),
    )
    _index("partner_persons", "partner_id")
    op.create_table(
        "price_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_key", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        _check("price_lists", "validity", "valid_until_on IS NULL OR valid_until_on >= valid_from_on"),
        _reference("price_lists", "category_key", "partner_categories.key"),
        _key("price_lists", "id"),
        _unique("price_lists", "category_key", "valid_from_on", "name"),
    )
    op.create_table(
        "price_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("valid_from_on", sa.Date(), nullable=False),
        sa.Column("valid_until_on", sa.Date(), nullable=True),
        sa.Column("currency", sa.String(length=3), nullable=False),
        *_amounts("base", "unit", "one_off", "beyond"),
        sa.Column("includes_tax", sa.Boolean(), nullable=False),
        sa.Column("tax_percent", FixedPoint(), nullable=False),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("notice_period_value", sa.Integer(), nullable=True),
        sa.Column("notice_period_unit", sa.String(length=10), nullable=True),
        sa.Column("renewal", sa.String(length=12), nullable=True),
        sa.Column("renewal_months", sa.Integer(), nullable=True),
        sa.Column("guarantee_months", sa.Integer(), nullable=True),
        _check(
            "price_versions",
            "notice_period_unit",
            "notice_period_unit IS NULL OR notice_period_unit IN ('weeks', 'months')",
        ),
        _check("price_versions", "renewal", "renewal IS NULL OR renewal IN ('none', 'fixed_term', 'indefinite')"),
        _check("price_versions", "notice", "(notice_period_value IS NULL) = (notice_period_unit IS NULL)"),
        _check("price_versions", "has_amount", HAS_AMOUNT),
        _check("price_versions", "validity", "valid_until_on IS NULL OR valid_until_on >= valid_from_on"),
        _reference("price_versions", "product_id", "products.id", ondelete="CASCADE"),
        _key("price_versions", "id"),
        _unique("price_versions", "product_id", "valid_from_on"),
    )
    op.create_table(
        "product_alternatives",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("alternative_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _reference("product_alternatives", "alternative_id", "products.id", ondelete="CASCADE"),
        _reference("product_alternatives", "product_id", "products.id", ondelete="CASCADE"),
        _key("product_alternatives", "product_id", "alternative_id"),
    )
    op.create_table(
        "product_texts",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        _check("product_texts", "language", "language IN ('en', 'de', 'pl')"),
        _reference("product_texts", "product_id", "products.id", ondelete="CASCADE"),
        _key("product_texts", "product_id", "language"),
    )
    _index("product_texts", "name")
    op.create_table(
        "stocks",
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("available", sa.Integer(), nullable=False),
        sa.Column("next_delivery_on", sa.Date(), nullable=True),
        sa.Column("as_of_at", UtcDateTime(), nullable=False),
        _check("stocks", "available", "available >= 0"),
        _reference("stocks", "product_id", "products.id", ondelete="CASCADE"),
        _key("stocks", "product_id"),
    )
    op.create_table(
        "assortment_entries",
        sa.Column("assortment_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        _reference("assortment_entries", "assortment_id", "assortments.id", ondelete="CASCADE"),
        _reference("assortment_entries", "product_id", "products.id"),
        _key("assortment_entries", "assortment_id", "product_id"),
    )
    _index("assortment_entries", "product_id")
    op.create_table(
        "basket_contacts",
        sa.Column("basket_id", sa.Uuid(), nullable=False),
        *_texts(first_name=100, name=200, email=200, phone=20, street=100, house_number=20, postcode=10, city=100),
        _reference("basket_contacts", "basket_id", "baskets.id", ondelete="CASCADE"),
        _key("basket_contacts", "basket_id"),
    )
    op.create_table(
        "basket_lines",
        sa.Column("basket_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("product_number", sa.String(length=40), nullable=False),
        sa.Column("product_name", sa.String(length=100), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        *_amounts("base", "unit", "one_off", "beyond"),
        sa.Column("price_valid_until_on", sa.Date(), nullable=True),
        _check("basket_lines", "quantity", "quantity > 0"),
        _reference("basket_lines", "basket_id", "baskets.id", ondelete="CASCADE"),
        _reference("basket_lines", "product_id", "products.id"),
        _key("basket_lines", "basket_id", "position"),
    )
    _index("basket_lines", "product_id")
    op.create_table(
        "framework_call_offs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("order_number", sa.String(length=20), nullable=True),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        sa.Column("product_number", sa.String(length=40), nullable=False),
        sa.Column("value", FixedPoint(), nullable=False),
        sa.Column("called_off_on", sa.Date(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("released_at", UtcDateTime(), nullable=True),
        _check("framework_call_offs", "value", "value >= 0"),
        _reference("framework_call_offs", "framework_id", "framework_agreements.id", ondelete="CASCADE"),
        _reference("framework_call_offs", "product_id", "products.id"),
        _key("framework_call_offs", "id"),
    )
    _index("framework_call_offs", "framework_id")
    _index("framework_call_offs", "order_id")
    op.create_table(
        "framework_prices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=True),
        sa.Column("commodity", sa.String(length=20), nullable=True),
        *_amounts("base", "unit", "one_off"),
        _check(
            "framework_prices",
            "commodity",
            "commodity IS NULL OR commodity IN ('electricity', 'gas', 'fibre', 'mobile')",
        ),
        _check("framework_prices", "one_subject", "(product_id IS NULL) <> (commodity IS NULL)"),
        _check("framework_prices", "has_amount", HAS_AMOUNT),
        _reference("framework_prices", "framework_id", "framework_agreements.id", ondelete="CASCADE"),
        _reference("framework_prices", "product_id", "products.id"),
        _key("framework_prices", "id"),
        _unique("framework_prices", "framework_id", "commodity"),
        _unique("framework_prices", "framework_id", "product_id"),
    )
    op.create_table(
        "framework_sites",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("framework_id", sa.Uuid(), nullable=False),
        sa.Column("service_point_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        _reference("framework_sites", "framework_id", "framework_agreements.id", ondelete="CASCADE"),
        _reference("framework_sites", "service_point_id", "service_points.id"),
        _key("framework_sites", "id"),
        _unique("framework_sites", "framework_id", "service_point_id"),
    )
    _index("framework_sites", "order_id")
    op.create_table(
        "price_list_entries",
        sa.Column("price_list_id", sa.Uuid(), nullable=False),
        sa.Column("product_id", sa.Uuid(), nullable=False),
        *_amounts("base", "unit", "one_off", "beyond"),
        _check("price_list_entries", "has_amount", HAS_AMOUNT),
        _reference("price_list_entries", "price_list_id", "price_lists.id", ondelete="CASCADE"),
        _reference("price_list_entries", "product_id", "products.id"),
        _key("price_list_entries", "price_list_id", "product_id"),
    )
    _index("price_list_entries", "product_id")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
