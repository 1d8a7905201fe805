"""Tries become rarer and end."""

from datetime import timedelta

from backend_api.relay.pauses import LONGEST_HOLD, REFUSED_TRIES, TRIES, hold_after, pause_after


def test_pauses_grow_over_two_days_and_end() -> None:
    pauses = [pause_after(tries) for tries in range(1, TRIES)]
    assert all(pauses)
    assert pauses == sorted(pauses)
    assert timedelta(days=2) <= sum((pause for pause in pauses if pause), timedelta()) <= timedelta(days=3)
    assert pause_after(TRIES) is None


def test_a_message_that_is_refused_as_such_holds_up_its_stream_for_minutes_only() -> None:
    assert pause_after(REFUSED_TRIES, refused=True) is None
    total = sum((pause_after(tries, refused=True) or timedelta() for tries in range(1, REFUSED_TRIES)), timedelta())
    assert total < timedelta(minutes=30)


def test_what_the_receiver_wishes_is_granted_within_bounds() -> None:
    assert pause_after(1, timedelta(minutes=3)) == timedelta(minutes=3)
    assert pause_after(5, timedelta(seconds=1)) == pause_after(5)
    assert pause_after(1, timedelta(days=400)) == timedelta(days=1)


def test_a_receiver_that_is_down_is_left_alone_longer_and_longer() -> None:
    holds = [hold_after(failures) for failures in range(1, 40)]
    assert holds == sorted(holds)
    assert holds[0] == timedelta(seconds=2)
    assert holds[-1] == LONGEST_HOLD
