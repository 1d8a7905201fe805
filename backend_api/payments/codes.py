"""The code on a bill that fills in a transfer when a banking app reads it; pure.

    epc  SEPA credit transfer in euro: EPC069-12 "Quick Response Code: guidelines to enable data capture", version 002
    zbp  domestic transfer in zloty: Związek Banków Polskich, "Rekomendacja: kod dwuwymiarowy (2D)", 2013-12-03

Both read 2026-11; the limits below are theirs.
"""

from __future__ import annotations

import base64
import io
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

import segno

Standard = Literal["epc", "zbp"]

EPC_NAME_CHARACTERS = 70
EPC_LARGEST = Decimal("999999999.99")
ZBP_NAME_CHARACTERS = 20
ZBP_TITLE_CHARACTERS = 32
ZBP_LARGEST = Decimal("9999.99")
"""The amount has six digits, in grosze."""
_ZBP_OUTSIDE = re.compile(r"[^0-9A-Za-zĄĆĘŁŃÓŚŹŻąćęłńóśźż ,./\\@#&*_-]")
"""What may not stand in a name or title; the bar would end the field."""
_MODULE_PIXELS = 6


@dataclass(frozen=True)
class Transfer:
    """A transfer to be made."""

    holder: str
    iban: str
    bic: str | None
    tax_id: str | None
    """Of the holder; in Poland the NIP."""
    amount: Decimal
    """To the cent."""
    currency: str
    reference: str


@dataclass(frozen=True)
class PaymentCode:
    """What the code says, and the code itself."""

    standard: Standard
    payload: str

    @property
    def _code(self) -> segno.QRCode:
        # EPC069-12 wants level M and nothing else; the Polish text is short enough for the same.
        return segno.make_qr(self.payload.encode(), error="m", boost_error=False)

    @property
    def svg(self) -> str:
        """As SVG, with the quiet zone that readers need."""
        return self._code.svg_inline(scale=_MODULE_PIXELS, border=4, light="white")

    @property
    def png(self) -> str:
        """As PNG, in Base64."""
        picture = io.BytesIO()
        self._code.save(picture, kind="png", scale=_MODULE_PIXELS, border=4)
        return base64.b64encode(picture.getvalue()).decode()


def payment_code(transfer: Transfer) -> PaymentCode | None:
    """The code for a transfer; None when its currency has no standard here or the amount does not fit into it."""
    if transfer.currency == "EUR" and Decimal() < transfer.amount <= EPC_LARGEST:
        return PaymentCode("epc", _epc(transfer))
    fits = Decimal() < transfer.amount <= ZBP_LARGEST and transfer.iban.startswith("PL")
    return PaymentCode("zbp", _zbp(transfer)) if transfer.currency == "PLN" and fits else None


def _epc(transfer: Transfer) -> str:
    amount = f"{transfer.amount:.2f}".rstrip("0").rstrip(".")
    holder = transfer.holder[:EPC_NAME_CHARACTERS]
    structured = transfer.reference.startswith("RF")
    remittance = [transfer.reference] if structured else ["", transfer.reference]
    return "\n".join(
        ["BCD", "002", "1", "SCT", transfer.bic or "", holder, transfer.iban, f"EUR{amount}", "", *remittance]
    )


def _zbp(transfer: Transfer) -> str:
    grosze = int(transfer.amount * 100)
    holder = _ZBP_OUTSIDE.sub("", transfer.holder)[:ZBP_NAME_CHARACTERS]
    title = _ZBP_OUTSIDE.sub("", transfer.reference)[:ZBP_TITLE_CHARACTERS]
    tax_id = (transfer.tax_id or "").removeprefix("PL")
    return f"{tax_id}|PL|{transfer.iban.removeprefix('PL')}|{grosze:06d}|{holder}|{title}|||"
