"""The email adapter keeps the contract."""

from channels.adapters.email import EmailAdapter
from tests.channels.adapters import conformance


async def test_conformance() -> None:
    await conformance.sends(EmailAdapter, subject="subject")
    await conformance.says_that_it_cannot(EmailAdapter)
    await conformance.sorts_failures(EmailAdapter)
    conformance.hides_addresses()
