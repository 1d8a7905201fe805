"""The optional sentence encoder, with a model of three words that the test makes."""

import numpy as np
import pytest
from rasa.shared.exceptions import InvalidConfigException
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.components.sentence_encoder import SentenceEncoderFeaturizer
from bot.sentence_encoder import NoEncoder, SentenceEncoder

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")
tokenizers = pytest.importorskip("tokenizers")

VECTORS = np.array([[0, 0], [3, 0], [0, 4], [1, 1]], dtype=np.float32)
WORDS = {"[UNK]": 0, "bill": 1, "rechnung": 2, "rachunek": 3}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("encoder")
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(path / "tokenizer.json"))
    numbers, floats = onnx.TensorProto.INT64, onnx.TensorProto.FLOAT
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["vectors", "input_ids"], ["last_hidden_state"])],
        "tiny",
        [onnx.helper.make_tensor_value_info("input_ids", numbers, ["sentences", "tokens"])],
        [onnx.helper.make_tensor_value_info("last_hidden_state", floats, ["sentences", "tokens", 2])],
        [onnx.numpy_helper.from_array(VECTORS, "vectors")],
    )
    model = onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)])
    model.ir_version = 8
    onnx.save(model, str(path / "model.onnx"))
    return path


def test_a_sentence_is_the_mean_of_its_tokens_scaled_to_one(folder):
    rows = SentenceEncoder(folder).encode(["bill", "bill rechnung", "rachunek", ""])
    assert rows == pytest.approx(np.array([[1, 0], [0.6, 0.8], [0.5**0.5, 0.5**0.5], [0, 0]]), abs=1e-6)


def test_nothing_but_empty_text_gives_zeros(folder):
    assert SentenceEncoder(folder).encode([""]).tolist() == [[0.0, 0.0]]


def test_the_component_adds_a_sentence_feature_in_training_and_asking(folder):
    config = {**SentenceEncoderFeaturizer.get_default_config(), "folder": str(folder)}
    SentenceEncoderFeaturizer.validate_config(config)
    component = SentenceEncoderFeaturizer.create(config, None, None, None)
    messages = [Message({"text": "bill"}), Message({"intent": "no text"})]
    component.process_training_data(TrainingData(messages))
    (feature,) = messages[0].features
    assert feature.features.tolist() == [[1.0, 0.0]]
    assert not feature.is_sparse()
    assert messages[1].features == []
    assert len(component.process([Message({"text": "rechnung"})])[0].features) == 1


def test_without_folder_or_model_it_says_so(tmp_path):
    with pytest.raises(InvalidConfigException):
        SentenceEncoderFeaturizer.validate_config(SentenceEncoderFeaturizer.get_default_config())
    with pytest.raises(NoEncoder, match="holds no"):
        SentenceEncoder(tmp_path)
