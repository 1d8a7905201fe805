"""The steps of an outage: what is missing by the customer's words, and where a stranger lives."""

import re

from actions._errand.drafts import Draft
from actions._errand.steps import ChoiceStep, EntityStep, Problem, Values
from actions._names import names
from actions._records import COMMODITIES
from actions._turn import Turn
from actions._words.addresses import parts_in
from actions._words.choices import Option, mentioned
from actions._words.outages import commodity_seen, is_on_phone, tells_of_outage, without_working

_CLAUSES = re.compile(r"[,;.!?]+|\s(?:and|but|und|aber|i|oraz|a|ale)\s", re.IGNORECASE)

_NET = re.compile(r"\b(?:netz|net|network|signal|reception|empfang|zasi[eę]g\w*|sieci?)\b", re.IGNORECASE)
"""Words for what a phone has as well."""


def commodities(draft: Draft) -> list[Option]:
    own = set(draft.known.get("commodity_of", {}).values()) or set(COMMODITIES)
    called = names("commodities", draft.known.get("language", "en"))
    return [
        Option(value=commodity, label=called[commodity], words=[commodity])
        for commodity in COMMODITIES
        if commodity in own
    ]


def missing(turn: Turn, text: str) -> str | None:
    """What is missing by its name, of several by where it is said to be out; or by what customers see of it.

    What is said to work is not missing: "nein, Gas geht".
    """
    text = without_working(text)
    if is_on_phone(text):
        return "mobile"
    named = [one for one in turn.entities.get("commodity", []) if _is_in(str(one), turn.text, text)]
    if len(set(named)) > 1:
        out = " ".join(clause for clause in _CLAUSES.split(text) if tells_of_outage(clause))
        found = mentioned(out, [Option(value=one, label=one, words=[one]) for one in dict.fromkeys(named)])
        named = [option["value"] for option in found] if len(found) == 1 else named
    return str(named[0]) if named else commodity_seen(text)


def _is_in(commodity: str, said: str, left: str) -> bool:
    """Tell whether a supply is still named where the words of what works are left out."""
    option = [Option(value=commodity, label=commodity, words=[commodity])]
    return left == said or not mentioned(said, option) or bool(mentioned(left, option))


def only_net(turn: Turn, draft: Draft) -> str | None:
    """The mobile line of somebody who has no other, where the net is out, not the internet."""
    own = set(draft.known.get("commodity_of", {}).values())
    is_net = draft.values.get("commodity") == "fibre" and "fibre" not in own and "mobile" in own
    return "mobile" if is_net and _NET.search(turn.request_text) else None


class MissingStep(ChoiceStep):
    """What is missing; a dark house is without electricity."""

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """One of the commodities, or what darkness tells."""
        dark = None if turn.first("ordinal") else missing(turn, turn.text)
        options = {option["value"] for option in self.options(draft)}
        return {self.name: dark} if dark in options else super().read(turn, draft)

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """What is told to be out, not what else is named beside it."""
        told = missing(turn, turn.request_text)
        return {self.name: told} if told in {option["value"] for option in self.options(draft)} else None


class PostcodeStep(EntityStep):
    """A postcode; five bare digits count when it was asked for, or in the message that tells of the outage."""

    def volunteered(self, turn: Turn, draft: Draft) -> Values | None:
        """What was recognised, or the digits beside "no power"."""
        told = super().volunteered(turn, draft)
        postcode = parts_in(turn.request_text).get("postcode") if tells_of_outage(turn.request_text) else None
        return told or ({self.name: postcode} if postcode else None)

    def read(self, turn: Turn, draft: Draft) -> Values | Problem | None:
        """What was recognised, or what is written like a postcode."""
        postcode = turn.first("postcode") or parts_in(turn.text).get("postcode")
        return None if postcode is None else {self.name: postcode}
