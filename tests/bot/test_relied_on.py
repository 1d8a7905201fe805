"""What of Rasa our subclasses replace or lean on: a change there must be read before it is used."""

from __future__ import annotations

import pytest
from rasa.core.actions.action import ActionExtractSlots, RemoteAction
from rasa.core.processor import MessageProcessor
from rasa.core.tracker_store import TrackerStore
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.storage import ModelMetadata
from rasa_sdk.executor import ActionExecutor

from bot.rasa_overrides import source_hash

RELIED_ON = {
    MessageProcessor.handle_message: "c090687f62bd2a7c",
    MessageProcessor._handle_message_with_tracker: "ce9f8771572864e2",
    MessageProcessor._run_action: "e92007eaf0abe9a7",
    MessageProcessor._log_action_on_tracker: "a56d356cf881ca99",
    MessageProcessor._run_prediction_loop: "31f3cb0d596d702e",
    MessageProcessor.run_action_extract_slots: "061cb9ae3f51702f",
    MessageProcessor._load_model: "a06a3f4aa55c1b50",
    MessageProcessor._update_tracker_session: "e78d1c62f193b7bc",
    MessageProcessor._has_session_expired: "a7a16428a84c9745",
    MessageProcessor.get_tracker: "5d3c88c4deb8e789",
    MessageProcessor.run_anonymization_pipeline: "d34e870c5ac9a5b4",
    TrackerStore.get_or_create_tracker: "2c12ab6ce39ff2eb",
    DaskGraphRunner.run: "39c53d008746a393",
    DaskGraphRunner._instantiate_nodes: "84d074c0bb8ba636",
    LocalModelStorage._load_metadata: "06c45c2b157964ed",
    ModelMetadata.from_dict: "55f84020505c86eb",
    ActionExtractSlots.run: "1b1416fde7754e09",
    ActionExtractSlots._execute_custom_action: "169b1ae23cfb6557",
    ActionExtractSlots._execute_validation_action: "46c734ba45b343b2",
    RemoteAction.run: "f0cfd283c7b099c2",
    RemoteAction._action_call_format: "eb6b5667d432df53",
    RemoteAction._utter_responses: "12af0378b55f2717",
    ActionExecutor.run: "566d3433ec5450a1",
    ActionExecutor.validate_events: "de2582e4e566cd42",
}


@pytest.mark.parametrize("function", RELIED_ON, ids=lambda function: function.__qualname__)
def test_the_function_has_not_changed(function):
    assert source_hash(function) == RELIED_ON[function], "read what changed, adapt ours, then write the new hash"
