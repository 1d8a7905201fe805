"""SPF, DKIM and DMARC, each by its library, over a DNS function that is passed in.

Of authheaders only the reading of a DMARC record is used: `check_dmarc` of 0.16.3 takes a domain to end at the first
hyphen, so that mail from `bank.example-evil.test` would count as coming from `bank.example`; and it parses the list of
public suffixes anew for each comparison, under which all domains of an unlisted top-level domain are one.
"""

import functools
import importlib.resources
import ipaddress
import logging
import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import dkim
from dkim.util import InvalidTagValueList, parse_tag_value
from publicsuffix2 import PublicSuffixList

from channels.mail.envelope import Envelope
from channels.mail.header_fields import Field, host_name
from channels.mail.lookups import DnsUnavailable, Lookup

with warnings.catch_warnings():
    # pyspf 2.0.14, which authheaders imports too, has invalid escape sequences: an error under `-W error`.
    warnings.simplefilter("ignore", SyntaxWarning)
    import spf
    from authheaders.dmarc_lookup import DMARCException, lookup_receiver_record

SMALLEST_KEY = 1024
"""Bits of an RSA key that is believed (RFC 8301 section 3.2)."""
ALGORITHMS = frozenset({b"rsa-sha256", b"ed25519-sha256"})
"""RFC 8301 section 3.1 forbids rsa-sha1."""
MOST_SIGNATURES = 3
"""Signatures of the author's domain that are worked out; our own limit."""
# What dkimpy lets through besides its own errors when a signature or key is nonsense.
_NONSENSE = (ValueError, LookupError, TypeError, AttributeError, NameError, ArithmeticError, AssertionError)
_COLON = re.compile(rb"\s*:\s*")

_silent = logging.getLogger("channels.mail.dkim")
_silent.disabled = True

type OrganizationOf = Callable[[str], str]
"""A domain to the one that was registered: `mail.bank.co.uk` to `bank.co.uk`."""


@functools.cache
def organizations(list_file: Path | None = None) -> OrganizationOf:
    """Which domains belong together; a third of a second to build, once per process.

    Args:
        list_file: A current list (https://publicsuffix.org/list/, or `/usr/share/publicsuffix/public_suffix_list.dat`
            of the Debian package publicsuffix); without one that of authheaders, of June 2024.
    """
    source = list_file or importlib.resources.files("authheaders") / "public_suffix_list.txt"
    with source.open(encoding="utf-8") as lines:
        suffixes = PublicSuffixList(lines)

    def organization_of(domain: str) -> str:
        found = cast("str", suffixes.get_public_suffix(domain))
        # For a top-level domain it does not know it gives that one, so that all names under it would belong together.
        return found if "." in found else ".".join(domain.split(".")[-2:])

    return organization_of


@dataclass(frozen=True, slots=True)
class Policy:
    """What a domain says about mails in its name."""

    action: str
    """For those that fail: none, quarantine or reject."""
    strict_spf: bool
    strict_dkim: bool


class PolicyMalformed(Exception):
    """There is a DMARC record that cannot be read."""


def policy_of(domain: str, organization: str, lookup: Lookup) -> Policy | None:
    """The DMARC policy of a domain or of the organization above it (RFC 7489 section 6.6.3).

    Raises:
        PolicyMalformed: The record makes no sense.
        DnsUnavailable: It cannot be said.
    """

    def only_record(name: str) -> str | None:
        records = [text for text in lookup(name, "TXT") if text.startswith("v=DMARC1")]
        return records[0] if len(records) == 1 else None

    try:
        for name in dict.fromkeys((domain, organization)):
            tags: dict[str, str] = lookup_receiver_record(name, only_record)
            if tags:
                action = tags.get("p", "")
                if name != domain:
                    action = tags.get("sp", action)
                break
        else:
            return None
    except DMARCException as error:
        raise PolicyMalformed from error
    if action not in ("none", "quarantine", "reject"):
        raise PolicyMalformed
    return Policy(action, tags.get("aspf") == "s", tags.get("adkim") == "s")


