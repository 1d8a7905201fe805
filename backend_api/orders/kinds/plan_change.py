"""Another tariff or plan under the same contract."""

from backend_api.orders.kind import Kind
from backend_api.orders.machine import SYSTEMS, Machine, Transition

KIND = Kind(
    Machine(
        kind="plan_change",
        start="placed",
        transitions=(
            Transition("placed", "checked", SYSTEMS, working_days=1),
            Transition("checked", "date_fixed", SYSTEMS, working_days=1),
            Transition("checked", "refused", SYSTEMS, working_days=1),
            Transition("date_fixed", "active", (*SYSTEMS, "clock"), working_days=3),
        ),
        done=("active",),
        ended=("refused",),
        changeable=("placed", "checked"),
        cancellable=("placed", "checked", "date_fixed"),
    ),
    text="A contract goes on with another tariff or plan.",
    subject="service_point",
    needs_lines=True,
    products=("tariff", "plan"),
)
