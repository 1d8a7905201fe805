"""The tables of the inbox's file; a file of an earlier version gets the columns it lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3

_TABLES = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    channel TEXT NOT NULL,
    subject TEXT,
    text TEXT NOT NULL,
    sent_at TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS files (
    id TEXT PRIMARY KEY,
    message_number INTEGER NOT NULL REFERENCES messages (number),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    content BLOB NOT NULL,
    cid TEXT
);
CREATE INDEX IF NOT EXISTS messages_by_address ON messages (address, number);
CREATE INDEX IF NOT EXISTS files_by_message ON files (message_number);
"""
_ADDED = {
    "written": "INTEGER NOT NULL DEFAULT 0",
    "kind": "TEXT NOT NULL DEFAULT 'text'",
    "html": "TEXT",
    "buttons": "TEXT NOT NULL DEFAULT '[]'",
    "headers": "TEXT NOT NULL DEFAULT '{}'",
    "refers_to": "TEXT",
    "status": "INTEGER",
    "request": "BLOB",
}
"""Columns that came after the first version."""
MESSAGE_COLUMNS = (
    "id, address, channel, subject, text, sent_at, written, kind, html, buttons, headers, refers_to, status"
)
FILE_COLUMNS = "name, media_type, length(content), id, cid"


def prepare(connection: sqlite3.Connection, *, first_number: int) -> None:
    """Make the tables, or bring them up to date.

    Args:
        connection: To the file.
        first_number: Above which the messages of a new file are numbered.
    """
    connection.executescript(_TABLES)
    connection.execute("BEGIN IMMEDIATE")
    there = {name for _place, name, *_rest in connection.execute("PRAGMA table_info(messages)")}
    for name, kind in _ADDED.items():
        if name not in there:
            connection.execute(f"ALTER TABLE messages ADD COLUMN {name} {kind}")
    counted = connection.execute("SELECT 1 FROM sqlite_sequence WHERE name = 'messages'").fetchone()
    if counted is None:
        connection.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('messages', ?)", (first_number,))
    connection.execute("COMMIT")
