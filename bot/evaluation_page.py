"""An evaluation as one page to browse: tables, calibration, confusions, and every error with what was thought of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygal
from jinja2 import Environment, FileSystemLoader
from pygal.style import Style

FOLDER = Path(__file__).parent
STYLE = Style(background="transparent", plot_background="transparent", colors=("#999999", "#0f766e"))


def write_page(result: dict[str, Any], title: str, path: Path) -> Path:
    """Write a page that needs no other file.

    Args:
        result: See ``bot.scoring.report``, with ``calibration``.
        title: Which sentences were measured.
        path: Where to write; its folder is made.
    """
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    page = environment.get_template("evaluation_page.html").render(
        result=result, title=title, plot=calibration_plot(result.get("calibration") or [])
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path


def calibration_plot(bins: list[dict[str, float]]) -> str:
    """How often the likeliest intent was right, by how sure the model was; the straight line would be perfect."""
    chart = pygal.XY(
        style=STYLE, range=(0, 1), xrange=(0, 1), width=560, height=420, js=(), x_title="confidence", y_title="right",
        truncate_legend=-1, legend_at_bottom=True,
    )  # fmt: skip
    chart.add("perfect", [(0, 0), (1, 1)], show_dots=False)
    chart.add("measured", [(entry["confidence"], entry["right"]) for entry in bins])
    return str(chart.render(is_unicode=True, disable_xml_declaration=True))
