"""PDFs of customers: kept byte for byte if they only show pages, refused if they do anything.

Nothing is taken out of them: a paper may be signed and is evidence, and a form without its script can lose what was
filled in (`docs/decisions`). Runs in the process of `opening`, never in the gateway's own.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from pypdf import PasswordType, PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, PdfObject, StreamObject

from channels.conversations.file_reasons import FileReason, UnfitFileError

MEDIA_TYPE = "application/pdf"
_HEAD_BYTES = 1024
"""How far viewers look for `%PDF-`, and browsers for HTML (PDF 1.7 implementation note 13; WHATWG MIME sniffing, 5)."""
_PAGE = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|script|svg|iframe|img|meta|\?php)\b", re.IGNORECASE)
_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_WRITTEN_OUT = re.compile(rb"/(?:JavaScript|Launch|ImportData|SubmitForm|RichMedia)\b")
"""As they stand in the file, also in parts that no table of the file lists; short names would be found by chance."""
_ACTIVE_KEYS = frozenset({"/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/RichMediaSettings"})
_ACTIONS = frozenset(
    {
        "/JavaScript",
        "/Launch",
        "/ImportData",
        "/SubmitForm",
        "/GoToE",
        "/GoToR",
        "/Rendition",
        "/Movie",
        "/Sound",
        "/RichMediaExecute",
    }
)
"""Of ISO 32000-1 table 198 those that run, send or open something; links on the web (`/URI`) are a person's choice."""
_ACTIVE_ANNOTATIONS = frozenset({"/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"})
_INVOICES = frozenset({"CrossIndustryInvoice", "CrossIndustryDocument", "Invoice", "CreditNote"})
"""Roots of what EN 16931, ZUGFeRD and Factur-X attach to a bill's PDF: figures for a program, nothing that runs."""


def check(content: bytes) -> None:
    """Pass a PDF that shows pages and does nothing else.

    Raises:
        UnfitFileError: It is locked, has no page, acts, or is something else besides.
        Exception: Whatever the parser raises for content that is no PDF.
    """
    if not content.startswith(b"%PDF-"):
        raise UnfitFileError(FileReason.TYPE)
    if _PAGE.search(content[:_HEAD_BYTES]) or zipfile.is_zipfile(io.BytesIO(content)):
        raise UnfitFileError(FileReason.ACTIVE_CONTENT)
    if _WRITTEN_OUT.search(_ESCAPE.sub(lambda found: bytes([int(found[1], 16)]), content)):
        raise UnfitFileError(FileReason.ACTIVE_CONTENT)
    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise UnfitFileError(FileReason.UNREADABLE)
    if any(_is_active(part) for part in _dictionaries(reader)):
        raise UnfitFileError(FileReason.ACTIVE_CONTENT)
    if not len(reader.pages):
        raise UnfitFileError(FileReason.UNREADABLE)


def _dictionaries(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Every dictionary of the file, whether a page leads to it or not."""
    numbers = {(number, generation) for generation, found in reader.xref.items() for number in found}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    parts: list[PdfObject | None] = [reader.trailer]
    parts.extend(reader.get_object(IndirectObject(number, generation, reader)) for number, generation in numbers)
    while parts:
        part = parts.pop()
        if isinstance(part, DictionaryObject):
            yield part
            parts.extend(part.raw_get(key) for key in part)
        elif isinstance(part, ArrayObject):
            parts.extend(list.__iter__(part))


def _is_active(part: DictionaryObject) -> bool:
    if not _ACTIVE_KEYS.isdisjoint(part):
        return True
    if _name(part, "/S") in _ACTIONS or _name(part, "/Subtype") in _ACTIVE_ANNOTATIONS:
        return True
    return any(not _is_invoice(embedded) for embedded in _embedded(part))


def _value(part: DictionaryObject, key: str) -> PdfObject | None:
    """What stands there, or in the object it refers to."""
    found = part.get(key)
    return None if found is None else found.get_object()


def _name(part: DictionaryObject, key: str) -> str:
    found = _value(part, key)
    return found if isinstance(found, NameObject) else ""


def _embedded(part: DictionaryObject) -> Iterator[PdfObject | None]:
    if _name(part, "/Type") == "/EmbeddedFile":
        yield part
    files = _value(part, "/EF")
    if isinstance(files, DictionaryObject):
        yield from (_value(files, key) for key in files)


def _is_invoice(embedded: PdfObject | None) -> bool:
    if not isinstance(embedded, StreamObject):
        return False
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(embedded.get_data(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return False
    return etree.QName(root).localname in _INVOICES
