"""Who a mail is from (D12): only what we verified ourselves, in alignment, counts."""

import base64
import ipaddress
from collections.abc import Callable

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from channels.mail.authentication import FrontServer, SenderCheck, SenderChecks, Verdict
from channels.mail.envelope import Envelope
from channels.mail.header_fields import without_claims
from channels.mail.lookups import DnsUnavailable, Lookup
from channels.mail.mechanisms import OrganizationOf, organizations

ADA = "Ada <ada@customer.example>"
GOOD_PEER, BAD_PEER = "192.0.2.7", "198.51.100.66"
FRONT = FrontServer((ipaddress.ip_network("10.0.0.0/24"),), "mx.supplier.example")
PASSED, FAILED, NONE = Verdict.PASSED, Verdict.FAILED, Verdict.NONE

type Envelopes = Callable[..., Envelope]
type Sign = Callable[..., bytes]


@pytest.fixture(scope="session")
def organization_of() -> OrganizationOf:
    return organizations()


@pytest.fixture(scope="session")
def records(signing_key: rsa.RSAPrivateKey) -> dict[tuple[str, str], list[str]]:
    public = base64.b64encode(
        signing_key.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )
    ).decode()
    key = [f"v=DKIM1; k=rsa; p={public}"]
    policies = {
        "customer.example": "v=DMARC1; p=reject",
        "customer-evil.example": "v=DMARC1; p=none",
        "strict.example": "v=DMARC1; p=quarantine; adkim=s; aspf=s",
        "evil.example": "v=DMARC1; p=none",
        "parent.example": "v=DMARC1; p=reject; sp=none",
        "xn--strae-oqa.example": "v=DMARC1; p=reject",
        "broken.example": "v=DMARC1; p=reject; nonsense",
        "empty.example": "v=DMARC1;",
    }
    found = {(f"_dmarc.{domain}", "TXT"): [policy] for domain, policy in policies.items()}
    found[("_dmarc.twice.example", "TXT")] = ["v=DMARC1; p=reject", "v=DMARC1; p=none"]
    found[("_dmarc.beside.example", "TXT")] = ["google-site-verification=x", "v=DMARC1; p=none"]
    signers = [
        *policies,
        "mail.customer.example",
        "news.strict.example",
        "beside.example",
        "example",
        "nopolicy.example",
    ]
    found |= {(f"s1._domainkey.{domain}", "TXT"): key for domain in signers}
    for domain in (*policies, "mail.customer.example", "nopolicy.example", "beside.example", "customer.evil.example"):
        found[(domain, "TXT")] = ["unrelated=1", "v=spf1 ip4:192.0.2.0/24 -all"]
    found[("evil.example", "TXT")] = [f"v=spf1 ip4:{BAD_PEER} -all"]
    found[("customer-evil.example", "TXT")] = [f"v=spf1 ip4:{BAD_PEER} -all"]
    return found


@pytest.fixture
def lookup(records: dict[tuple[str, str], list[str]]) -> Lookup:
    def look_up(name: str, kind: str) -> list[str]:
        assert name == name.lower().rstrip(".")
        if "unavailable" in name:
            raise DnsUnavailable
        return records.get((name, kind), [])

    return look_up


@pytest.fixture
def checks(lookup: Lookup, organization_of: OrganizationOf) -> SenderChecks:
    return SenderChecks(lookup, organization_of, FRONT)


@pytest.fixture
def sign(signing_pem: bytes) -> Sign:
    def add(content: bytes, domain: str = "customer.example", **options: object) -> bytes:
        signature: bytes = dkim.sign(content, b"s1", domain.encode(), signing_pem, **options)
        return signature + content

    return add


def mail(author: str = ADA, extra: str = "", body: str = "The reading is 4711.\r\n") -> bytes:
    head = (
        f"From: {author}\r\nTo: service@supplier.example\r\nSubject: Reading\r\nDate: Sun, 22 Nov 2026 10:00:00 +0100"
    )
    return f"{head}\r\n{extra}\r\n{body}".encode()


def said(check: SenderCheck) -> tuple[Verdict, str]:
    return check.verdict, check.why


