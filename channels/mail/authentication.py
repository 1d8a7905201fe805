"""Whether a mail really comes from the address in its `From`: decided by ourselves, or by our own server in front.

DMARC is the measure: SPF or DKIM holds for a domain that belongs to the author's, and that domain has a policy. What a
mail says about itself (`Authentication-Results`, ARC) is not read; `Reply-To` and the display name mean nothing.

| why | verdict | means |
|---|---|---|
| spf, dkim | passed | it holds in alignment |
| front | passed, failed, none | our own server in front says so |
| front_silent, front_unclear | none, failed | it says nothing, or two things |
| no_policy, policy_malformed | none | the author's domain does not say what to make of it |
| dns_unavailable | none | it cannot be said now; asking again later may help |
| from_missing, from_repeated, from_several, from_invalid | failed | there is not exactly one author |
| header_repeated | failed | a field comes twice that may come once: what was signed is not what is shown |
| signature_partial | failed | the signature leaves room for words nobody signed (`l=`) |
| signature_invalid | failed | a signature of the author's domain does not hold |
| not_aligned | failed | something holds, or is signed, but for another domain |
| unsigned | failed | neither holds |
"""

import asyncio
from dataclasses import dataclass, field
from enum import StrEnum

import authres
import authres.dmarc

from channels.mail.envelope import Envelope
from channels.mail.header_fields import Author, Field, NoSingleAuthor, author_of, fields_of, host_name, repeated
from channels.mail.lookups import DnsUnavailable, Inquiry, Lookup
from channels.mail.mechanisms import (
    OrganizationOf,
    Policy,
    PolicyMalformed,
    dkim_result,
    policy_of,
    spf_result,
)
from channels.mail.networks import Networks, is_within

_RESULTS = authres.FeatureContext(authres.dmarc)


class Verdict(StrEnum):
    """What came of it."""

    PASSED = "passed"
    FAILED = "failed"
    NONE = "none"
    """Nothing can be said: treat it as unproven, not as forged."""


@dataclass(frozen=True, slots=True)
class SenderCheck:
    """Whether the author's address is proven; never more than level `channel`."""

    verdict: Verdict
    why: str
    """A code of the table above."""
    address: str | None = field(default=None, repr=False)
    """The author's; the only one to answer to, and only when proven."""
    action: str = "none"
    """What the author's domain asks to do with mails that fail: none, quarantine or reject."""

    @property
    def proves_address(self) -> bool:
        """Whether the mail comes from where it says."""
        return self.verdict is Verdict.PASSED


@dataclass(frozen=True, slots=True)
class FrontServer:
    """Our own mail server in front of this one, which checks senders and removes such claims of others."""

    networks: Networks
    name: str
    """With which its `Authentication-Results` begin (authserv-id)."""

    def handed_over(self, envelope: Envelope) -> bool:
        """Whether a mail came from it."""
        return is_within(envelope.peer, self.networks)


class SenderChecks:
    """Checks mails."""

    def __init__(self, lookup: Lookup, organization_of: OrganizationOf, front: FrontServer | None = None) -> None:
        """Prepare.

        Args:
            lookup: Asks DNS.
            organization_of: From `organizations`.
            front: Whose word is believed instead of our own check, for mails it hands over.
        """
        self._lookup = lookup
        self._organization_of = organization_of
        self._front = front

    def is_told(self, envelope: Envelope) -> bool:
        """Whether our server in front has checked a mail: then no DNS is asked, and the check takes no time."""
        return self._front is not None and self._front.handed_over(envelope)

    async def check(self, envelope: Envelope) -> SenderCheck:
        """Check a mail as it came; on a thread, because DNS and signatures take their time."""
        return await asyncio.to_thread(self.check_now, envelope)

    def check_now(self, envelope: Envelope) -> SenderCheck:
        """Check a mail; blocks."""
        fields = fields_of(envelope.content)
        try:
            author = author_of(fields)
        except NoSingleAuthor as error:
            return SenderCheck(Verdict.FAILED, error.why)
        if repeated(fields):
            return SenderCheck(Verdict.FAILED, "header_repeated", author.address)
        if self._front is not None and self._front.handed_over(envelope):
            return _word_of(self._front, fields, author)
        return self._own(envelope, fields, author)

    def _own(self, envelope: Envelope, fields: list[Field], author: Author) -> SenderCheck:
        lookup = Inquiry(self._lookup)
        try:
            policy = policy_of(author.domain, self._organization_of(author.domain), lookup)
        except PolicyMalformed:
            return SenderCheck(Verdict.NONE, "policy_malformed", author.address)
        except DnsUnavailable:
            return SenderCheck(Verdict.NONE, "dns_unavailable", author.address)
        if policy is None:
            return SenderCheck(Verdict.NONE, "no_policy", author.address)
        verdict, why = self._judged(envelope, fields, author, policy, lookup)
        return SenderCheck(verdict, why, author.address, policy.action)

    def _judged(
        self, envelope: Envelope, fields: list[Field], author: Author, policy: Policy, lookup: Lookup
    ) -> tuple[Verdict, str]:
        spf, sender_domain = spf_result(envelope, lookup)
        if spf == "pass" and self._aligned(author, sender_domain, strict=policy.strict_spf):
            return Verdict.PASSED, "spf"
        signed = dkim_result(
            envelope.content,
            fields,
            lambda domain: self._aligned(author, domain, strict=policy.strict_dkim),
            lookup,
        )
        if signed == "pass":
            return Verdict.PASSED, "dkim"
        if "temperror" in (spf, signed):
            return Verdict.NONE, "dns_unavailable"
        if signed in ("partial", "fail"):
            return Verdict.FAILED, {"partial": "signature_partial", "fail": "signature_invalid"}[signed]
        return Verdict.FAILED, "not_aligned" if signed == "other" or spf == "pass" else "unsigned"

    def _aligned(self, author: Author, domain: str | None, *, strict: bool) -> bool:
        if domain is None:
            return False
        if strict:
            return domain == author.domain
        return self._organization_of(domain) == self._organization_of(author.domain)


def _word_of(front: FrontServer, fields: list[Field], author: Author) -> SenderCheck:
    """What our server in front says; two different words are none."""
    words: set[str] = set()
    for item in fields:
        if item.name != "authentication-results":
            continue
        try:
            header = _RESULTS.parse_value(item.value)
        except authres.AuthResError:
            continue
        if str(header.authserv_id).lower() == front.name.lower():
            words |= {_word(result, author) for result in header.results if _is_dmarc(result)}
    if len(words) != 1:
        verdict, why = (Verdict.FAILED, "front_unclear") if words else (Verdict.NONE, "front_silent")
        return SenderCheck(verdict, why, author.address)
    verdict = {"pass": Verdict.PASSED, "fail": Verdict.FAILED}.get(words.pop(), Verdict.NONE)
    return SenderCheck(verdict, "front", author.address)


def _is_dmarc(result: authres.core.BaseAuthenticationResult) -> bool:
    return getattr(result, "method", "") == "dmarc"


def _word(result: authres.dmarc.DMARCAuthenticationResult, author: Author) -> str:
    if result.result == "pass" and host_name(result.header_from or "") != author.domain:
        return "fail"
    return str(result.result)
