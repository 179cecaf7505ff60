"""Bytes to text: byte order marks, what the sender declares, UTF-8, and only then a guess, which is said."""

from __future__ import annotations

import codecs
import logging
import re

from graph.errors import InputError

log = logging.getLogger(__name__)

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What a guess may be; the many rest of Python's encodings turn short Western texts into nonsense.
_GUESSES = [
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "koi8_r", "iso8859_2",
    "shift_jis", "euc_jp", "gb18030", "big5", "euc_kr", "utf_16_le", "utf_16_be",
]  # fmt: skip
_BINARY = "it is no text, or in an encoding that cannot be told; save it as UTF-8 text, or give HTML, PDF or Word"


def _plausible(text: str) -> bool:
    """Whether the characters look like a text's: hardly any control characters."""
    odd = len(re.findall("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]", text))
    return odd * 100 <= len(text)


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except (UnicodeError, LookupError):
        return None
    return text if _plausible(text) else None


def _damaged_utf8(data: bytes, name: str) -> str | None:
    """UTF-8 that was cut in mid-character or has a few bad bytes among many good ones; None if it is not that."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    good = sum(1 for character in text if character > "\x7f") - bad
    if not _plausible(text) or bad > 1 + good // 10 or (good == 0 and data[-1] < 0x80):
        return None
    log.warning("%s: %d place(s) are not UTF-8 and were replaced; the file may be damaged or cut short", name, bad)
    return text


def decode(data: bytes, *, name: str, declared: str | None = None) -> str:
    """The text that `data` holds, line ends and all; a warning is logged where its encoding had to be guessed.

    Raises InputError for nothing, for binary data and for bytes that are text in no encoding we know.
    """
    if not data.strip(b"\x00\t\n\r "):
        raise InputError("it is empty")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if (
                text := _strictly(data[: len(data) - len(data) % 2] if encoding == "utf-16" else data, encoding)
            ) is None:
                raise InputError(f"it begins with the mark of {encoding} and goes on otherwise; save it as UTF-8")
            return text
    for encoding in filter(None, (declared, "utf-8")):
        if (text := _strictly(data, encoding)) is not None:
            return text
    if b"\x00" not in data and (text := _damaged_utf8(data, name)) is not None:
        return text
    from charset_normalizer import from_bytes

    sample = data[:100_000]
    guess = from_bytes(sample[: len(sample) - len(sample) % 2], cp_isolation=_GUESSES).best()
    # A NUL is part of UTF-16 and of no other text.
    if guess is None or (b"\x00" in data and not guess.encoding.startswith("utf_16")):
        raise InputError(_BINARY)
    # Where several encodings give these very letters, the commonest is what the warning should name.
    encoding = "cp1252" if "cp1252" in guess.could_be_from_charset else guess.encoding
    text = data.decode(encoding, errors="replace")
    if not _plausible(text) or text.count("\ufffd") * 100 > len(text):
        raise InputError(_BINARY)
    log.warning(
        "%s: its encoding is not said; read as %s. Save it as UTF-8 if letters look wrong", name, guess.encoding
    )
    return text
