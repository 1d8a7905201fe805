"""Keeping the files that customers send while an errand is open."""

from collections.abc import Sequence

from rasa_sdk.executor import CollectingDispatcher

from actions import _backend
from actions._backend import documents
from actions._drafts import Draft
from actions._hindrances import AskAgain
from actions._steps import FilesStep, Problem, Step, Values
from actions._turn import Turn


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
            kept.append(await documents.keep(attachment, step.kind, key=_backend.key_of(step.name, number)))
    except _backend.RuleBroken as rule:
        raise AskAgain(step.name, Problem(rule.code, dict(rule.details))) from rule
    if draft.asking != step.name:
        dispatcher.utter_message(response="utter_errand_files_kept", count=len(turn.attachments))
    return {step.name: kept}
