"""The generator as Rasa uses it, and the project's own words."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
import yaml
from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.core.utils import AvailableEndpoints
from rasa.shared.core.events import SlotSet, UserUttered
from rasa.shared.core.slots import TextSlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.replies import REPLIES_FOLDER, ReplyGenerator, load_catalog
from bot.reply_catalog import ReplyCatalog

ROOT = Path(__file__).parents[2]


@pytest.fixture
def generator(tmp_path):
    for language, word in (("en", "Hello"), ("de", "Hallo")):
        (tmp_path / language).mkdir()
        text = f"responses: {{utter_a: '{word} {{{{ name }}}}'}}\nbuttons: {{agree: '{word}!'}}"
        (tmp_path / language / "a.yml").write_text(text, encoding="utf-8")
    return ReplyGenerator(catalog=ReplyCatalog(tmp_path))


def _tracker(slot=None, metadata=None):
    tracker = DialogueStateTracker("x", [TextSlot("language", mappings=[])])
    if slot:
        tracker.update(SlotSet("language", slot))
    tracker.update(UserUttered("hi", {"name": "greet"}, metadata=metadata or {}))
    return tracker


@pytest.mark.parametrize(
    ("slot", "metadata", "expected"),
    [("de", {"language": "en"}, "Hallo Eva"), (None, {"language": "de"}, "Hallo Eva"), (None, {}, "Hello Eva"),
     ("fr", {"language": "de"}, "Hallo Eva")],
)  # fmt: skip
def test_the_slot_counts_before_the_metadata(generator, slot, metadata, expected):
    draft = asyncio.run(generator.generate("utter_a", _tracker(slot, metadata), "turn", name="Eva", text=None))
    assert draft["text"] == expected


def test_without_a_turn_the_messages_own_language_counts(generator):
    tracker = DialogueStateTracker("x", [])
    tracker.update(UserUttered("hallo", {"name": "greet"}, parse_data={"language": {"code": "de", "confidence": 1.0}}))
    assert asyncio.run(generator.generate("utter_a", tracker, "cmdline", name="Eva"))["text"] == "Hallo Eva"


def test_titles_of_an_actions_buttons_are_looked_up_in_place(generator):
    buttons = [{"title_key": "agree", "title": "", "intent": "affirm"}, {"title": "{{ raw }}", "intent": "choose"}]
    draft = asyncio.run(generator.generate("utter_a", _tracker("de"), "turn", name="x", buttons=buttons))
    assert draft["buttons"] == []
    assert [button["title"] for button in buttons] == ["Hallo!", "{{ raw }}"]


def test_rasa_finds_the_generator_that_the_endpoints_name():
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    assert isinstance(NaturalLanguageGenerator.create(endpoints.nlg, None), ReplyGenerator)


def _names_in_use() -> set[str]:
    """Every response name that the domain, the rules or an action mentions."""
    files = [ROOT / "domain.yml", *(ROOT / "data" / "rules").glob("*.yml"), *(ROOT / "actions").glob("*.py")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files if path.exists())
    return set(re.findall(r"\butter_[a-z0-9_]+\b(?!_\{)", text)) - {"utter_message"}


def test_nothing_is_missing_in_any_language():
    catalog = load_catalog()
    assert catalog.languages == ("de", "en", "pl")
    names = {name for name in _names_in_use() if not name.endswith("_")}
    assert catalog.missing(names | {"utter_default", "utter_form_restarted"}) == {}


def test_every_language_has_the_same_topics():
    topics = {folder.name: {path.name for path in folder.glob("*.yml")} for folder in REPLIES_FOLDER.iterdir()}
    assert len({frozenset(names) for names in topics.values()}) == 1, topics


def test_every_language_has_the_same_names():
    names = {
        path: set(yaml.safe_load(path.read_text(encoding="utf-8"))) for path in REPLIES_FOLDER.glob("*/names/*.yml")
    }
    for path, found in names.items():
        assert found == names[REPLIES_FOLDER / "en" / "names" / path.name], path


def test_every_matter_has_a_title_for_its_button():
    folder = REPLIES_FOLDER / "en" / "names"
    matters, titles = (yaml.safe_load((folder / name).read_text()) for name in ("matters.yml", "matter_titles.yml"))
    assert list(matters) == list(titles)


def test_buttons_in_the_words_lead_to_intents_of_the_domain():
    intents = {next(iter(name)) if isinstance(name, dict) else name for name in _domain()["intents"]}
    for path in REPLIES_FOLDER.glob("*/*.yml"):
        for name, entry in (yaml.safe_load(path.read_text(encoding="utf-8")).get("responses") or {}).items():
            for button in (entry.get("buttons") or []) if isinstance(entry, dict) else []:
                assert button["intent"] in intents, (path, name)


def _domain():
    return yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
