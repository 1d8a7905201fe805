"""A system that keeps failing is left alone, tried once, and asked again when it works."""

from dataclasses import dataclass

from backend_api.billing_systems.breaker import Breaker


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


def failed(times: int) -> tuple[Breaker, Seconds]:
    seconds = Seconds()
    breaker = Breaker(seconds, limit=3, rest_seconds=20)
    for _ in range(times):
        assert breaker.may_ask()
        breaker.failed()
    return breaker, seconds


def test_it_opens_at_the_third_failure_in_a_row() -> None:
    breaker, _ = failed(2)
    assert (breaker.may_ask(), breaker.state) == (True, "closed")
    breaker.failed()
    assert (breaker.may_ask(), breaker.state) == (False, "open")


def test_an_answer_in_between_begins_the_count_again() -> None:
    breaker, _ = failed(2)
    breaker.answered()
    breaker.failed()
    breaker.failed()
    assert breaker.state == "closed"


def test_after_the_rest_one_may_try_and_nobody_else_meanwhile() -> None:
    breaker, seconds = failed(3)
    seconds.now = 19.9
    assert not breaker.may_ask()
    seconds.now = 20.0
    assert breaker.may_ask()
    assert breaker.state == "trying"
    assert not breaker.may_ask()


def test_a_trial_that_works_closes_it() -> None:
    breaker, seconds = failed(3)
    seconds.now = 21
    assert breaker.may_ask()
    breaker.answered()
    assert (breaker.state, breaker.failures, breaker.may_ask()) == ("closed", 0, True)


def test_a_trial_that_fails_begins_a_new_rest() -> None:
    breaker, seconds = failed(3)
    seconds.now = 21
    assert breaker.may_ask()
    breaker.failed()
    seconds.now = 40
    assert not breaker.may_ask()
    seconds.now = 41
    assert breaker.may_ask()
