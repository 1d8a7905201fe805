"""What the web chat's HTTP interface takes and gives; these become the OpenAPI."""

import json
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, field_validator, model_validator

from channels.contract import InboundMessage

MOST_ATTACHMENTS = 10
LONGEST_TOKEN = 100
DEEPEST_CONTEXT = 20
"""Levels; a thousand of them are valid JSON that other parts cannot read again."""
OWN_ID = r"^[A-Za-z0-9_-]+$"
"""What ids and tokens of our own are made of."""


def _depth(value: object) -> int:
    depth, level = 0, [value]
    while level:
        depth += 1
        level = [
            inner
            for outer in level
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


class SessionRequest(BaseModel):
    """Opens a chat."""

    language: str | None = Field(None, max_length=35, description="What the page speaks: `en`, `de` or `pl`.")
    proof: str | None = Field(
        None, description="Single-use JWT of the supplier's site (`sub` customer id, `jti`, `iat`), at most 60 s old."
    )
    context: dict[str, Any] | None = Field(None, description="What the chat was opened from: a `basket` or an `order`.")

    @field_validator("context")
    @classmethod
    def _storable(cls, value: dict[str, Any] | None) -> dict[str, Any] | None:
        # Half surrogate pairs are valid JSON, but no text a database keeps; the error is a ValueError.
        if _depth(value) > DEEPEST_CONTEXT:
            raise ValueError("nested too deeply")
        json.dumps(value, ensure_ascii=False).encode()
        return value


class SessionAnswer(BaseModel):
    """A chat that was opened."""

    token: str = Field(description="Opens this one conversation; to be shown as `Authorization: Bearer`.")
    conversation_id: str = Field(description="The conversation's id.")


class MessageRequest(BaseModel):
    """A message of the customer; at least one of text, payload and attachments."""

    id: str = Field(
        min_length=1, max_length=100, pattern=r"^[\x21-\x7e]+$", description="Made by the page; the same is the same."
    )
    text: str | None = Field(None, description="What the customer wrote.")
    payload: str | None = Field(None, max_length=LONGEST_TOKEN, description="Token of the button that was pressed.")
    attachments: list[Annotated[str, Field(max_length=LONGEST_TOKEN, pattern=OWN_ID)]] = Field(
        default_factory=list, max_length=MOST_ATTACHMENTS, description="Ids of files uploaded before."
    )

    @field_validator("text", "payload")
    @classmethod
    def _storable(cls, value: str | None) -> str | None:
        # Half surrogate pairs and null characters are valid JSON, but no text a database keeps.
        return None if value is None else value.replace("\x00", "").encode("utf-8", "replace").decode()

    @model_validator(mode="after")
    def _not_empty(self) -> "MessageRequest":
        if not (self.attachments or self.payload or (self.text and self.text.strip())):
            raise ValueError("text, payload or attachments is needed")
        return self

    def inbound(self) -> InboundMessage:
        """As the gateway takes it."""
        return InboundMessage(self.id, self.text, self.payload or None, tuple(self.attachments))


class ButtonBody(BaseModel):
    """A choice."""

    title: str = Field(description="What it says.")
    payload: str = Field(description="Sent back when it is pressed.")


class AttachmentBody(BaseModel):
    """A file."""

    id: str = Field(description="The file's id.")
    kind: Literal["image", "file"] = Field(description="Whether it can be shown or only downloaded.")
    url: str = Field(description="Where to fetch it, with the session's token.")
    title: str = Field(description="Its name.")
    alt: str | None = Field(None, description="What a picture shows, in words.")


class MessageBody(BaseModel):
    """A message of a conversation."""

    seq: int = Field(description="Its place; counts up without gaps.")
    id: str = Field(description="Its id; for the customer's own messages the one the page made.")
    reply_to: str | None = Field(description="Id of the customer's message it answers.")
    sender: Literal["bot", "agent", "customer", "system"] = Field(description="Who says it.")
    text: str = Field(description="Plain text.")
    buttons: list[ButtonBody] = Field(description="Choices under it.")
    attachments: list[AttachmentBody] = Field(description="Files with it.")
    at: str = Field(description="When, ISO 8601 with zone.")


class MessagesAnswer(BaseModel):
    """Messages, and who has the conversation."""

    messages: list[MessageBody] = Field(description="In order.")
    state: Literal["with_bot", "waiting_for_agent", "with_agent", "closed"] = Field(description="Who has it.")
