"""Mentions as entities."""

from bot.mentions import Mention, as_entity, free


def test_an_entity_names_its_extractor_and_scheme():
    entity = as_entity(Mention("tax_id", 4, 14, "1234563218", "nip"), "IdentifierExtractor")
    assert entity == {
        "entity": "tax_id",
        "start": 4,
        "end": 14,
        "value": "1234563218",
        "confidence_entity": 1.0,
        "extractor": "IdentifierExtractor",
        "scheme": "nip",
    }
    assert "scheme" not in as_entity(Mention("phone", 0, 1, "1"), "ContactExtractor")


def test_neighbours_do_not_touch():
    mention = Mention("amount", 5, 8, {})
    assert free(mention, [(0, 5), (8, 9)])
    assert not free(mention, [(7, 9)])