@pytest.mark.parametrize(
    ("author", "sender", "peer", "verdict", "why"),
    [
        (ADA, "ada@customer.example", GOOD_PEER, PASSED, "spf"),
        (ADA, "bounce@mail.customer.example", GOOD_PEER, PASSED, "spf"),
        (ADA, "ada@customer.example", BAD_PEER, FAILED, "unsigned"),
        ("ada@strict.example", "ada@strict.example", GOOD_PEER, PASSED, "spf"),
        ("ada@news.strict.example", "ada@strict.example", GOOD_PEER, FAILED, "not_aligned"),
        (ADA, "eve@evil.example", BAD_PEER, FAILED, "not_aligned"),
        # Ends at its hyphen for authheaders.
        (ADA, "eve@customer-evil.example", BAD_PEER, FAILED, "not_aligned"),
        ("ada@customer-evil.example", "eve@evil.example", BAD_PEER, FAILED, "not_aligned"),
        (ADA, "eve@customer.example.evil.example", BAD_PEER, FAILED, "unsigned"),
        (ADA, '"eve@customer.example"@evil.example', BAD_PEER, FAILED, "unsigned"),
        (ADA, '"eve@evil.example"@customer.example', BAD_PEER, FAILED, "unsigned"),
        (ADA, "", GOOD_PEER, PASSED, "spf"),
        (ADA, "", BAD_PEER, FAILED, "unsigned"),
        (ADA, "ada@customer.example", "", FAILED, "unsigned"),
        ("ada@nopolicy.example", "ada@nopolicy.example", GOOD_PEER, NONE, "no_policy"),
        ("ada@sub.parent.example", "ada@parent.example", GOOD_PEER, PASSED, "spf"),
        ("ada@broken.example", "ada@broken.example", GOOD_PEER, NONE, "policy_malformed"),
        ("ada@empty.example", "ada@empty.example", GOOD_PEER, NONE, "policy_malformed"),
        ("ada@twice.example", "ada@twice.example", GOOD_PEER, NONE, "no_policy"),
        ("ada@beside.example", "ada@beside.example", GOOD_PEER, PASSED, "spf"),
        ("ada@unavailable.example", "ada@unavailable.example", GOOD_PEER, NONE, "dns_unavailable"),
        (ADA, "ada@unavailable.customer.example", GOOD_PEER, NONE, "dns_unavailable"),
        ("Ada <ada@Customer.Example.>", "ADA@CUSTOMER.EXAMPLE", GOOD_PEER, PASSED, "spf"),
        ("ada@straße.example", "ada@xn--strae-oqa.example", GOOD_PEER, PASSED, "spf"),
        ("ada@strasse.example", "ada@xn--strae-oqa.example", GOOD_PEER, NONE, "no_policy"),
    ],
)
def test_spf(
    checks: SenderChecks, envelope: Envelopes, author: str, sender: str, peer: str, verdict: Verdict, why: str
) -> None:
    assert said(checks.check_now(envelope(mail(author), peer, sender))) == (verdict, why)


@pytest.mark.parametrize(
    ("author", "domain", "options", "verdict", "why"),
    [
        (ADA, "customer.example", {}, PASSED, "dkim"),
        (ADA, "mail.customer.example", {}, PASSED, "dkim"),
        (ADA, "evil.example", {}, FAILED, "not_aligned"),
        (ADA, "customer-evil.example", {}, FAILED, "not_aligned"),
        (ADA, "example", {}, FAILED, "not_aligned"),
        (ADA, "customer.example", {"length": True}, FAILED, "signature_partial"),
        ("ada@strict.example", "strict.example", {}, PASSED, "dkim"),
        ("ada@strict.example", "news.strict.example", {}, FAILED, "not_aligned"),
        ("ada@nopolicy.example", "nopolicy.example", {}, NONE, "no_policy"),
        (ADA, "unavailable.customer.example", {}, NONE, "dns_unavailable"),
        (ADA, "nokey.customer.example", {}, FAILED, "signature_invalid"),
    ],
)
def test_dkim(
    checks: SenderChecks,
    envelope: Envelopes,
    sign: Sign,
    author: str,
    domain: str,
    options: dict[str, object],
    verdict: Verdict,
    why: str,
) -> None:
    content = sign(mail(author), domain, **options)
    assert said(checks.check_now(envelope(content, BAD_PEER, "eve@nowhere.example"))) == (verdict, why)


