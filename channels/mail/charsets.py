"""Bytes of a text part to text, also when the mail names the wrong charset or none."""

import codecs
import re

CENTRAL_EUROPEAN = ("cp1252", "cp1250", "iso8859-2", "iso8859-15")
"""Single-byte charsets that mails in English, German and Polish come in, often one named and another used."""
OTHERS = frozenset(
    ["cp1251", "cp1253", "cp1254", "cp1257", "koi8-r", "koi8-u", "iso8859-5", "iso8859-7", "iso8859-9", "iso8859-13",
     "iso8859-16", "mac-roman", "mac-latin2", "cp437", "cp850", "cp852", "gb18030", "big5", "euc_kr",
     "euc_jp", "shift_jis", "iso2022_jp", "utf-16", "utf-16-le", "utf-16-be"]
)  # fmt: skip
"""Taken at their word. Not every codec Python has: `punycode` and `idna` are slow on purpose-made bytes."""
ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "latin-1": "cp1252"}
"""As browsers read them (encoding.spec.whatwg.org, 2026-11): the quotes of Windows come under these names."""
EXPECTED = frozenset("äöüÄÖÜßąćęłńóśźżĄĆĘŁŃÓŚŹŻ„“”‚‘’–—…€§°²³«»éèáàçñ•·½´`\u00a0")
BYTE_ORDER_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))

MOST_TELLING_BYTES = 5_000
"""Bytes above ASCII that are looked at to tell a charset."""

_FOREIGN = re.compile(rb"[\x80-\xff]+")
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufeff\u200b\u2060\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n|\r|\x0b|\x0c|\x85|\u2028|\u2029")


def decoded(content: bytes, named: str | None) -> str:
    """Read bytes as text.

    UTF-8 that is valid is UTF-8 whatever the mail says: other text practically never happens to be. Among the
    single-byte charsets of the region the one that gives the most letters of our languages wins; on a tie the named.

    Args:
        content: What the part carries.
        named: The charset the mail names.

    Returns:
        Text with `\\n` between lines, without control and invisible characters; what cannot be read is U+FFFD.
    """
    for mark, charset in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return cleaned(content[len(mark) :].decode(charset, "replace"))
    charset = _known(named)
    if charset in OTHERS:
        return cleaned(content.decode(charset, "replace"))
    try:
        return cleaned(content.decode("utf-8"))
    except UnicodeDecodeError:
        return cleaned(_best_guess(content, charset))


def cleaned(text: str) -> str:
    """Text with one kind of line end and nothing invisible that could hide or fake something."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _known(named: str | None) -> str:
    try:
        name = codecs.lookup((named or "").strip("\"' ").replace("\x00", "")).name
    except (LookupError, ValueError):
        return ""
    return ALIASES.get(name, name)


def _best_guess(content: bytes, charset: str) -> str:
    """Not UTF-8: damaged UTF-8, or a single-byte charset, the named one or another."""
    if charset == "utf-8" and _mostly_utf8(content):
        return content.decode("utf-8", "replace")
    candidates = dict.fromkeys(name for name in (charset, *CENTRAL_EUROPEAN) if name in CENTRAL_EUROPEAN)
    telling = b"".join(_FOREIGN.findall(content))[:MOST_TELLING_BYTES]
    best = max(candidates, key=lambda name: _plausibility(telling.decode(name, "replace")))
    return content.decode(best, "replace")


def _mostly_utf8(content: bytes) -> bool:
    """Whether more multi-byte characters are whole than broken."""
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return sum(letter > "\x7f" for letter in text) - broken > broken


def _plausibility(text: str) -> int:
    """Count of letters one expects, minus those one does not; `max` takes the first of equals."""
    return sum(1 if letter in EXPECTED else -1 for letter in text)
