"""Turns a template and its words into a PDF, or pictures of its pages: our own font, nothing from the network."""

from __future__ import annotations

import asyncio
import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import segno
import typst

if TYPE_CHECKING:
    from collections.abc import Mapping

Template = Literal["invoice", "return_slip", "pack"]

_HERE = Path(__file__).parent
_STANDARDS: list[Literal["a-3a", "ua-1"]] = ["a-3a", "ua-1"]
"""PDF/A-3a to keep for ten years, PDF/UA-1 for readers who listen."""


async def render_pdf(template: Template, paper: Mapping[str, Any]) -> bytes:
    """The paper as a PDF; made in a thread, because it takes some hundredths of a second.

    Args:
        template: A file of ``templates/``.
        paper: What its template reads, all words and numbers formatted; it is passed as data, so nothing in it is run.
    """
    return await asyncio.to_thread(_compile, template, json.dumps(paper))


def render_pictures(template: Template, paper: Mapping[str, Any], *, ppi: int = 96) -> list[bytes]:
    """The pages as PNG, for a chat or for looking at them."""
    made = typst.compile(
        _source(template),
        root=_HERE / "templates",
        font_paths=_fonts(),
        format="png",
        ppi=ppi,
        sys_inputs={"paper": json.dumps(paper)},
    )
    assert made is not None
    return made if isinstance(made, list) else [made]


def qr_svg(content: str) -> str:
    """A QR code of the text as an SVG, medium error correction as the EPC guideline for payment codes asks."""
    drawn = BytesIO()
    segno.make(content, error="m", micro=False).save(drawn, kind="svg", border=0, scale=1, dark="#10292b")
    return drawn.getvalue().decode()


def _compile(template: Template, paper: str) -> bytes:
    made = typst.compile(
        _source(template),
        root=_HERE / "templates",
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=list(_STANDARDS),
        sys_inputs={"paper": paper},
    )
    assert isinstance(made, bytes)
    return made


def _source(template: Template) -> Path:
    return _HERE / "templates" / f"{template}.typ"


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[_HERE / "fonts"])
