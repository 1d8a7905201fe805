"""Questions to DNS are asked once, and not without end."""

import dns.exception
import dns.message
import dns.resolver
import pytest

from channels.mail.lookups import MOST_QUESTIONS, DnsUnavailable, Inquiry, system_lookup


def test_each_question_once() -> None:
    asked: list[tuple[str, str]] = []

    def look_up(name: str, kind: str) -> list[str]:
        asked.append((name, kind))
        return ["x"]

    inquiry = Inquiry(look_up)
    assert inquiry("Example.ORG.", "TXT") == inquiry("example.org", "TXT") == ["x"]
    assert asked == [("example.org", "TXT")]


def test_not_too_many() -> None:
    inquiry = Inquiry(lambda name, kind: [])
    for number in range(MOST_QUESTIONS):
        assert inquiry(f"n{number}.example", "A") == []
    assert inquiry("n0.example", "A") == []
    with pytest.raises(DnsUnavailable):
        inquiry("one-more.example", "A")


def _answer(text: str) -> dns.resolver.Answer:
    query = dns.message.make_query("a.example.", text.split()[3])
    response = dns.message.from_text(
        f"id 1\nopcode QUERY\nrcode NOERROR\nflags QR\n;QUESTION\na.example. IN {text.split()[3]}\n;ANSWER\n{text}\n"
    )
    assert isinstance(response, dns.message.QueryMessage)
    question = query.question[0]
    return dns.resolver.Answer(question.name, question.rdtype, question.rdclass, response)


@pytest.mark.parametrize(
    ("text", "kind", "answers"),
    [
        ('a.example. 60 IN TXT "v=spf1 " "-all"', "TXT", ["v=spf1 -all"]),
        ("a.example. 60 IN A 192.0.2.7", "A", ["192.0.2.7"]),
        ("a.example. 60 IN MX 10 mx.example.", "MX", ["10 mx.example."]),
    ],
)
def test_answers_as_text(monkeypatch: pytest.MonkeyPatch, text: str, kind: str, answers: list[str]) -> None:
    monkeypatch.setattr(dns.resolver.Resolver, "resolve", lambda *_args, **_options: _answer(text))
    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", lambda *_args: None)
    assert system_lookup()("a.example", kind) == answers


@pytest.mark.parametrize(
    ("error", "unavailable"),
    [
        (dns.resolver.NXDOMAIN, False),
        (dns.exception.SyntaxError, False),
        (dns.exception.Timeout, True),
        (dns.resolver.NoNameservers, True),
    ],
)
def test_failures(monkeypatch: pytest.MonkeyPatch, error: type[Exception], unavailable: bool) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error()

    monkeypatch.setattr(dns.resolver.Resolver, "resolve", fail)
    monkeypatch.setattr(dns.resolver.Resolver, "read_resolv_conf", lambda *_args: None)
    look_up = system_lookup()
    if unavailable:
        with pytest.raises(DnsUnavailable):
            look_up("a.example", "A")
    else:
        assert look_up("a.example", "A") == []


def test_without_a_resolver_nothing_can_be_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(*_given: object) -> None:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.setattr(dns.resolver, "Resolver", nobody)
    with pytest.raises(DnsUnavailable):
        system_lookup()("a.example", "TXT")
