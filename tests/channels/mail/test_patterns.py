"""Every attribution and marker of the pattern packs has a mail in the corpus that needs it."""

import re
from pathlib import Path

import pytest
import yaml

from channels.mail import patterns
from channels.mail.patterns import FOLDER, LANGUAGES, pattern_pack
from channels.mail.reading import read_mail
from tests.channels.mail.mails import OURS

CORPUS = Path(__file__).parent / "corpus"
KEYS = {
    "attributions", "weekdays", "header_names", "originals", "forwards_ruled", "forwards_plain", "closings", "thanks",
    "sent_from", "disclaimers", "forward_subjects", "auto_subjects", "answers_below", "greetings",
    "greeted", "after_closing",
}  # fmt: skip


def texts_of_the_corpus() -> str:
    contents = [read_mail(file.read_bytes(), ours=OURS) for file in CORPUS.glob("*/*.eml")]
    return "\n\n".join("\n\n".join((content.quoted, *content.forwarded)) for content in contents)


@pytest.fixture(scope="module")
def corpus() -> str:
    return texts_of_the_corpus()


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_attribution_is_seen_in_a_mail(language: str, corpus: str) -> None:
    pack = yaml.safe_load((FOLDER / f"{language}.yml").read_text("utf-8"))
    for template in pack["attributions"]:
        expression = patterns._attribution(template, pack["weekdays"])
        assert re.search(rf"^(?:> ?)?{expression}", corpus, re.MULTILINE | re.IGNORECASE), template


@pytest.mark.parametrize("language", LANGUAGES)
def test_packs_have_one_form(language: str) -> None:
    pack = yaml.safe_load((FOLDER / f"{language}.yml").read_text("utf-8"))
    assert set(pack) == KEYS
    assert set(pack["header_names"]) == {"from", "sent", "to", "subject"}
    for name in KEYS - {"header_names"}:
        assert all(isinstance(phrase, str) and phrase == phrase.strip() for phrase in pack[name]), name
        assert len(pack[name]) == len(set(pack[name])), name


@pytest.mark.parametrize("subject", ["Fwd: x", "FW: AW: x", "WG: x", "PD: x", "fwd : x"])
def test_subjects_that_pass_on(subject: str) -> None:
    assert pattern_pack().forward_subject.match(subject)


@pytest.mark.parametrize("subject", ["Re: Fwd: x", "AW: WG: x", "Forward planning", "PDF: x", "x"])
def test_subjects_that_do_not(subject: str) -> None:
    assert not pattern_pack().forward_subject.match(subject)
