"""The layout of a mail as a page for a frame: it loads nothing, runs nothing and leads back to the mailbox."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from lxml import html as lxml_html

from wattline.demo.devices.arrived_mail import answer_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from wattline.demo.inbox import InboxFile

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none'"


def page_of(layout: str, pictures: Mapping[str, InboxFile], write_at: str, known: Mapping[str, str]) -> bytes:
    """A mail's HTML, to be shown.

    Args:
        layout: As it came.
        pictures: By their ids in the mail, with their contents.
        write_at: Page on which an answer is written.
        known: What that page has to be told besides the text.
    """
    document = lxml_html.document_fromstring(layout)
    for picture in document.iter("img"):
        file = pictures.get(str(picture.get("src", "")).removeprefix("cid:"))
        if file is not None:
            content = base64.b64encode(file.content).decode()
            picture.set("src", f"data:{file.media_type};base64,{content}")
    for link in document.iter("a"):
        answer = answer_in(str(link.get("href", "")))
        if answer is None:
            link.set("target", "_blank")
            link.set("rel", "noopener")
        else:
            link.set("href", f"{write_at}?{urlencode({**known, 'text': answer})}#write")
            link.set("target", "_top")
    for element in document.xpath("//script | //base | //form | //iframe | //object"):
        element.drop_tree()
    found: bytes = lxml_html.tostring(document, doctype="<!doctype html>", encoding="utf-8")
    return found
