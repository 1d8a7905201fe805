"""What a turn asks of the gateway: to find out who somebody is, and whatever else the engine cannot do itself."""

from collections.abc import Collection, Mapping

import structlog

from channels.addresses.kinds import CHANNELS
from channels.backend_client import BackendUnavailableError, KnownCustomer
from channels.contract import Adapter, Clock, JsonObject
from channels.identity.codes import FRESH_KINDS, Wanted
from channels.identity.levels import standing
from channels.identity.senders import Senders
from channels.journal.intake import PROVEN_ADDRESS, Work
from channels.outbox.repository import Letter
from channels.turns.answers import Answer, system_draft
from channels.turns.moving import Move
from channels.wording import Wording

LONGEST_MATTER = 100
"""Characters; a matter is the name of an intent."""
LONGEST_THING = 200
"""Characters of what a code confirms, such as `contract:` with an id."""

log = structlog.get_logger("channels.turns")


class Requests:
    """Prepares what a turn's transaction is to do about its requests."""

    def __init__(
        self,
        senders: Senders,
        adapters: Mapping[str, Adapter],
        linked: Collection[str],
        wording: Wording,
        clock: Clock,
        supplier_name: str,
    ) -> None:
        """Take who can answer.

        Args:
            senders: Know customers, and whose an address is.
            adapters: By channel.
            linked: Channels that are opened by a link.
            wording: Our own sentences.
            clock: Tells the time.
            supplier_name: Named in receipts.
        """
        self._supplier_name = supplier_name
        self._linked = frozenset(linked)
        self._senders = senders
        self._backend = senders.backend
        self._wording = wording
        self._clock = clock
        self._kinds = frozenset(
            kind for kind, channel in CHANNELS.items() if channel in adapters and adapters[channel].ready
        )

    async def prepare(self, work: Work, requests: tuple[JsonObject, ...], answer: Answer) -> None:
        """Look up what is needed, outside any transaction, and add it to the answer."""
        for request in requests:
            kind = request.get("kind")
            if kind == "identify":
                await self._identify(work, request, answer)
            elif kind == "send_code" and request.get("bound_to"):
                await self._send_code(work, str(request["bound_to"]), answer)
            elif kind == "send_code" and request.get("confirms_address"):
                await self._confirm_address(work, str(request["confirms_address"]), answer)
            elif kind == "continue_on":
                await self._continue_on(work, request, answer)
            elif kind == "receipt" and request.get("numbers"):
                await self._receipt(work, list(map(str, request["numbers"])), answer)
            elif kind == "park" and request.get("matter"):
                answer.matters.append(str(request["matter"])[:LONGEST_MATTER])
            else:
                # Recorded, so that nothing the engine wants is dropped in silence.
                log.info("request_noted", conversation=work.conversation.id, turn=work.entry.turn_id, kind=kind)

    async def _identify(self, work: Work, request: JsonObject, answer: Answer) -> None:
        if not self._kinds:
            self._say(work, "code_cannot_be_sent", answer)
            return
        if work.conversation.address_id is not None and not work.entry.body.get(PROVEN_ADDRESS):
            # Its answer, with the code in it, could be believed as little as this message.
            self._say(work, "sender_unproven", answer)
            return
        number, second_id = str(request.get("number") or ""), request.get("second_id")
        try:
            if number:
                customer = await self._backend.lookup(number, str(second_id) if second_id else None)
                answer.wanted.append(Wanted(number, customer, self._kinds))
            else:
                await self._identify_sender(work, answer)
        except BackendUnavailableError:
            self._say(work, "identity_unavailable", answer)

    async def _identify_sender(self, work: Work, answer: Answer) -> None:
        """Want a code for whoever's address the conversation runs on, at another phone than that."""
        address_id = work.conversation.address_id or ""
        address, customer = await self._senders.known(address_id, self._clock())
        if address is not None and customer is not None and customer.representative_id is None:
            wanted = Wanted(customer.customer_id, customer, self._kinds, beside=address.value)
            if wanted.address is not None:
                answer.wanted.append(wanted)
                self._say(work, "code_to_other_phone", answer)
                return
        self._say(work, "number_needed", answer)

    async def _send_code(self, work: Work, thing: str, answer: Answer) -> None:
        """Want a code that confirms one thing, for whoever is verified in the conversation."""
        if not self._kinds & FRESH_KINDS:
            self._say(work, "fresh_code_cannot_be_sent", answer)
            return
        proven = standing(work.conversation, self._clock())
        if proven.customer_id is None or len(thing) > LONGEST_THING:
            log.warning("code_not_due", conversation=work.conversation.id, turn=work.entry.turn_id)
            self._say(work, "fresh_code_cannot_be_sent", answer)
            return
        try:
            customer = await self._backend.customer(proven.customer_id)
        except BackendUnavailableError:
            self._say(work, "fresh_code_cannot_be_sent", answer)
            return
        wanted = Wanted(proven.customer_id, customer, self._kinds, thing)
        if wanted.address is None:
            self._say(work, "no_confirmed_phone", answer)
            return
        answer.wanted.append(wanted)

    async def _confirm_address(self, work: Work, address_id: str, answer: Answer) -> None:
        """Want a code sent to an address that is to count from then on, for whoever is verified."""
        customer = await self._known(work)
        number = "" if customer is None else customer.customer_id
        wanted = Wanted(number, customer, self._kinds, confirms_address=address_id)
        if wanted.address is None:
            self._say(work, "address_code_cannot_be_sent", answer)
            return
        answer.wanted.append(wanted)

    async def confirmed(self, work: Work, address_id: str, fact: str) -> bool:
        """Tell the backend that an address is its owner's.

        Raises:
            BackendUnavailableError: It cannot be told now.
        """
        return await self._backend.confirm_address(address_id, fact=fact, key=f"{work.entry.turn_id}/address")

    async def _receipt(self, work: Work, numbers: list[str], answer: Answer) -> None:
        """Confirm in writing, to the customer's mailbox, what was just taken down in a conversation that is no mail."""
        customer = await self._known(work)
        mailbox = _reached(customer, "email")
        if mailbox is None or "email" not in self._kinds or work.conversation.channel == CHANNELS["email"]:
            return
        language = work.conversation.language
        told = "\n\n".join(draft.text for draft in answer.drafts if draft.sender == "bot")
        values = {"supplier": self._supplier_name, "numbers": ", ".join(numbers), "told": told}
        subject, text = (self._wording.say(language, key, **values) for key in ("receipt_subject", "receipt_text"))
        answer.receipts.append(Letter(CHANNELS["email"], mailbox, subject, text, None))

    async def _known(self, work: Work) -> KnownCustomer | None:
        """Whoever is verified in the conversation; None when nobody is, or nobody can say."""
        proven = standing(work.conversation, self._clock())
        if proven.customer_id is None:
            return None
        try:
            return await self._backend.customer(proven.customer_id)
        except BackendUnavailableError:
            log.warning("customer_not_looked_up", conversation=work.conversation.id, turn=work.entry.turn_id)
            return None

    async def withdraw(self, work: Work, fact: str) -> None:
        """Tell the backend that nothing may be sent any more on the conversation's channel unasked.

        Raises:
            BackendUnavailableError: It cannot be told now.
        """
        key = f"{work.entry.turn_id}/stop"
        await self._backend.withdraw_consents(work.conversation.channel, fact=fact, key=key)

    async def _continue_on(self, work: Work, request: JsonObject, answer: Answer) -> None:
        """Go on where the customer wants: by a link, or at a confirmed address of whoever is verified here."""
        channel, kind = str(request.get("channel")), str(request.get("address_kind"))
        if channel == work.conversation.channel:
            self._say(work, "already_here", answer)
            return
        if channel in self._linked:
            proven = standing(work.conversation, self._clock())
            is_sure = work.conversation.address_id is None or work.entry.body.get(PROVEN_ADDRESS)
            customer_id = proven.customer_id if is_sure else None
            answer.moves.append(Move(channel, None, work.conversation.language, customer_id))
            return
        customer = await self._known(work) if kind in self._kinds else None
        address = _reached(customer, kind)
        if address is None:
            self._say(work, "cannot_pass_on", answer)
            return
        answer.moves.append(Move(CHANNELS[kind], address, work.conversation.language))

    def _say(self, work: Work, key: str, answer: Answer) -> None:
        text = self._wording.say(work.conversation.language, key)
        answer.drafts.append(system_draft(text, work.entry.reply_to))


def _reached(customer: KnownCustomer | None, kind: str) -> str | None:
    """The first address of a kind that reaches a customer."""
    known = () if customer is None else customer.addresses
    return next((one.value for one in known if one.kind == kind and one.reaches), None)
