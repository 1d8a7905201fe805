"""What every adapter has to do, as cases which any of them runs from its own fixtures.

An adapter's test file builds a `Bench` (the adapter with its provider played by fixtures), lists its cases, and has
them run one by one:

    @pytest.mark.parametrize("case", CASES, ids=case_id)
    async def test_conformance(case: Case) -> None:
        async with bench() as ready:
            await run(ready, case)

    def test_cases_are_complete() -> None:
        check_complete(CASES, states=STATES, without={Kind.OPTED_OUT: "there is nothing to opt out of"})
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

import pytest

from channels.contract import (
    Adapter,
    Arrival,
    DeliveryStatus,
    InboundKind,
    OutboundMessage,
    ProviderClient,
    RawMessage,
    Read,
    Received,
    StatusReport,
)
from channels.errors import ChannelError, FinalError, OptedOutError, ThrottledError, UnreadableError
from tests.channels.fakes import FakeProvider


class Kind(StrEnum):
    """What a channel has to stand; each needs a case, or a reason why it cannot happen there."""

    GOOD = "good"
    DUPLICATE = "duplicate"
    BAD_SIGNATURE = "bad signature"
    MALFORMED = "malformed"
    UNKNOWN_KIND = "unknown kind"
    NOT_STORED = "not stored"
    STATUS = "status"
    STATUS_UNKNOWN = "status unknown"
    SENT = "sent"
    THROTTLED = "throttled"
    OPTED_OUT = "opted out"
    TOO_LONG = "too long"
    PROVIDER_DOWN = "provider down"


class Answer(StrEnum):
    """What the provider is told."""

    TAKEN = "taken"
    """2xx or 250: it may forget it."""
    REFUSED = "refused"
    """4xx or 5yz of SMTP: it need not come again."""
    AGAIN = "again"
    """503, 429 or 451: it should come again."""


def answer_of(status: int) -> Answer:
    """What an HTTP status tells the provider."""
    if status < 300:
        return Answer.TAKEN
    return Answer.AGAIN if status in (429, 503) else Answer.REFUSED


@dataclass(frozen=True, slots=True)
class Case:
    """One thing that happens on a channel: something comes in (`payload`), or something goes out (`message`)."""

    kind: Kind
    name: str
    payload: Any = None
    """What comes in, in a form that the bench understands; mostly a fixture's name."""
    answer: Answer = Answer.TAKEN
    received: Mapping[str, object] | None = None
    """Fields of what the gateway is given."""
    report: StatusReport | None = None
    state: str | None = None
    """The provider's state that the payload reports."""
    message: OutboundMessage | None = None
    provider: Any = None
    """How the provider answers, in a form that the bench understands."""
    sent: Callable[[str], bool] | None = None
    """Whether a text is what the provider should have been given."""
    error: type[ChannelError] | None = None
    code: str | None = None
    retry_after_seconds: float | None = None
    notes: tuple[str, ...] = ()


def case_id(case: Case) -> str:
    """A case's name in pytest's output."""
    return f"{case.kind}: {case.name}".replace(" ", "_")


@dataclass(slots=True)
class Gateway:
    """Keeps what an adapter hands over and has it read at once; takes the same (account, id) once, as the journal."""

    received: dict[tuple[str, str], Received] = field(default_factory=dict)
    reports: list[StatusReport] = field(default_factory=list)
    set_aside: list[str] = field(default_factory=list)
    """Reasons."""
    unreadable: list[str] = field(default_factory=list)
    """Codes."""
    handed_over: int = 0
    broken: bool = False
    read: Read | None = None
    """The adapter's."""

    async def keep(self, raw: RawMessage) -> None:
        if self.broken:
            raise OSError("disk full")
        self.handed_over += 1
        # What is kept goes through a database.
        kept = replace(raw, context=json.loads(json.dumps(raw.context)))
        assert len(kept.key) <= 160
        assert self.read is not None
        try:
            self.take(await self.read(kept))
        except UnreadableError as error:
            self.unreadable.append(error.code)

    def take(self, arrival: Arrival) -> None:
        """What was read."""
        if isinstance(arrival, Received):
            self.received.setdefault((arrival.account, arrival.id), arrival)
        elif isinstance(arrival, StatusReport):
            self.reports.append(arrival)
        else:
            self.set_aside.append(arrival.reason)


class Bench(Protocol):
    """An adapter under test, with its provider played by fixtures."""

    @property
    def gateway(self) -> Gateway: ...

    @property
    def adapter(self) -> Adapter: ...

    async def hand_over(self, case: Case) -> Answer:
        """Play the provider: deliver the case's payload, signed unless the case is `BAD_SIGNATURE`."""
        ...

    def provider_answers(self, case: Case) -> None:
        """Prepare how the provider answers the case's message."""
        ...

    def sent(self) -> Sequence[str]:
        """Texts the provider took."""
        ...


