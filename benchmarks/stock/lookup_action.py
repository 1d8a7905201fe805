"""The stock side's lookup: an ordinary action on Rasa's own action server, reading the database through the ORM."""

import os
from typing import Any

import sqlalchemy
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

engine = sqlalchemy.create_engine(os.environ["STOCK_DATABASE_URL"])
invoices = sqlalchemy.Table("invoices", sqlalchemy.MetaData(), autoload_with=engine)


class ActionLookup(Action):  # type: ignore[misc]
    """Says what is open on the newest invoice of a customer."""

    def name(self) -> str:
        """Name in the domain."""
        return "action_lookup"

    def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[dict[str, Any]]:
        """Read the newest invoice and say its number and date."""
        query = sqlalchemy.select(invoices).order_by(invoices.c.issued_on.desc()).limit(1)
        with Session(engine) as session:
            row = session.execute(query).one()
        dispatcher.utter_message(text=f"Your invoice {row.number} is due on {row.due_on}.")
        return []