TAMPERED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "another body": (lambda mail: mail.replace(b"4711", b"9999"), "signature_invalid"),
    "more body": (lambda mail: mail + b"and more\r\n", "signature_invalid"),
    "another subject": (lambda mail: mail.replace(b"Subject: Reading", b"Subject: Cancel"), "signature_invalid"),
    "a second subject": (lambda mail: b"Subject: Cancel\r\n" + mail, "header_repeated"),
    "a second content type": (
        lambda mail: b"Content-Type: a/b\r\nContent-Type: text/html\r\n" + mail,
        "header_repeated",
    ),
    "a second author": (lambda mail: b"From: eve@evil.example\r\n" + mail, "from_repeated"),
    "a second author, oddly written": (lambda mail: b"FROM : eve@evil.example\r\n" + mail, "from_repeated"),
    "an expired signature": (lambda mail: mail.replace(b"; q=dns/txt", b"; q=dns/txt; x=1", 1), "signature_invalid"),
    "a weak algorithm": (lambda mail: mail.replace(b"rsa-sha256", b"rsa-sha1", 1), "signature_invalid"),
    "no signed author": (lambda mail: mail.replace(b"h=from : ", b"h=", 1), "signature_invalid"),
    "tags that run together": (lambda mail: mail.replace(b"v=1;", b"v=1", 1), "signature_invalid"),
    "another signer named": (lambda mail: mail.replace(b"d=customer.example", b"d=evil.example", 1), "not_aligned"),
    "an unknown version": (lambda mail: mail.replace(b"v=1;", b"v=2;", 1), "signature_invalid"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_tampered(checks: SenderChecks, envelope: Envelopes, sign: Sign, case: str) -> None:
    change, why = TAMPERED[case]
    signed = sign(mail())
    assert checks.check_now(envelope(signed, BAD_PEER, "")).proves_address
    changed = change(signed)
    assert changed != signed
    assert said(checks.check_now(envelope(changed, BAD_PEER, ""))) == (FAILED, why)


def test_one_good_signature_among_others(checks: SenderChecks, envelope: Envelopes, sign: Sign) -> None:
    content = sign(sign(sign(mail()), "evil.example"), "customer.example", length=True)
    assert said(checks.check_now(envelope(content, BAD_PEER, ""))) == (PASSED, "dkim")


def test_only_few_signatures_are_worked_out(envelope: Envelopes, organization_of: OrganizationOf, sign: Sign) -> None:
    asked: list[str] = []

    def look_up(name: str, kind: str) -> list[str]:
        asked.append(name)
        return ["v=DMARC1; p=reject"] if name.startswith("_dmarc") else []

    content = mail()
    for number in range(20):
        content = sign(content, f"s{number}.customer.example")
    SenderChecks(look_up, organization_of).check_now(envelope(content, BAD_PEER, ""))
    assert sum("_domainkey" in name for name in asked) == 3


@pytest.mark.parametrize(
    ("author", "why"),
    [
        ("", "from_invalid"),
        ("ada@customer.example, eve@evil.example", "from_several"),
        ("ada@customer.example <eve@evil.example>", "from_invalid"),
        ("<ada@customer.example> <eve@evil.example>", "from_invalid"),
        ("undisclosed-recipients:;", "from_invalid"),
        ("ada@customer.example\x00", "from_invalid"),
        ('"ada@customer.example"@evil.example', "from_invalid"),
        ("ada@[192.0.2.7]", "from_invalid"),
        ("ada@localhost", "from_invalid"),
        ("ada", "from_invalid"),
        ("=?utf-8?q?ada=40customer=2Eexample?=", "from_invalid"),
        ("ada@customer.example" + " (x)" * 1000, "from_invalid"),
        ("ada@cust omer.example", "from_invalid"),
        ("a" * 65 + "@customer.example", "from_invalid"),
    ],
)
def test_no_single_author(checks: SenderChecks, envelope: Envelopes, author: str, why: str) -> None:
    check = checks.check_now(envelope(mail(author)))
    assert said(check) == (FAILED, why)
    assert check.address is None


def test_no_author_at_all(checks: SenderChecks, envelope: Envelopes) -> None:
    for content in (b"Subject: x\r\n\r\nFrom: ada@customer.example\r\n", b"\r\nFrom: ada@customer.example\r\n", b""):
        assert said(checks.check_now(envelope(content))) == (FAILED, "from_missing")


@pytest.mark.parametrize(
    "author",
    ['"ada@customer.example" <eve@evil.example>', "=?utf-8?q?ada=40customer=2Eexample?= <eve@evil.example>"],
)
def test_a_display_name_means_nothing(checks: SenderChecks, envelope: Envelopes, author: str) -> None:
    content = mail(author, "Reply-To: ada@customer.example\r\nSender: ada@customer.example\r\n")
    check = checks.check_now(envelope(content, BAD_PEER, "eve@evil.example"))
    assert (check.address, check.verdict) == ("eve@evil.example", PASSED)


def test_the_answer_goes_to_the_author(checks: SenderChecks, envelope: Envelopes) -> None:
    check = checks.check_now(envelope(mail("Ada <Ada@Customer.example>", "Reply-To: eve@evil.example\r\n")))
    assert (check.address, check.action) == ("Ada@customer.example", "reject")
    assert "customer" not in repr(check)


CLAIM = "Authentication-Results: mx.supplier.example; dmarc=pass header.from=customer.example\r\n"
ARC = f"ARC-{CLAIM.replace('s: ', 's: i=1; ')}ARC-Seal: i=1; cv=pass\r\n"


@pytest.mark.parametrize("claim", [CLAIM, ARC, CLAIM.replace("results", "RESULTS"), "Received-SPF: pass\r\n"])
def test_claims_of_others_mean_nothing(checks: SenderChecks, envelope: Envelopes, claim: str) -> None:
    content = mail(extra=claim)
    assert said(checks.check_now(envelope(content, BAD_PEER, ""))) == (FAILED, "unsigned")
    cleaned = without_claims(content)
    assert b"esults" not in cleaned
    assert b"pass" not in cleaned
    assert cleaned.endswith(b"Date: Sun, 22 Nov 2026 10:00:00 +0100\r\n\r\nThe reading is 4711.\r\n")


def test_folded_claims_go_whole() -> None:
    claim, rest = (
        b"Authentication-Results: x;\r\n\tdkim=pass\r\n spf=pass\r\n",
        b"To: b\r\n\r\nAuthentication-Results: y",
    )
    assert without_claims(b"Subject: a\r\n" + claim + rest) == b"Subject: a\r\n" + rest
    assert without_claims(b"\r\n" + CLAIM.encode()) == b"\r\n" + CLAIM.encode()


@pytest.mark.parametrize(
    ("claims", "verdict", "why"),
    [
        (CLAIM, PASSED, "front"),
        (CLAIM.replace("dmarc=pass", "spf=pass smtp.mailfrom=x; dkim=pass header.d=y; dmarc=pass"), PASSED, "front"),
        (CLAIM.replace("dmarc=pass", "dmarc=pass (p=reject dis=none)"), PASSED, "front"),
        (CLAIM.replace("pass", "fail"), FAILED, "front"),
        (CLAIM.replace("pass", "none"), NONE, "front"),
        (CLAIM.replace("pass", "temperror"), NONE, "front"),
        (CLAIM.replace("mx.supplier.example", "mx.evil.example"), NONE, "front_silent"),
        (CLAIM.replace("from=customer", "from=evil"), FAILED, "front"),
        (CLAIM.replace(" header.from=customer.example", ""), FAILED, "front"),
        (CLAIM + CLAIM.replace("pass", "fail"), FAILED, "front_unclear"),
        (CLAIM.replace("pass", "none") + CLAIM, FAILED, "front_unclear"),
        (CLAIM + CLAIM.replace("mx.supplier", "mx.evil").replace("pass", "fail"), PASSED, "front"),
        ("Authentication-Results: mx.supplier.example; none\r\n", NONE, "front_silent"),
        ("Authentication-Results: mx.supplier.example; ((dmarc=pass\r\n", NONE, "front_silent"),
        ("Authentication-Results: ;;;\r\n", NONE, "front_silent"),
        (ARC, NONE, "front_silent"),
        ("", NONE, "front_silent"),
    ],
)
def test_our_own_server_in_front(
    checks: SenderChecks, envelope: Envelopes, claims: str, verdict: Verdict, why: str
) -> None:
    content = mail(extra=claims)
    for peer in ("10.0.0.5", "::ffff:10.0.0.5"):
        assert said(checks.check_now(envelope(content, peer))) == (verdict, why)
    assert checks.check_now(envelope(content, "10.0.1.5")).why != "front"


async def test_checks_run_beside_the_loop(checks: SenderChecks, envelope: Envelopes) -> None:
    assert (await checks.check(envelope(mail()))).proves_address
