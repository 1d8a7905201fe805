"""Which billing systems there are: the only place that names them. One is absent when its setting is empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_api.billing_systems.sql_system import SqlSystem
from backend_api.billing_systems.systems.kontor import Kontor
from backend_api.billing_systems.systems.meridian import Meridian
from backend_api.billing_systems.systems.odczyt import Odczyt

if TYPE_CHECKING:
    from backend_api.billing_systems.port import BillingSystem
    from backend_api.settings import Settings


def configured(settings: Settings) -> tuple[BillingSystem, ...]:
    """The systems that have a URL, in the order in which they are preferred when two know the same point."""
    urls = (
        (Meridian(), settings.billing_meridian_url),
        (Kontor(), settings.billing_kontor_url),
        (Odczyt(), settings.billing_odczyt_url),
    )
    return tuple(SqlSystem(mapping, url) for mapping, url in urls if url)
