"""Charts."""

from __future__ import annotations

import base64
import struct
from typing import Any, cast

import pytest

from actions._charts import months_chart, points_chart

MONTHS = [
    {"month": f"2026-{month:02d}", "value": str(100 + month), "source": "measured", "year_before_value": None}
    for month in range(1, 4)
]
USED: Any = {
    "service_point_name": "Mieszkanie Łódź",
    "unit": "kWh",
    "total": "306",
    "from_on": "2026-01-01",
    "to_on": "2026-03-31",
    "months": MONTHS,
}


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "January 2026 101 kWh"), ("de", "Januar 2026 101 kWh"), ("pl", "styczeń 2026 101 kWh")],
)
def test_months_are_a_picture_with_its_figures_as_text(language: str, words: str) -> None:
    picture = months_chart(cast("Any", USED), language)
    png = base64.b64decode(picture["data"])
    width, height = struct.unpack(">II", png[16:24])
    assert png.startswith(b"\x89PNG")
    assert width > height > 200
    assert words in picture["alt"]
    assert "Łódź" in picture["title"]


def test_points_with_the_year_before_left_out() -> None:
    others = [{**USED, "service_point_name": f"Filiale {n}", "total": str(n)} for n in (3, 2, 1)]
    picture = points_chart(cast("Any", others), "de")
    assert "Filiale 3 3 kWh, Filiale 2 2 kWh" in picture["alt"]
