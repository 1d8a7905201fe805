"""The component keeps to what every current browser has had since 2022, to our own host, and to a strict policy."""

import re
from pathlib import Path

import pytest

from channels.pages import rendering

STATIC = Path(rendering.__file__).parent.parent / "static"
TEMPLATES = Path(rendering.__file__).parent / "templates"
SCRIPTS = sorted(STATIC.glob("*.js"))
STYLES = sorted(STATIC.glob("*.css"))

YOUNGER_IN_SCRIPTS = {
    "adoptedStyleSheets": 2023,
    "toSorted": 2023,
    "toReversed": 2023,
    "toSpliced": 2023,
    "structuredClone": 2022.2,
    "Object.groupBy": 2024,
    "Promise.withResolvers": 2024,
    "AbortSignal.timeout": 2024,
    "AbortSignal.any": 2024,
    "showPopover": 2024,
    "URL.canParse": 2023,
    "checkVisibility": 2024,
    "startViewTransition": 2025,
    "randomUUID": "only where there is TLS",
    "setHTML": 2025,
}
YOUNGER_IN_STYLES = {
    ":has(": 2023,
    "@container": 2023,
    "color-mix(": 2023,
    "light-dark(": 2024,
    "@starting-style": 2024,
    "@scope": 2025,
    "@property": 2024,
    "text-wrap": 2024,
    "field-sizing": 2026,
    "scrollbar-width": 2024,
    "scrollbar-gutter": 2024,
    "anchor-name": 2026,
    "oklch(": 2023,
    "subgrid": 2023,
    ":user-valid": 2023,
    "&:": "nesting, 2023",
}
PLURAL_FORMS = {"one", "few", "many", "other"}
UNSAFE = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "localStorage")


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_use_nothing_younger_or_unsafe(script: Path) -> None:
    source = script.read_text(encoding="utf-8")
    assert [name for name in (*YOUNGER_IN_SCRIPTS, *UNSAFE) if name in source.replace("`randomUUID`", "")] == []


@pytest.mark.parametrize("style", STYLES, ids=lambda path: path.name)
def test_styles_use_nothing_younger(style: Path) -> None:
    source = style.read_text(encoding="utf-8")
    assert [name for name in YOUNGER_IN_STYLES if name in source] == []


@pytest.mark.parametrize("path", [*SCRIPTS, *STYLES, *TEMPLATES.iterdir()], ids=lambda path: path.name)
def test_nothing_is_loaded_from_elsewhere(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    addresses = set(re.findall(r"(?:https?:)?//[\w.-]+\.\w+[^\s\"'`]*", source))
    comments = {address for address in addresses if "chat.example" in address or "www.w3.org" in address}
    assert addresses == comments


@pytest.mark.parametrize("template", sorted(TEMPLATES.iterdir()), ids=lambda path: path.name)
def test_templates_hold_no_inline_script_or_style(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:|\|\s*safe|<script(?![^>]*\ssrc=)", source) == []


def test_every_language_has_every_word_of_the_component() -> None:
    source = (STATIC / "words.js").read_text(encoding="utf-8")
    tables = re.split(r"^  (?:en|de|pl): \{$", source, flags=re.MULTILINE)[1:]
    keys = [
        set(re.findall(r"(?:^    |, )(\w+): [\"{]", table.split("\n  },")[0], flags=re.MULTILINE)) - PLURAL_FORMS
        for table in tables
    ]
    assert len(keys) == 3
    assert keys[0] == keys[1] == keys[2]
    used = set()
    for script in SCRIPTS:
        used |= set(re.findall(r"\bsay\(\"(\w+)\"", script.read_text(encoding="utf-8")))
    assert used <= keys[0]
