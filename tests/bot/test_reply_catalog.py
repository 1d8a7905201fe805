from __future__ import annotations

import pytest
import yaml
from jinja2 import UndefinedError
from jinja2.exceptions import SecurityError

from bot.reply_catalog import BadReplyFile, MissingReply, ReplyCatalog


@pytest.fixture
def catalog_of(tmp_path):
    def build(**languages):
        for language, content in languages.items():
            (tmp_path / language).mkdir(exist_ok=True)
            (tmp_path / language / "topic.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return ReplyCatalog(tmp_path)

    return build


def test_a_value_is_put_in_by_filters(catalog_of):
    catalog = catalog_of(de={"responses": {"utter_a": "{{ sum | money }} am {{ due | date }}"}})
    values = {"sum": {"amount": "1", "currency": "EUR"}, "due": "2026-03-09"}
    assert catalog.render("utter_a", "de", values)["text"] == "1,00\u00a0€ am 9. März 2026"


@pytest.mark.parametrize(
    ("value", "said"),
    [("Kłos sp. z o.o.", "So far: Kłos sp. z o.o."), ("24 mies.", "So far: 24 mies."), ("hm..", "So far: hm...")],
)
def test_an_abbreviation_ends_its_sentence(catalog_of, value, said):
    catalog = catalog_of(en={"responses": {"utter_a": "So far: {{ value }}."}})
    assert catalog.render("utter_a", "en", {"value": value})["text"] == said


def test_buttons_have_templates_as_titles(catalog_of):
    button = {"title": "For {{ name }}", "intent": "choose", "entities": {"service_point_id": "1"}}
    catalog = catalog_of(en={"responses": {"utter_a": {"text": "Which?", "buttons": [button]}}})
    assert catalog.render("utter_a", "en", {"name": "home"})["buttons"] == [{**button, "title": "For home"}]


@pytest.mark.capability("D28")
@pytest.mark.parametrize("value", ["{{ 7 * 7 }}", "{% raw %}", "{slot}", "<b>x</b>", "'; --", "%s"])
def test_a_customers_value_is_printed_literally(catalog_of, value):
    assert (
        catalog_of(en={"responses": {"utter_a": "{{ name }}"}}).render("utter_a", "en", {"name": value})["text"]
        == value
    )


def test_a_value_that_was_not_passed_is_an_error(catalog_of):
    with pytest.raises(UndefinedError):
        catalog_of(en={"responses": {"utter_a": "{{ name }}"}}).render("utter_a", "en", {})


def test_templates_are_sandboxed(catalog_of):
    catalog = catalog_of(en={"responses": {"utter_a": "{{ name.__class__.__mro__ }}"}})
    with pytest.raises(SecurityError):
        catalog.render("utter_a", "en", {"name": "x"})


def test_a_missing_translation_raises_and_is_listed(catalog_of):
    catalog = catalog_of(
        en={"responses": {"utter_a": "a"}, "buttons": {"yes": "Yes"}}, de={"responses": {"utter_b": "b"}}
    )
    with pytest.raises(MissingReply):
        catalog.render("utter_a", "de", {})
    assert catalog.missing() == {"de": ["buttons: yes", "utter_a"], "en": ["utter_b"]}


def test_titles_of_buttons_have_keys(catalog_of):
    assert catalog_of(en={"buttons": {"yes": "Yes, {{ n }}"}}).title("yes", "en", {"n": 1}) == "Yes, 1"


@pytest.mark.parametrize(
    "content",
    [
        {"other": {}},
        {"buttons": {True: "Yes"}},
        {"responses": {"a": 1}},
        {"responses": {"a": {"text": "x", "buttons": [{"title": "t"}]}}},
    ],
)
def test_a_file_of_another_shape_is_refused(catalog_of, content):
    with pytest.raises(BadReplyFile):
        catalog_of(en=content)


def test_a_name_twice_in_a_language_is_refused(catalog_of, tmp_path):
    catalog_of(en={"responses": {"utter_a": "a"}})
    (tmp_path / "en" / "other.yml").write_text("responses: {utter_a: b}", encoding="utf-8")
    with pytest.raises(BadReplyFile):
        ReplyCatalog(tmp_path)
