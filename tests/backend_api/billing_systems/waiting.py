"""How long billing systems are waited for in tests."""

from dataclasses import replace

from backend_api.billing_systems.refreshing import JoinedSystems, Patience


def wait(joined: JoinedSystems, *, patiently: bool) -> None:
    """As long as it takes, whatever else the machine does; or as long as customers wait for one system.

    Storing has all the time it needs either way.
    """
    usual = replace(Patience(), whole=12)
    joined.patience = replace(usual, timeout=10) if patiently else usual
    for asker in joined.askers:
        asker._timeout_seconds = joined.patience.timeout
