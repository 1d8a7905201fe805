"""Everything declared is used, everything used is declared, in three languages."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa_sdk.executor import ActionExecutor

import actions
from actions._errand.errand_action import ERRANDS
from actions._matters import ACTIONS
from actions._names import names
from bot.reply_catalog import ReplyCatalog

ROOT = Path(__file__).parents[2]
DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
RULES = [
    rule
    for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]
CATALOG = ReplyCatalog(ROOT / "bot" / "replies")
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "actions").rglob("*.py")))
ENGINE = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "bot").glob("*.py")))
CALLED_BY_RASA = {"utter_default"}


def rule_intents() -> list[str]:
    found = []
    for rule in RULES:
        for step in rule["steps"]:
            found += [one["intent"] for one in step.get("or", [step]) if "intent" in one]
    return found


def test_every_intent_has_exactly_one_rule() -> None:
    assert sorted(rule_intents()) == sorted(DOMAIN["intents"])


def test_actions_are_declared_implemented_and_used() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    implemented = {name for name in executor.actions if not name.startswith("tiny_")}
    assert implemented >= set(DOMAIN["actions"])
    ours = {path.stem for path in (ROOT / "actions").glob("*.py") if not path.stem.startswith("_")}
    assert ours == set(DOMAIN["actions"])
    assert set(ERRANDS) < set(ACTIONS)
    in_rules = {step["action"] for rule in RULES for step in rule["steps"] if "action" in step}
    followed = set(re.findall(r'"(action_\w+)"', SOURCES)) | set(ACTIONS.values())
    forms = {f"validate_{form}" for form in DOMAIN["forms"]}
    assert in_rules | followed - {"action_listen"} | forms == set(DOMAIN["actions"])


def test_every_shared_module_is_listed_once() -> None:
    shared = [path.stem for path in (ROOT / "actions").glob("_*") if not path.stem.startswith("__")]
    listed = re.findall(r"``(_\w+)``", actions.__doc__ or "")
    assert sorted(listed) == sorted(shared), "list the shared modules in actions/__init__.py"


def test_responses_are_declared_used_and_written_in_three_languages() -> None:
    declared = set(DOMAIN["responses"])
    used = set(re.findall(r'"(utter_\w+)"', SOURCES + ENGINE)) | CALLED_BY_RASA
    assert used == declared
    assert CATALOG.languages == ("de", "en", "pl")
    assert CATALOG.missing(declared) == {}


def test_what_is_short_in_one_language_is_short_in_all() -> None:
    assert CATALOG.shortened("en")
    assert CATALOG.shortened("en") == CATALOG.shortened("de") == CATALOG.shortened("pl")


def test_slots_are_filled_and_read() -> None:
    for slot in DOMAIN["slots"]:
        assert f'"{slot}"' in SOURCES + ENGINE, slot
        assert DOMAIN["slots"][slot]["influence_conversation"] is False
        assert DOMAIN["slots"][slot]["mappings"] == [{"type": "custom"}]
    written = set(re.findall(r'SlotSet\("(\w+)"', SOURCES))
    assert written - {"requested_slot"} <= set(DOMAIN["slots"])


def test_no_entity_fills_a_slot() -> None:
    assert all(list(entity.values()) == [{"influence_conversation": False}] for entity in DOMAIN["entities"])


@pytest.mark.parametrize("topic", ["stages", "matters", "commodities", "charts", "papers", "tables"])
def test_names_have_the_same_keys_in_three_languages(topic: str) -> None:
    assert names(topic, "en").keys() == names(topic, "de").keys() == names(topic, "pl").keys()


def test_every_matter_has_a_name() -> None:
    assert set(ACTIONS) <= set(names("matters", "en"))


def test_buttons_lead_to_known_intents_and_entities() -> None:
    entities = {next(iter(entity)) for entity in DOMAIN["entities"]}
    for path in (ROOT / "bot" / "replies").glob("*/*.yml"):
        for reply in yaml.safe_load(path.read_text(encoding="utf-8")).get("responses", {}).values():
            for button in reply.get("buttons", []) if isinstance(reply, dict) else []:
                assert button["intent"] in DOMAIN["intents"]
                assert set(button.get("entities", {})) <= entities


def test_replies_have_the_stems_of_the_rules() -> None:
    topics = {path.stem for path in (ROOT / "data" / "rules").glob("*.yml")} | {"engine", "errands", "short"}
    for path in (ROOT / "bot" / "replies").glob("*/*.yml"):
        assert path.stem in topics, path
