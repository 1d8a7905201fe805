from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SCRIPT = """
import json, sys
from bot.lean_import import TRAINING_ONLY, import_rasa
import_rasa()
import bot.turn
import rasa.utils.train_utils as helpers
loaded = [name for name in ("tensorflow", "keras", *TRAINING_ONLY) if name in sys.modules]
try:
    helpers.RasaBatchDataGenerator()
except RuntimeError:
    refused = True
print(json.dumps({"loaded": loaded, "refused": refused}))
"""


def test_the_engine_does_not_load_tensorflow():
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert json.loads(result.stdout.splitlines()[-1]) == {"loaded": [], "refused": True}


@pytest.mark.prove
def test_a_model_is_loaded_without_tensorflow(tiny_model):
    script = (
        "import sys; from pathlib import Path; from bot.lean_import import import_rasa; import_rasa();"
        "from bot.processor import TurnProcessor; from bot.replies import ReplyGenerator;"
        f"TurnProcessor(Path({str(tiny_model)!r}), generator=ReplyGenerator(), actions=None);"
        "print('tensorflow' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.stdout.split()[-1] == "False", result.stderr[-2000:]
