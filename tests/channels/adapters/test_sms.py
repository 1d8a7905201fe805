"""The sms adapter keeps the contract."""

from channels.adapters.sms import SmsAdapter
from tests.channels.adapters import conformance


async def test_conformance() -> None:
    await conformance.sends(SmsAdapter, subject=None)
    await conformance.says_that_it_cannot(SmsAdapter)
    await conformance.sorts_failures(SmsAdapter)
    conformance.hides_addresses()
