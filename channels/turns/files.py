"""Files of a message, as they travel to the engine."""

import base64
import functools

import structlog

from channels.contract import JsonObject
from channels.conversations import attachments
from channels.database import Database
from channels.journal.intake import Work

MOST_ATTACHED_BYTES = 25_000_000
"""Of the files of one message together that travel to the engine (`bot/server.py` takes a third more, as base64)."""

log = structlog.get_logger("channels.turns")


async def with_content(database: Database, work: Work, files: list[JsonObject]) -> list[JsonObject]:
    """Files as the engine gets them; of those that are too many together some come without their content.

    Args:
        database: Where they are kept.
        work: The entry that they came with.
        files: Each with its `id`, as the entry names them.

    Returns:
        The same, each with its content as base64 in `data` where there was room.
    """
    ids = [str(file["id"]) for file in files]
    load = functools.partial(attachments.contents, conversation_id=work.conversation.id, file_ids=ids)
    contents = await database.read(load)
    loaded, room = [], MOST_ATTACHED_BYTES
    for file in files:
        content = contents.get(str(file["id"]))
        if content is None or len(content) > room:
            log.warning("attachment_left_out", conversation=work.conversation.id, turn=work.entry.turn_id)
            loaded.append(file)
            continue
        room -= len(content)
        loaded.append(file | {"data": base64.b64encode(content).decode("ascii")})
    return loaded
