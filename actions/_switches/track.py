"""The ten steps of a change of supplier as a picture: what is done, where it is now, what comes."""

import textwrap
from html import escape
from typing import Any

from actions._charts import FONT, Picture, picture_of
from actions._names import names

MOST_PICTURES = 2
"""Pictures in one answer; more push the words out of sight."""

STAGES = (
    "signed",
    "cooling_off",
    "authority_checked",
    "old_contract_ended",
    "sent_to_grid_operator",
    "accepted",
    "date_fixed",
    "active",
    "first_reading",
    "old_supplier_final_bill",
)
"""In order; a rejected switch has its stage in the place of ``accepted``."""

WIDTH = 340
"""Units of the drawing. A phone shows them nearly one to one, so that the letters of 14 stay readable."""
WIDTH_PT = 300
LETTERS_PER_LINE = 34
LINE = 17
GAP = 15
LEFT = 24
TOP = 58

DONE, NOW, STOPPED, AHEAD = "done", "now", "stopped", "ahead"
INK = {DONE: "#33414d", NOW: "#0b5c5c", STOPPED: "#a3201d", AHEAD: "#5b6873"}
"""Every one has a contrast of at least 5:1 on white."""


def switch_track(switch: dict[str, Any], language: str) -> Picture:
    """Draw one switch; its words are in the alternative text as well."""
    words, stage_names = names("charts", language), names("stages", language)
    point = switch["service_point_name"]
    steps = [(stage_names[stage], _state(place, switch)) for place, stage in enumerate(_path(switch), start=1)]
    title = words["switch_title"].format(point=point)
    step = words["switch_step"].format(position=switch["position"], total=switch["total"])
    alt = words["switch_alt"].format(
        point=point,
        step=step,
        now=stage_names[switch["stage"]],
        done=listed(steps, DONE),
        ahead=listed(steps, AHEAD),
    )
    return track_picture(point, step, steps, title, alt)


def track_picture(head: str, below: str, steps: list[tuple[str, str]], title: str, alt: str) -> Picture:
    """Draw steps, each with its state (``DONE``, ``NOW``, ``STOPPED`` or ``AHEAD``), from top to bottom.

    Args:
        head: First line of the picture.
        below: The line under it.
        steps: Their words and states, in order.
        title: Of the attachment.
        alt: What the picture shows, for those who do not see it.
    """
    return picture_of(_drawing(head, below, steps), title, alt, width_pt=WIDTH_PT)


def _path(switch: dict[str, Any]) -> list[str]:
    path = list(STAGES)
    if switch["stage"] == "rejected":
        path[path.index("accepted")] = "rejected"
    return path


def _state(place: int, switch: dict[str, Any]) -> str:
    if place != switch["position"]:
        return DONE if place < switch["position"] else AHEAD
    if switch["stage"] == "rejected":
        return STOPPED
    return DONE if place == switch["total"] else NOW


def listed(steps: list[tuple[str, str]], wanted: str) -> str:
    """Name the steps that are in a state, for the alternative text."""
    return ", ".join(name for name, state in steps if state == wanted) or "–"


def _drawing(point: str, step: str, steps: list[tuple[str, str]]) -> str:
    rows, dots, line_ends, y = [], [], [], TOP
    for name, state in steps:
        lines = textwrap.wrap(name, LETTERS_PER_LINE)
        weight = "bold" if state in (NOW, STOPPED) else "normal"
        rows += [
            f'<text x="{LEFT + 24}" y="{y + 5 + LINE * n}" font-size="14" font-weight="{weight}" '
            f'fill="{INK[state]}">{escape(line)}</text>'
            for n, line in enumerate(lines)
        ]
        dots.append(_dot(y, state))
        line_ends.append(y)
        y += LINE * len(lines) + GAP
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y}" font-family="{FONT}">'
        f'<text x="12" y="18" font-size="15" font-weight="bold" fill="#14212b">{escape(_short(point))}</text>'
        f'<text x="12" y="36" font-size="13" fill="{INK[AHEAD]}">{escape(step)}</text>'
        f"{_rails(line_ends, steps)}{''.join(dots)}{''.join(rows)}</svg>"
    )


def _rails(places: list[int], steps: list[tuple[str, str]]) -> str:
    """Draw the line between the dots: full as far as the switch has come, pale from there on."""
    return "".join(
        f'<line x1="{LEFT}" y1="{above}" x2="{LEFT}" y2="{below}" stroke-width="3" '
        f'stroke="{"#c3ced6" if state == AHEAD else "#0b6e6e"}"/>'
        for above, below, (_, state) in zip(places, places[1:], steps[1:], strict=False)
    )


def _dot(y: int, state: str) -> str:
    """Draw the mark of a step; the form tells the state as well as the colour does."""
    if state == DONE:
        tick = f"M{LEFT - 4} {y} l3 3.5 l5.5 -7"
        return f'<circle cx="{LEFT}" cy="{y}" r="8.5" fill="#0b6e6e"/>{_stroke(tick)}'
    if state == NOW:
        ring = f'<circle cx="{LEFT}" cy="{y}" r="9" fill="white" stroke="#0b6e6e" stroke-width="3.5"/>'
        return f'{ring}<circle cx="{LEFT}" cy="{y}" r="4" fill="#0b6e6e"/>'
    if state == STOPPED:
        cross = f"M{LEFT - 3.5} {y - 3.5} l7 7 M{LEFT + 3.5} {y - 3.5} l-7 7"
        return f'<circle cx="{LEFT}" cy="{y}" r="10" fill="{INK[STOPPED]}"/>{_stroke(cross)}'
    return f'<circle cx="{LEFT}" cy="{y}" r="7" fill="white" stroke="#8b98a3" stroke-width="2"/>'


def _stroke(path: str) -> str:
    return f'<path d="{path}" fill="none" stroke="white" stroke-width="2.2" stroke-linecap="round"/>'


def _short(name: str) -> str:
    return textwrap.shorten(name, LETTERS_PER_LINE, placeholder=" …")
