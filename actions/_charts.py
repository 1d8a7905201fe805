"""Charts as pictures: pygal draws SVG, typst makes PNG of it."""

import base64
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pygal
import typst
from babel.dates import format_date
from babel.numbers import format_decimal
from pygal.style import Style

from actions._names import names
from actions._records import Consumption

FONT = "DejaVu Sans"
PAGE = (
    "#set page(width: {width_pt}pt, height: auto, margin: 8pt, fill: white)\n"
    '#set text(font: "' + FONT + '")\n'
    '#image(bytes(sys.inputs.svg), format: "svg", width: 100%)\n'
)
PIXELS_PER_INCH = 120.0

Picture = dict[str, str]

_STYLE = Style(
    background="white",
    plot_background="white",
    foreground="#33414d",
    foreground_strong="#14212b",
    foreground_subtle="#9aa7b2",
    opacity="1",
    guide_stroke_color="#d5dde3",
    major_guide_stroke_color="#d5dde3",
    guide_stroke_dasharray="1,0",
    major_guide_stroke_dasharray="1,0",
    colors=("#0b6e6e", "#c3ced6"),
    font_family=FONT,
    title_font_size=18,
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=14,
)
"""Dark teal on white keeps a contrast of 6:1; the year before stands back in grey."""


def months_chart(consumption: Consumption, language: str) -> Picture:
    """Draw the months of a consumption beside the same months of the year before."""
    words = names("charts", language)
    months = consumption["months"]
    period_name = _span(consumption, language)
    before = [_float(month.get("year_before_value")) for month in months]
    chart = pygal.Bar(
        **chart_options(language, legend=any(value is not None for value in before)),
        title=f"{consumption['service_point_name']} · {period_name} · {consumption['unit']}",
        x_labels=[_month(month["month"], language, "LLL") for month in months],
    )
    chart.add(words["this_period"], [_float(month["value"]) for month in months])
    if any(value is not None for value in before):
        chart.add(words["year_before"], before)
    listed = ", ".join(
        f"{_month(month['month'], language)} {_number(month['value'], language)} {consumption['unit']}"
        for month in months
    )
    alt = words["months_alt"].format(point=consumption["service_point_name"], period=period_name, values=listed)
    return picture_of(
        chart.render(is_unicode=True), words["months_title"].format(point=consumption["service_point_name"]), alt
    )


def points_chart(results: Sequence[Consumption], language: str) -> Picture:
    """Draw what each point used, the greatest on top; all must have the same unit."""
    words = names("charts", language)
    unit = results[0]["unit"]
    period_name = _span(results[0], language)
    chart = pygal.HorizontalBar(
        **chart_options(language, legend=False),
        title=f"{words['points_title']} · {period_name} · {unit}",
        x_labels=[result["service_point_name"] for result in reversed(results)],
    )
    chart.add(unit, [_float(result["total"]) for result in reversed(results)])
    listed = ", ".join(f"{r['service_point_name']} {_number(r['total'], language)} {unit}" for r in results)
    return picture_of(
        chart.render(is_unicode=True),
        words["points_title"],
        words["points_alt"].format(period=period_name, values=listed),
    )


def chart_options(language: str, *, legend: bool) -> dict[str, Any]:
    """How every chart of ours looks."""
    return {
        "style": _STYLE,
        "width": 720,
        "height": 380,
        "show_legend": legend,
        "legend_at_bottom": True,
        "x_label_rotation": 0,
        "truncate_label": -1,
        "truncate_legend": -1,
        "js": (),
        "disable_xml_declaration": True,
        "value_formatter": lambda value: _number(value, language),
        "include_x_axis": True,
    }


def picture_of(svg: str, title: str, alt: str, *, width_pt: int = 480) -> Picture:
    """Make a PNG of a drawing, as an attachment."""
    png: bytes = typst.compile(
        PAGE.replace("{width_pt}", str(width_pt)).encode(),
        format="png",
        ppi=PIXELS_PER_INCH,
        font_paths=_fonts(),
        sys_inputs={"svg": svg},
    )
    return {
        "kind": "image",
        "title": title,
        "alt": alt,
        "media_type": "image/png",
        "data": base64.b64encode(png).decode(),
    }


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """Find the fonts that matplotlib, which Rasa brings, ships: a bare server has none."""
    spec = find_spec("matplotlib")
    assert spec is not None
    assert spec.origin is not None
    folder = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf"
    return typst.Fonts(include_system_fonts=False, font_paths=[folder])


def _month(text: str, language: str, pattern: str = "LLLL yyyy") -> str:
    year, month = (int(part) for part in text.split("-"))
    return format_date(date(year, month, 1), pattern, locale=language)


def _span(consumption: Consumption, language: str) -> str:
    first, last = (_month(day[:7], language) for day in (consumption["from_on"], consumption["to_on"]))
    return first if first == last else f"{first} – {last}"


def _number(value: Any, language: str) -> str:
    return format_decimal(round(float(value), 1), format="#,##0.#", locale=language)


def _float(value: Any) -> float | None:
    return None if value is None else float(value)