class _SpfQuery(spf.query):  # type: ignore[misc]
    """Asks through our function instead of the resolver of the module."""

    def __init__(self, envelope: Envelope, lookup: Lookup) -> None:
        super().__init__(i=envelope.peer, s=envelope.sender, h=envelope.helo)
        self._lookup = lookup

    def dns(self, name: Any, qtype: str, cnames: Any = None, ignore_void: bool = False) -> list[Any]:
        """The answers in the form pyspf works with; too many questions without answer are an error."""
        host = str(name).rstrip(".").lower()
        if not all(0 < len(label) < 64 for label in host.split(".")):
            return []
        try:
            answers = self._lookup(host, qtype)
        except DnsUnavailable as error:
            raise spf.TempError("DNS") from error
        if not answers and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("Void lookup limit exceeded")
        return [self._shaped(answer, qtype) for answer in answers]

    def _shaped(self, answer: str, qtype: str) -> Any:
        if qtype in ("TXT", "SPF"):
            return (answer.encode(),)
        if qtype == "MX":
            preference, _space, host = answer.partition(" ")
            return (int(preference), host.rstrip("."))
        return answer.rstrip(".")


def spf_result(envelope: Envelope, lookup: Lookup) -> tuple[str, str | None]:
    """Whether the peer may send for the envelope's sender, for its own name when there is none (RFC 7208).

    Returns:
        The result's word, and the domain it is about.
    """
    domain = host_name(envelope.sender.rpartition("@")[2] or envelope.helo)
    try:
        ipaddress.ip_address(envelope.peer)
        # pyspf takes the domain to begin at the first sign, everybody else at the last.
        if domain is None or envelope.sender.count("@") != bool(envelope.sender):
            return "none", domain
        result, _code, _words = _SpfQuery(envelope, lookup).check()
    except (ValueError, UnicodeError):
        return "none", domain
    return str(result), domain


def dkim_result(content: bytes, fields: list[Field], aligned: Callable[[str], bool], lookup: Lookup) -> str:
    """The best that the signatures of the author's own domain come to.

    A signature with `l=` leaves room for words nobody signed, so it counts as none at all.

    Args:
        content: The whole mail as it came.
        fields: Of its header.
        aligned: Whether a signing domain belongs to the author's.
        lookup: Asks for the keys.

    Returns:
        `pass`, `temperror`, `partial`, `fail`, `other` (valid or not, not the author's domain) or `none`.
    """
    found = [item for item in fields if item.name == "dkim-signature"]
    outcomes = ["other" for _ in found[:1]]
    tried = 0
    for index, item in enumerate(found):
        tags = _tags(item)
        domain = host_name(tags.get(b"d", b"").decode("ascii", "replace"))
        if domain is None or not aligned(domain) or tried >= MOST_SIGNATURES:
            continue
        tried += 1
        outcomes.append(_outcome(content, index, tags, lookup))
    order = ("pass", "temperror", "partial", "fail", "other")
    return min(outcomes, key=order.index, default="none")


def _tags(item: Field) -> dict[bytes, bytes]:
    try:
        tags: dict[bytes, bytes] = parse_tag_value(item.raw.partition(b":")[2])
    except (InvalidTagValueList, *_NONSENSE):
        return {}
    return tags


def _outcome(content: bytes, index: int, tags: dict[bytes, bytes], lookup: Lookup) -> str:
    if b"l" in tags:
        return "partial"
    signed = [name.lower() for name in _COLON.split(tags.get(b"h", b"").strip())]
    if tags.get(b"a") not in ALGORITHMS or b"from" not in signed:
        return "fail"

    def key_record(name: bytes, timeout: float = 0) -> bytes | None:
        records = lookup(name.decode("ascii", "replace").rstrip("."), "TXT")
        return records[0].encode() if len(records) == 1 else None

    try:
        verifier = dkim.DKIM(content, logger=_silent, minkey=SMALLEST_KEY)
        return "pass" if verifier.verify(idx=index, dnsfunc=key_record) else "fail"
    except DnsUnavailable:
        return "temperror"
    except (dkim.DKIMException, *_NONSENSE):
        return "fail"
