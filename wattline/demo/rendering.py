"""Turns templates and words into pages, in the language the visitor reads."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import yaml
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from wattline.demo import personas, plan
from wattline.demo.wording import LANGUAGES

if TYPE_CHECKING:
    from fastapi import Request

    from wattline.demo.personas import Persona

_FOLDER = Path(__file__).parent
SIGNED_IN = "zorza-customer"
"""The cookie that keeps who signed in on the supplier's site: a persona's key."""
OWN_NAMES = {"en": "English", "de": "Deutsch", "pl": "Polski"}
ICONS = {
    "bill": "M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6",
    "use": "M4 20V11M10 20V5M16 20v-7M22 20H2",
    "contract": "M7 3h7l5 5v13H7zM14 3v5h5M10 13h6M10 17h4",
    "switch": "M4 8h14l-4-4M20 16H6l4 4",
    "electricity": "M13 3 6 13.5h5L10 21l8-11h-5.5z",
    "gas": "M12 3c4 4.5 6 7.5 6 11a6 6 0 0 1-12 0c0-2 1-4 2.5-5.5C9 11 10 12 11 12c1-3 .5-6 1-9z",
    "fibre": "M3 12a14 14 0 0 1 18 0M6 15.5a9 9 0 0 1 12 0M9 19a4.5 4.5 0 0 1 6 0",
    "mobile": "M8 3h8a1.5 1.5 0 0 1 2 1.5v15a1.5 1.5 0 0 1-2 1.5H8a1.5 1.5 0 0 1-2-1.5v-15A1.5 1.5 0 0 1 8 3zM11 18h2",
    "phone": "M6 3h4l1.5 5L9 9.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z",
    "mail": "M3 6h18v12H3zM3 7l9 7 9-7",
    "alert": "M12 3 2.5 20h19zM12 9.5v5M12 17.5v.01",
    "sms": "M4 5h16v11H10l-5 4v-4H4z",
    "telegram": "M21 3.5 2.5 11l6.5 2.5M21 3.5l-3.5 16.5-8.5-6.5M21 3.5 9 13.5V20l3.3-4",
    "clip": "M20 11.5 12 19.5a5 5 0 0 1-7-7l8.5-8.5a3.4 3.4 0 0 1 4.8 4.8L10 17a1.7 1.7 0 0 1-2.4-2.4l7.4-7.4",
    "file": "M7 3h7l5 5v13H7zM14 3v5h5",
    "back": "M15 5l-7 7 7 7",
    "more": "M5 12h.01M12 12h.01M19 12h.01",
    "check": "M5 12.5l4.5 4.5L19 7",
    "again": "M20 11a8 8 0 1 0-2.3 6M20 5v6h-6",
    "pen": "M4 20l1-4L16 5l3 3L8 19zM14 7l3 3",
    "person": "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
    "voice": "M12 3a3 3 0 0 1 3 3v6a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
    "location": "M12 21s7-6.5 7-12a7 7 0 0 0-14 0c0 5.5 7 12 7 12zM12 11.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "sticker": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8.5 14.5a4.5 4.5 0 0 0 7 0M9 9.5v.01M15 9.5v.01",
    "block": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM5.6 5.6l12.8 12.8",
    "reply": "M10 6 4 12l6 6M4 12h10a6 6 0 0 1 6 6v1",
    "inbox": "M4 13 6.5 5h11L20 13v6H4zM4 13h5l1 2.5h4L15 13h5",
    "copy": "M9 9h11v11H9zM5 15H4V4h11v1",
}
"""Paths of line icons, 24 units wide."""


def language_of(request: Request) -> str:
    """The language asked for in the address, else the first known one of the browser, else English."""
    wished = [request.query_params.get("language", "")]
    wished += [part.split(";")[0].strip()[:2].lower() for part in request.headers.get("accept-language", "").split(",")]
    return next((code for code in wished if code in LANGUAGES), "en")


def signed_in(request: Request) -> Persona | None:
    """Who signed in on the supplier's site with this browser."""
    return personas.named(request.cookies.get(SIGNED_IN, ""))


@lru_cache(maxsize=8)
def words_in(name: str) -> dict[str, Any]:
    """The words of a language, or another file of words."""
    found: dict[str, Any] = yaml.safe_load((_FOLDER / "words" / f"{name}.yml").read_text(encoding="utf-8"))
    return found


def page(request: Request, template: str, **values: Any) -> HTMLResponse:
    """Render one page."""
    language = language_of(request)
    words = words_in(language)

    def query_for(code: str) -> str:
        kept = {name: value for name, value in request.query_params.items() if name != "language"}
        return urlencode(kept | {"language": code})

    environment = _environment()
    macros = environment.get_template("_macros.html").make_module({"words": words, "icons": ICONS})
    text = environment.get_template(template).render(
        language=language,
        words=words,
        own_names=OWN_NAMES,
        supplier=plan.supplier(),
        query_for=query_for,
        icon=lambda name: Markup(macros.icon(name)),  # type: ignore[attr-defined]  # noqa: S704 - our own template
        copy_button=macros.copy_button,  # type: ignore[attr-defined]
        **{"page": template.removesuffix(".html"), "persona": signed_in(request)} | values,
    )
    return HTMLResponse(text, headers={"Vary": "Accept, Accept-Language, Cookie", "Cache-Control": "no-cache"})


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=select_autoescape(["html", "svg"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
