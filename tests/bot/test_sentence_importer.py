"""Our importer must read what Rasa's reads, and refuse what it would read differently."""

import pytest
from rasa.shared.importers.rasa import RasaFileImporter

from bot.sentence_importer import BadSentenceFile, SentenceImporter, read_messages

GOOD = """version: "3.1"

nlu:
- intent: greet
  examples: |
    - hi
    - good morning: it's me
    - hi
- intent: goodbye
  examples: |
    - bye, see you [soon]
"""


def test_it_reads_what_rasa_reads(tmp_path):
    (tmp_path / "talk.yml").write_text(GOOD, encoding="utf-8")
    ours = SentenceImporter(training_data_paths=[str(tmp_path)]).get_nlu_data()
    rasas = RasaFileImporter(training_data_paths=[str(tmp_path)]).get_nlu_data()
    assert ours.fingerprint() == rasas.fingerprint()
    assert len(ours.training_examples) == 3


@pytest.mark.parametrize(
    "text",
    [
        "version: '3.1'\nnlu:\n- synonym: bill\n  examples: |\n    - invoice\n",
        "version: '3.1'\nnlu:\n- intent: a\n  examples: |\n    - to [Berlin](city)\n",
        "version: '3.1'\nnlu:\n- intent: a\n  examples: |\n    no dash\n",
        "version: '3.1'\nnlu: []\nstories: []\n",
        "- a list\n",
    ],
)
def test_other_forms_are_refused(tmp_path, text):
    path = tmp_path / "other.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadSentenceFile):
        read_messages(str(path))
