"""What stages and reasons mean, in every country we know."""

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_api.orders.registry import machine_of
from backend_api.switches.mapping import OWN_STEPS, CountryMapping
from backend_api.switches.models import STAGE_POSITIONS, STAGES, RejectionCode, SwitchStage
from backend_api.switches.national import MAPPINGS, mapping_of
from backend_api.switches.progress import REJECTIONS, Switching, position, waiting_position

FRIDAY = date(2026, 11, 20)
COUNTRIES = pytest.mark.parametrize("mapping", MAPPINGS.values(), ids=MAPPINGS)


@COUNTRIES
def test_a_country_covers_every_stage_and_reason(mapping: CountryMapping) -> None:
    assert set(mapping.incoming) == set(STAGES)
    assert {reason.neutral for reason in mapping.reasons} == set(get_args(RejectionCode))
    codes = [message.code for message in (*OWN_STEPS, *mapping.messages)]
    assert len(codes) == len(set(codes))
    reached = {message.incoming for message in (*OWN_STEPS, *mapping.messages)}
    assert reached >= set(STAGES) - {"signed"}
    assert {message.outgoing for message in (*OWN_STEPS, *mapping.messages)} >= {
        "signed",
        "rejected",
        "accepted",
        "date_fixed",
    }


@COUNTRIES
def test_every_message_leads_to_a_stage_or_says_who_acts(mapping: CountryMapping) -> None:
    for message in mapping.messages:
        assert message.incoming or message.outgoing or message.waiting_for, message.code


def test_the_machine_of_the_orders_has_exactly_the_stages() -> None:
    machine = machine_of("supplier_switch")
    own = set(machine.states) - {"awaiting_customer", "awaiting_approval", "declined"}
    assert own == {*STAGE_POSITIONS, "withdrawn"}
    assert not machine.problems()


def test_a_country_without_a_mapping_has_our_own_steps_only() -> None:
    mapping = mapping_of("XX")
    assert mapping.message("own.active") is not None
    assert mapping.message("55002") is None
    assert position(mapping, Switching("incoming", "electricity"), "accepted", on=FRIDAY).expected_on is None


@pytest.mark.parametrize(
    ("country", "commodity", "stage", "expected"),
    [
        ("DE", "electricity", "sent_to_grid_operator", date(2026, 11, 23)),
        ("DE", "gas", "sent_to_grid_operator", date(2026, 12, 4)),
        ("PL", "electricity", "sent_to_grid_operator", date(2026, 11, 27)),
        ("DE", "electricity", "cooling_off", date(2026, 12, 4)),
        ("DE", "electricity", "old_supplier_final_bill", None),
    ],
)
def test_how_long_a_stage_usually_lasts(
    country: str, commodity: str, stage: SwitchStage, expected: date | None
) -> None:
    found = position(mapping_of(country), Switching("incoming", commodity), stage, on=FRIDAY)
    assert found.expected_on == expected


def test_the_fixed_day_is_what_is_expected_next() -> None:
    switching = Switching("incoming", "gas", date(2027, 1, 1))
    assert position(mapping_of("DE"), switching, "date_fixed", on=FRIDAY).expected_on == date(2027, 1, 1)


def test_waiting_without_a_known_day() -> None:
    assert waiting_position(None).expected_on is None
    assert waiting_position(date(2027, 3, 31)).expected_on == date(2027, 4, 1)


@given(
    st.sampled_from(sorted(MAPPINGS)),
    st.sampled_from(["incoming", "outgoing"]),
    st.sampled_from(["electricity", "gas"]),
    st.sampled_from(STAGES),
    st.dates(date(2020, 1, 1), date(2035, 1, 1)),
    st.one_of(st.none(), st.sampled_from(sorted(REJECTIONS))),
)
def test_nothing_is_expected_before_it_began(country, direction, commodity, stage, on, reason) -> None:  # type: ignore[no-untyped-def]
    found = position(mapping_of(country), Switching(direction, commodity), stage, on=on, reason=reason)
    assert found.expected_on is None or found.expected_on >= on
    assert (found.reason is not None) == (stage == "rejected")
    if found.waiting_for == "customer" and stage == "rejected":
        assert found.next_step in ("correct_meter_number", "send_authority", "choose_wait_or_withdraw")
