"""The files of the tiny project: its own intents, one form, rules with an interruption."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, List  # noqa: UP035 see process()

from rasa.engine.graph import GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message  # noqa: TC002 Rasa reads the annotations

if TYPE_CHECKING:
    from pathlib import Path

KEYWORDS = {
    "bill": "bill", "rechnung": "bill", "rachunek": "bill", "hello": "greet", "hallo": "greet", "break": "break",
    "mutate": "mutate", "meter": "meter", "stop": "cancel", "loop": "loop",
}  # fmt: skip
GERMAN = {"rechnung", "hallo", "bitte", "meine", "ich"}

DOMAIN = """
version: "3.1"
intents: [greet, bill, break, mutate, meter, give, cancel, loop, nlu_fallback, session_started, pressed]
entities:
  - id: {influence_conversation: false}
slots:
  count: {type: float, influence_conversation: false, mappings: [{type: custom}]}
  number: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  place: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  language: {type: text, influence_conversation: false, mappings: [{type: custom}]}
  language_chosen: {type: bool, influence_conversation: false, mappings: [{type: custom}]}
  language_asked: {type: bool, influence_conversation: false, mappings: [{type: custom}]}
forms:
  meter_form: {required_slots: [number, place]}
responses:
  utter_ask_number: [{text: x}]
  utter_ask_place: [{text: x}]
  utter_done: [{text: x}]
  utter_default: [{text: x}]
actions: [action_greet, action_bill, action_break, action_mutate, action_cancel, validate_meter_form]
session_config: {session_expiration_time: 0, carry_over_slots_to_new_session: true}
"""

RULES = """
version: "3.1"
rules:
  - rule: greet
    steps: [{intent: greet}, {action: action_greet}]
  - rule: started
    steps: [{intent: session_started}, {action: action_greet}]
  - rule: bill
    steps: [{intent: bill}, {action: action_bill}]
  - rule: break
    steps: [{intent: break}, {action: action_break}]
  - rule: mutate
    steps: [{intent: mutate}, {action: action_mutate}]
  - rule: open the form
    steps: [{intent: meter}, {action: meter_form}, {active_loop: meter_form}]
  - rule: close the form
    condition: [{active_loop: meter_form}]
    steps:
      - action: meter_form
      - active_loop: null
      - slot_was_set: [{requested_slot: null}]
      - action: utter_done
  - rule: cancel
    steps: [{intent: cancel}, {action: action_cancel}]
  - rule: endless
    steps: [{intent: loop}, {action: utter_done}, {action: utter_done}, {action: utter_done}, {action: utter_done},
      {action: utter_done}, {action: utter_done}, {action: utter_done}, {action: utter_done}, {action: utter_done},
      {action: utter_done}, {action: utter_done}, {action: utter_done}]
"""

NLU = """
version: "3.1"
nlu:
  - intent: greet
    examples: |
      - hello
  - intent: bill
    examples: |
      - my bill
"""

CONFIG = """
recipe: default.v1
assistant_id: tiny
language: en
pipeline:
  - name: tests.bot.tiny_project.KeywordClassifier
policies:
  - name: RulePolicy
    core_fallback_action_name: action_default_fallback
    enable_fallback_prediction: true
"""

REPLIES = {
    "en": {
        "utter_hello": "Hello {{ name }}!", "utter_bill": "You owe {{ money | money }} ({{ count }}).",
        "utter_ask_number": "Which number?", "utter_ask_place": "Which place?",
        "utter_done": "Noted {{ slots.number }} at {{ slots.place }}.", "utter_cancelled": "Never mind.",
        "utter_default": "Pardon?", "utter_form_restarted": "Once more, please.",
        "utter_ask_preferred_language": "Which language?",
    },
    "de": {
        "utter_hello": "Hallo {{ name }}!", "utter_bill": "Sie schulden {{ money | money }} ({{ count }}).",
        "utter_ask_number": "Welche Nummer?", "utter_ask_place": "Welcher Ort?",
        "utter_done": "Notiert: {{ slots.number }}, {{ slots.place }}.", "utter_cancelled": "Schon gut.",
        "utter_default": "Wie bitte?", "utter_form_restarted": "Bitte noch einmal.",
        "utter_ask_preferred_language": "Welche Sprache?",
    },
}  # fmt: skip


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class KeywordClassifier(GraphComponent):  # type: ignore[misc]
    """Knows an intent by a word; says which language it saw, as the real detector does."""

    @classmethod
    def create(cls, config: Any, model_storage: Any, resource: Any, execution_context: Any) -> KeywordClassifier:
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:  # noqa: UP006 Rasa compares these very types
        for message in messages:
            words = (message.get("text") or "").lower().split()
            intent = next((KEYWORDS[word] for word in words if word in KEYWORDS), "give")
            message.set("intent", {"name": intent, "confidence": 0.9}, add_to_output=True)
            code = "de" if GERMAN & set(words) else "en"
            foreign = "part" if "доброго" in words else None
            message.set("language", {"code": code, "confidence": 0.95, "foreign": foreign}, add_to_output=True)
        return messages


def write_project(folder: Path) -> Path:
    """Write the tiny project below a folder."""
    import yaml

    (folder / "data").mkdir()
    (folder / "domain.yml").write_text(DOMAIN, encoding="utf-8")
    (folder / "config.yml").write_text(CONFIG, encoding="utf-8")
    (folder / "data" / "nlu.yml").write_text(NLU, encoding="utf-8")
    (folder / "data" / "rules.yml").write_text(RULES, encoding="utf-8")
    for language, responses in REPLIES.items():
        path = folder / "replies" / language
        path.mkdir(parents=True)
        content = {"responses": responses, "buttons": {"pay": "Pay now" if language == "en" else "Jetzt zahlen"}}
        (path / "all.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return folder
