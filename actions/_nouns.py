"""Nouns of the three languages, folded, that several lists of words share."""

import re

BILLS = re.compile(r"\b(bills?|invoices?|\w*rechnung\w*|rachun\w*|faktur\w*|instal+ments?|abschl\w*|zaliczk\w*)\b")
