"""The pages' templates and words, and the headers that every page leaves with."""

import functools
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel.dates import format_date, format_time
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.datastructures import Headers

from channels.pages.text import linked

HERE = Path(__file__).parent
_LOCALES = {"en": "en_GB", "de": "de", "pl": "pl"}
_TIME_ZONE = ZoneInfo("Europe/Berlin")
"""A page without a script cannot know the customer's; Germany and Poland keep the same."""
LANGUAGES = {"en": "English", "de": "Deutsch", "pl": "Polski"}

HEADERS = {
    "Referrer-Policy": "same-origin",  # without a referrer, browsers send a form with the origin "null"
    "Cache-Control": "no-store",
}
"""What a page has besides the headers that every answer of the gateway has."""


def language_of(headers: Headers, *chosen: str | None) -> str:
    """The language of a page: what was chosen, else what the browser asks for, else English.

    Args:
        headers: Of the request.
        chosen: Codes from the address or a cookie, the strongest first.
    """
    asked = [part.split(";")[0].strip()[:2].lower() for part in headers.get("accept-language", "").split(",")]
    return next((code for code in (*chosen, *asked) if code in LANGUAGES), "en")


def _time_of(at: str, language: str) -> str:
    return format_time(datetime.fromisoformat(at), "short", tzinfo=_TIME_ZONE, locale=_LOCALES[language])


def _day_of(at: str, language: str) -> str:
    return format_date(datetime.fromisoformat(at).astimezone(_TIME_ZONE), "long", locale=_LOCALES[language])


@functools.cache
def _words_in(folder: Path, language: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((folder / f"{language}.yml").read_text(encoding="utf-8"))
    return found


class Pages:
    """Renders templates in a language."""

    def __init__(self, supplier_name: str, link_places: Collection[str] = ()) -> None:
        """Read words and templates once.

        Args:
            supplier_name: Whose chat it is.
            link_places: Hosts and origins besides our own host that links in messages may lead to.
        """
        self._supplier_name = supplier_name
        self._link_places = tuple(link_places)
        self._words: dict[str, dict[str, Any]] = {
            code: _words_in(HERE / "words", code) | {"staff": _words_in(HERE / "words" / "staff", code)}
            for code in LANGUAGES
        }
        self._templates = Environment(
            loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
        )
        self._templates.filters.update(linked=linked, time=_time_of, day=_day_of)

    def word(self, language: str, key: str) -> str:
        """One of the pages' words."""
        return str(self._words[language][key]).format(supplier=self._supplier_name)

    def render(
        self, request: Request, template: str, language: str, *, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """A page as response.

        Args:
            request: Tells our own host.
            template: File name.
            language: Of the words.
            status: HTTP status.
            values: For the template.
        """
        places = (request.url.hostname or "", *self._link_places)
        html = self._templates.get_template(template).render(
            values,
            words=self._words[language],
            all_words=self._words,
            language=language,
            languages=LANGUAGES,
            supplier=self._supplier_name,
            places=places,
        )
        return HTMLResponse(html, status, headers=HEADERS)
