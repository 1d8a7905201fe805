"""Files that come with an answer, and those that customers send while an errand is open."""

import base64
import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import documents
from actions._errand.drafts import Draft
from actions._errand.hindrances import AskAgain
from actions._errand.steps import FilesStep, Problem, Step, Values
from actions._papers import AUTHORITY, names_authority
from actions._photos import is_picture
from actions._turn import Turn

Attachment = dict[str, str]

PHOTO = "photo"
"""Kind of paper that only a picture is."""

_DECIMAL_COMMA = ("de", "pl")
"""Languages whose spreadsheets expect a decimal comma, and a semicolon between columns."""


def pdf(content: bytes, title: str) -> Attachment:
    """Make an attachment of a PDF; ``title`` is the name under which it is saved."""
    return _attachment(content, "application/pdf", title)


def json_file(content: object, title: str) -> Attachment:
    """Make an attachment of data that a machine can read."""
    return _attachment(json.dumps(content, ensure_ascii=False, indent=1).encode(), "application/json", title)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]], title: str, language: str) -> Attachment:
    """Make a CSV that a spreadsheet of the language opens as it is; numbers come as decimal text with a point."""
    written = io.StringIO()
    comma = language in _DECIMAL_COMMA
    writer = csv.writer(written, delimiter=";" if comma else ",")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_local(cell) if comma else cell for cell in row])
    # The mark at the beginning tells spreadsheets that this is UTF-8.
    return _attachment(written.getvalue().encode("utf-8-sig"), "text/csv", title)


async def keep_files(dispatcher: CollectingDispatcher, turn: Turn, draft: Draft, steps: Sequence[Step]) -> Values:
    """Keep the files of the message, also before they are asked for.

    Raises:
        AskAgain: A file cannot be taken.
    """
    wanting = [step for step in steps if isinstance(step, FilesStep)]
    if not wanting or not turn.attachments:
        return {}
    step = next((one for one in wanting if one.applies(draft)), wanting[0])
    kept = list(draft.values.get(step.name) or [])
    try:
        for number, attachment in enumerate(turn.attachments, start=1):
            kind = _kind_of(attachment, step, turn)
            kept.append(await documents.keep(attachment, kind, key=_backend.key_of(step.name, number)))
    except _backend.RuleBroken as rule:
        raise AskAgain(step.name, Problem(rule.code, dict(rule.details))) from rule
    if draft.asking != step.name:
        step.say_kept(dispatcher, turn, draft)
    return {step.name: kept}


def _kind_of(attachment: dict[str, Any], step: FilesStep, turn: Turn) -> str:
    """What a file is: a paper that came beside the photo of a meter is no photo."""
    if is_picture(attachment) or step.kind != PHOTO:
        return step.kind
    return AUTHORITY if names_authority(turn.text) else "other"


def _local(cell: str) -> str:
    plain = cell.replace(".", "", 1).lstrip("-")
    return cell.replace(".", ",") if plain.isdecimal() else cell


def _attachment(content: bytes, media_type: str, title: str) -> Attachment:
    data = base64.b64encode(content).decode()
    return {"kind": "file", "media_type": media_type, "title": title, "alt": title, "data": data}