async def run(bench: Bench, case: Case) -> None:
    """Run one case."""
    if case.message is not None:
        await _run_outbound(bench, case, case.message)
    else:
        await _run_inbound(bench, case)


async def _run_inbound(bench: Bench, case: Case) -> None:
    gateway = bench.gateway
    gateway.broken = case.kind is Kind.NOT_STORED
    expected = Answer.AGAIN if gateway.broken else case.answer
    times = 20 if case.kind is Kind.DUPLICATE else 1
    for _ in range(times):
        assert await bench.hand_over(case) is expected
    if case.received is None:
        assert not gateway.received, "nothing should have been handed over"
    else:
        (received,) = gateway.received.values()
        shown = {name: getattr(received, name) for name in case.received}
        assert shown == dict(case.received)
        assert received.channel == bench.adapter.name
        _hides(received, received.address, received.text)
    if case.kind in (Kind.MALFORMED, Kind.STATUS_UNKNOWN) and expected is Answer.TAKEN:
        assert gateway.unreadable or gateway.set_aside, "what cannot be read is kept with its reason"
    assert gateway.reports == ([] if case.report is None else [case.report] * times)
    if gateway.broken:
        gateway.broken = False
        assert await bench.hand_over(case) is Answer.TAKEN, "the provider came again, and now it can be stored"
        assert gateway.received or gateway.reports


async def _run_outbound(bench: Bench, case: Case, message: OutboundMessage) -> None:
    bench.provider_answers(case)
    if case.error is None:
        result = await bench.adapter.send(message)
        assert result.provider_id
        assert result.status is not DeliveryStatus.QUEUED, "`queued` is what waits in our own outbox"
        assert result.notes == case.notes
        if case.sent is not None:
            (text,) = bench.sent()
            assert case.sent(text), text
        return
    with pytest.raises(case.error) as failure:
        await bench.adapter.send(message)
    error = failure.value
    assert type(error) is case.error
    assert error.code == case.code
    assert error.retry_after_seconds == case.retry_after_seconds
    _hides(error, message.address, message.text)


def _hides(thing: object, *secrets: str | None) -> None:
    for secret in secrets:
        assert not secret or len(secret) < 10 or secret not in repr(thing)


EXPECTED_ERRORS = {Kind.THROTTLED: ThrottledError, Kind.OPTED_OUT: OptedOutError}


def check_complete(cases: Sequence[Case], states: Mapping[str, DeliveryStatus], without: Mapping[Kind, str]) -> None:
    """Check that a channel's cases leave nothing out.

    Args:
        cases: All of the channel's.
        states: The channel's table of the provider's states.
        without: Kinds that cannot happen on the channel, with the reason.
    """
    there = {case.kind for case in cases}
    assert there | without.keys() == set(Kind), f"no case for: {set(Kind) - there - without.keys()}"
    assert not there & without.keys()
    assert all(without.values())
    reported = {case.state: case.report.status for case in cases if case.state is not None and case.report is not None}
    assert reported == dict(states), "every state of the table needs a case, and the same meaning"
    for case in cases:
        expected = EXPECTED_ERRORS.get(case.kind)
        if case.message is not None and expected is not None:
            assert case.error is expected
        if case.kind is Kind.BAD_SIGNATURE:
            assert case.answer is Answer.REFUSED
        if case.received is not None:
            assert {"id", "kind", "address"} <= case.received.keys()
            assert isinstance(case.received["kind"], InboundKind)


type Build = Callable[[ProviderClient | None], Adapter]

MESSAGE = OutboundMessage("o-1", "address", "subject", "text")


async def sends(build: Build, subject: str | None) -> None:
    """Whatever is sent goes to the client as it is."""
    provider = FakeProvider()
    adapter = build(provider)
    assert adapter.ready
    result = await adapter.send(MESSAGE)
    assert (result.provider_id, result.status) == ("p-1", DeliveryStatus.SENT)
    assert provider.sent == [("address", subject, "text")]


async def says_that_it_cannot(build: Build) -> None:
    """Without a client nothing is sent, and that is final."""
    adapter = build(None)
    assert not adapter.ready
    with pytest.raises(FinalError) as failure:
        await adapter.send(MESSAGE)
    assert (failure.value.code, failure.value.retryable) == ("no_provider", False)


async def sorts_failures(build: Build) -> None:
    """What a client raises has a place in the tree."""
    provider = FakeProvider()
    provider.failures = [OSError("unreachable"), ThrottledError("throttled", 7)]
    adapter = build(provider)
    for code, pause in (("provider_unreachable", None), ("throttled", 7)):
        with pytest.raises(ChannelError) as failure:
            await adapter.send(MESSAGE)
        assert (failure.value.code, failure.value.retryable) == (code, True)
        assert failure.value.retry_after_seconds == pause


def hides_addresses() -> None:
    """What is printed names nobody."""
    assert "address" not in repr(MESSAGE).replace("address=", "")
    assert "text" not in repr(MESSAGE)
