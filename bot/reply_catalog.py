"""The words of the replies: loaded once from ``bot/replies/<language>/<topic>.yml``, rendered with Jinja2."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import StrictUndefined, Template, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from bot.formats import Formats
from bot.narrow_channels import fits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_ABBREVIATION_AT_THE_END = re.compile(r"\b(mies|tyg|szt|o\.o|e\.K|Co|Ltd|Inc)\.\.(?!\.)")


class MissingReply(LookupError):
    """There are no words for this name in this language."""


class BadReplyFile(ValueError):
    """A file of words does not have the documented shape; the message names the file and the entry."""


@dataclass(frozen=True)
class _Button:
    """A button that belongs to a reply; the title is a template, the rest goes back to the engine as it is."""

    title: Template
    intent: str
    entities: dict[str, Any]


@dataclass(frozen=True)
class _Reply:
    """One reply in one language; ``short`` is said where the whole text has no room."""

    text: Template
    buttons: tuple[_Button, ...]
    short: Template | None = None


class ReplyCatalog:
    """All replies in all languages.

    A file holds ``responses: {name: "text" | {text, buttons: [{title, intent, entities}]}}`` and, if it likes,
    ``buttons: {title_key: "title"}`` for the buttons that actions add, and ``short: {name: "text"}`` for what is said
    instead of a reply that has no room on its channel. Values are data: a customer's value that looks like a template
    is printed as it is.
    """

    def __init__(self, folder: Path) -> None:
        """Load every language below the folder.

        Raises:
            BadReplyFile: A file is not as described, or a name occurs twice in a language.
        """
        self._replies: dict[str, dict[str, _Reply]] = {}
        self._titles: dict[str, dict[str, Template]] = {}
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_dir():
                self._load_language(path)

    @property
    def languages(self) -> tuple[str, ...]:
        """The language codes there are words for, sorted."""
        return tuple(sorted(self._replies))

    def names(self, language: str) -> frozenset[str]:
        """The reply names of one language."""
        return frozenset(self._replies.get(language, {}))

    def missing(self, names: Iterable[str] = ()) -> dict[str, list[str]]:
        """What is missing, per language: names known in another language or asked for, and titles of buttons."""
        wanted = set(names).union(*(set(replies) for replies in self._replies.values()))
        titles = {f"buttons: {key}" for of_language in self._titles.values() for key in of_language}
        gaps = {}
        for language in self.languages:
            there = self.names(language) | {f"buttons: {key}" for key in self._titles[language]}
            gap = sorted((wanted | titles) - there)
            if gap:
                gaps[language] = gap
        return gaps

    def render(self, name: str, language: str, values: Mapping[str, Any]) -> dict[str, Any]:
        """Put values into the words of a reply.

        Returns:
            ``{"text": ..., "buttons": [{"title", "intent", "entities"}]}``.

        Raises:
            MissingReply: No such words in this language.
            jinja2.UndefinedError: The template uses a value that was not passed.
        """
        reply = self._replies.get(language, {}).get(name)
        if reply is None:
            raise MissingReply(f"There are no words for {name} in {language}.")
        buttons = [
            {"title": button.title.render(values).strip(), "intent": button.intent, "entities": button.entities}
            for button in reply.buttons
        ]
        text, abilities = _said(reply.text, values), values.get("abilities") or {}
        titles = [button["title"] for button in [*buttons, *(values.get("buttons") or [])] if button.get("title")]
        if reply.short is not None and not fits(text, titles, abilities):
            text = _said(reply.short, values)
        return {"text": text, "buttons": buttons}

    def shortened(self, language: str) -> frozenset[str]:
        """The names of the replies that have a short form in a language."""
        return frozenset(name for name, reply in self._replies.get(language, {}).items() if reply.short is not None)

    def fixed_buttons(self) -> Iterator[tuple[str, str, dict[str, Any]]]:
        """Title, intent and entities of every button whose title needs no value, in all languages."""
        for replies in self._replies.values():
            for reply in replies.values():
                for button in reply.buttons:
                    try:
                        yield button.title.render().strip(), button.intent, button.entities
                    except UndefinedError:
                        continue

    def title(self, key: str, language: str, values: Mapping[str, Any]) -> str:
        """The title of a button that an action adds by its key.

        Raises:
            MissingReply: No such title in this language.
        """
        template = self._titles.get(language, {}).get(key)
        if template is not None:
            return template.render(values).strip()
        return str(self.render(key, language, values)["text"])

    def _load_language(self, folder: Path) -> None:
        environment = SandboxedEnvironment(
            undefined=StrictUndefined,
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters.update(Formats(folder.name).filters())
        replies = self._replies.setdefault(folder.name, {})
        titles = self._titles.setdefault(folder.name, {})
        shorts: dict[str, Template] = {}
        for path in sorted(folder.glob("*.yml")):
            content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
            if not isinstance(content, dict) or not set(content) <= {"responses", "buttons", "short"}:
                raise BadReplyFile(f"{path}: only responses, buttons and short are allowed at the top.")
            # YAML reads yes, no and on as truth values
            if not all(isinstance(key, str) for part in content.values() for key in part or {}):
                raise BadReplyFile(f"{path}: every name must be a text; quote yes, no and on.")
            for name, entry in (content.get("responses") or {}).items():
                if name in replies:
                    raise BadReplyFile(f"{path}: {name} occurs twice in {folder.name}.")
                replies[name] = _reply(environment, entry, f"{path}: {name}")
            for key, title in (content.get("buttons") or {}).items():
                titles[key] = environment.from_string(str(title))
            shorts |= {name: environment.from_string(str(text)) for name, text in (content.get("short") or {}).items()}
        for name, short in shorts.items():
            if name not in replies:
                raise BadReplyFile(f"{folder}: {name} has a short form and no long one.")
            replies[name] = replace(replies[name], short=short)


def _said(template: Template, values: Mapping[str, Any]) -> str:
    """Render a text; an abbreviation at the end of a sentence ("sp. z o.o.") needs no second full stop."""
    return _ABBREVIATION_AT_THE_END.sub(r"\1.", template.render(values).strip())


def _reply(environment: SandboxedEnvironment, entry: object, place: str) -> _Reply:
    if isinstance(entry, str):
        return _Reply(environment.from_string(entry), ())
    if not isinstance(entry, dict) or not isinstance(entry.get("text"), str):
        raise BadReplyFile(f"{place} is neither a text nor a mapping with a text.")
    buttons = []
    for button in entry.get("buttons") or []:
        if not isinstance(button, dict) or not {"title", "intent"} <= set(button):
            raise BadReplyFile(f"{place}: a button needs a title and an intent.")
        title = environment.from_string(str(button["title"]))
        buttons.append(_Button(title, str(button["intent"]), dict(button.get("entities") or {})))
    return _Reply(environment.from_string(entry["text"]), tuple(buttons))
