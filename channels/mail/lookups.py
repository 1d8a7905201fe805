"""Questions to DNS, behind a function, so that tests and other resolvers can take its place."""

import time
from collections.abc import Callable

import dns.exception
import dns.resolver

MOST_QUESTIONS = 60
"""About one mail: SPF alone may take 10 terms of 10 names each (RFC 7208 section 4.6.4); our own limit."""
LONGEST_SECONDS = 10.0
"""For all questions about one mail together; our own limit, half of what RFC 7208 section 4.6.4 allows."""

MOST_REMEMBERED = 20_000
"""Answers that are kept; some 20 MB."""

type Lookup = Callable[[str, str], list[str]]
"""Name and kind (TXT, A, AAAA, MX, PTR) to the answers as text: the strings of a TXT record joined, `10 mx.example.`
for MX. An empty list when there are none; raises DnsUnavailable when that cannot be said."""


class DnsUnavailable(Exception):
    """No answer for now: a time-out, a server that failed, or too many questions."""


class Inquiry:
    """What is asked about one mail: each question once, and not too many."""

    def __init__(self, lookup: Lookup) -> None:
        """Begin; the time runs from now.

        Args:
            lookup: Asks.
        """
        self._lookup = lookup
        self._known: dict[tuple[str, str], list[str]] = {}
        self._ends = time.monotonic() + LONGEST_SECONDS

    def __call__(self, name: str, kind: str) -> list[str]:
        """Ask.

        Raises:
            DnsUnavailable: There is no answer for now.
        """
        question = (name.rstrip(".").lower(), kind)
        if question not in self._known:
            if len(self._known) >= MOST_QUESTIONS or time.monotonic() > self._ends:
                raise DnsUnavailable
            self._known[question] = self._lookup(*question)
        return self._known[question]


def system_lookup(timeout_seconds: float = 3.0) -> Lookup:
    """The resolver of this machine.

    Args:
        timeout_seconds: For one question.
    """
    try:
        resolver = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return _nobody_to_ask
    # Keeps what it heard as long as DNS says, also that there is nothing.
    resolver.cache = dns.resolver.LRUCache(MOST_REMEMBERED)

    def look_up(name: str, kind: str) -> list[str]:
        try:
            answer = resolver.resolve(f"{name}.", kind, lifetime=timeout_seconds, raise_on_no_answer=False)
        except dns.resolver.NXDOMAIN:
            return []
        except (dns.exception.Timeout, dns.resolver.NoNameservers) as error:
            raise DnsUnavailable from error
        except dns.exception.DNSException:
            # A name that cannot be one, or an answer that makes no sense.
            return []
        if answer.rrset is None:
            return []
        if kind == "TXT":
            return [b"".join(record.strings).decode("utf-8", "replace") for record in answer]
        return [record.to_text() for record in answer]

    return look_up


def _nobody_to_ask(name: str, kind: str) -> list[str]:
    raise DnsUnavailable
