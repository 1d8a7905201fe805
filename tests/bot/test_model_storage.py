from __future__ import annotations

from rasa.engine.storage.local_model_storage import LocalModelStorage

from bot.model_storage import ServingModelStorage


def test_the_model_is_the_same_without_the_plan_of_its_training(tiny_model):
    ours, theirs = (
        ServingModelStorage.metadata_from_archive(tiny_model),
        LocalModelStorage.metadata_from_archive(tiny_model),
    )
    assert ours.train_schema.nodes == {}
    assert ours.predict_schema == theirs.predict_schema
    assert ours.model_id == theirs.model_id
    assert ours.domain.as_dict() == theirs.domain.as_dict()
