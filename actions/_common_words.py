"""Words of the three languages, folded, that several lists share."""

import re

BILLS = re.compile(r"\b(bills?|invoices?|\w*rechnung\w*|rachun\w*|faktur\w*|instal+ments?|abschl\w*|zaliczk\w*)\b")

GOODS = re.compile(
    r"\b(router\w*|wallbox\w*|\w*phones?|handys?|telefon\w*|tablets?|laptop\w*|charger|ladeger\w*|ladowark\w*|repeater"
    r"|panel\w*|speicher|devices?|geraet\w*|urzadzen\w*|parcel|paket\w*|paczk\w*)\b"
)
"""Things that are sold, sent and sent back."""

WHY = re.compile(r"\b(why|how come|warum|wieso|weshalb|woher|czemu|dlaczego|skad)\b")

_FILLERS = """
ok okay yes yeah please then just it this that the so well now to
ja gut bitte dann das es mal also einfach halt jetzt
tak dobra dobrze prosze wiec juz po prostu to
"""
FILLERS = frozenset(_FILLERS.split())
"""Words that mean nothing beside others; a no is none of them."""
