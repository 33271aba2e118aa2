"""What the compiled module offers: checked against it by mypy.stubtest."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from os import PathLike
from typing import (
    Any,
    ClassVar,
    Final,
    Literal,
    Protocol,
    TypeAlias,
    TypedDict,
    final,
    overload,
    type_check_only,
)

from typing_extensions import Unpack, disjoint_base

from septet._audit import Audit
from septet._compare import Comparison
from septet._report import DocumentFinding, Part, Report, Verdict
from septet._status_words import Actor, Billable, Cause, Certainty, FindingCode, Retry, Scope, State
from septet._values import Decoded, Receipt, SenderAdvice, SenderCheck, ShortNumber
from septet._words import (
    BillingRisk,
    Encoding,
    EncodingReason,
    NumberKind,
    Possible,
    SenderKind,
    SmsReach,
)

__all__ = [
    "Batch",
    "BatchStream",
    "Column",
    "DataSegment",
    "E164",
    "Inspection",
    "LanguagePair",
    "Message",
    "OffendingChar",
    "Outcome",
    "ParsedNumber",
    "Preflight",
    "RateCard",
    "Reassembly",
    "Replacement",
    "Segment",
    "SenderId",
    "TextOptions",
    "UserData",
    "Vendor",
    "VerdictStream",
    "__version__",
    "compare",
    "count_batch",
    "decode_receipt",
    "decode_septets",
    "decode_short_message",
    "decode_status",
    "inspect",
    "inspect_data",
    "merge_outcomes",
    "merge_parts",
    "merge_segment_outcomes",
    "offending",
    "parse_number",
    "parse_number_batch",
    "preflight",
    "preflight_message",
    "rate_record",
    "reassemble",
    "replacements",
    "run_command_line",
    "sender_advice",
    "short_number",
    "split",
    "split_data",
    "standard_outcome",
    "word_lists",
]

__version__: Final[str]

# Text

_Languages: TypeAlias = str | int | Sequence[str | int] | None

@type_check_only
class _TextOptions(TypedDict, total=False):
    languages: _Languages
    boundary: Literal["grapheme", "scalar"] | None
    reference: Literal[8, 16] | None
    reference_number: int | None
    encoding: Literal["auto", "gsm7", "ucs2", "data8"] | Encoding | None
    newline: Literal["keep", "crlf"] | None
    normalize: Literal["none", "nfc"] | None
    max_segments: int | None
    substitute: Literal["none", "septet", "septet-accents", "twilio", "aosp"] | None
    substitute_mode: Literal["all_or_nothing", "best_effort"] | None
    message_class: Literal[0, 1, 2, 3] | None
    ports: tuple[int, int] | str | None

@final
class TextOptions:
    """What a text is counted and cut under, read once and used for many texts.

    Keywords: ``languages`` ("none", "all", or a list of codes such as ["tr", "es"]; "none"),
    ``boundary`` ("grapheme" or "scalar"; "grapheme"), ``reference`` (8 or 16 bits; 8),
    ``reference_number`` (needed for the octets of several segments), ``encoding`` ("auto", "gsm7"
    or "ucs2"; "auto"), ``newline`` ("keep" or "crlf"; "keep"), ``normalize`` ("none" or "nfc";
    "none"), ``substitute`` ("none" or a map: "septet", "septet-accents", "twilio", "aosp"; "none"),
    ``substitute_mode`` ("all_or_nothing" or "best_effort"; the former), ``message_class`` (0 to 3;
    none), ``ports`` ((destination, source); none), ``max_segments`` (1 to 255; 255). ``None`` is
    the default of each. Every function that takes options takes
    these keywords as well; they are applied on top of ``options``.

    >>> options = septet.TextOptions(languages=["tr", "es"], reference=16)
    >>> septet.inspect("Ağaç", options).language
    LanguagePair(locking=1, single=0)

    Raises UsageError or TextError for an unknown name or value, and for an option that this
    version cannot apply.
    """

    def __new__(cls, **named: Unpack[_TextOptions]) -> TextOptions: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(named: dict[str, str]) -> TextOptions: ...

@final
class LanguagePair:
    """The language tables of a text in GSM-7, by their identifiers (3GPP TS 23.038): 0 is the default
    alphabet, or its extension table.
    """

    def __new__(cls, locking: int = 0, single: int = 0) -> LanguagePair: ...
    @property
    def locking(self) -> int:
        """The table that replaces the default alphabet."""
    @property
    def single(self) -> int:
        """The table that replaces the extension table."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[int, int]: ...

@final
class Inspection:
    """What a text will become, from ``inspect``."""

    @property
    def encoding(self) -> Encoding:
        """The encoding."""
    @property
    def reason(self) -> EncodingReason:
        """Why that one."""
    @property
    def units(self) -> int:
        """Septets (GSM-7) or code units (UCS-2) of the text, without headers."""
    @property
    def segments(self) -> int:
        """Segments, 1 to 255. An empty text is one segment."""
    @property
    def remaining(self) -> int:
        """Units that the last segment still holds."""
    @property
    def language(self) -> LanguagePair | None:
        """The language tables; ``None`` when they are the default ones, and in UCS-2."""
    @property
    def dcs(self) -> int:
        """TP-DCS, and SMPP data_coding."""
    @property
    def replaced(self) -> int:
        """Characters that the option ``substitute`` replaced."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(
        encoding: str,
        reason: str,
        counts: tuple[int, int, int, int],
        language: tuple[int, int] | None,
        dcs: int,
    ) -> Inspection: ...

@final
class Segment:
    """One segment of a text, from ``split``. ``repr`` shows no text."""

    @property
    def segment_index(self) -> int:
        """From 0."""
    @property
    def text(self) -> str:
        """Its text."""
    @property
    def units(self) -> int:
        """Septets or code units of its text, without the header."""
    @property
    def septets(self) -> bytes | None:
        """Its septets, one to an octet as SMPP carries them, without the header; ``None`` in UCS-2."""
    @property
    def user_data(self) -> UserData:
        """Its octets, header included. Raises TextError for one of several segments that were cut
        without the option ``reference_number``.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(
        segment_index: int,
        text: str,
        units: int,
        septets: bytes | None,
        user_data: UserData | None,
    ) -> Segment: ...

@final
class DataSegment:
    """One segment of octets that are not text, from ``split_data``. ``repr`` shows no octets."""

    @property
    def segment_index(self) -> int:
        """From 0."""
    @property
    def data(self) -> bytes:
        """Its octets, without the header."""
    @property
    def user_data(self) -> UserData:
        """Its octets, header included. Raises TextError for one of several segments that were cut
        without the option ``reference_number``.
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(
        segment_index: int, data: bytes, user_data: UserData | None
    ) -> DataSegment: ...

@final
class Replacement:
    """A character that the option ``substitute`` replaced, from ``replacements``."""

    @property
    def character(self) -> str:
        """The character."""
    @property
    def replacement(self) -> str:
        """What stands for it now."""
    @property
    def char_offset(self) -> int:
        """Characters before it: its index in the ``str`` given."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(character: str, replacement: str, char_offset: int) -> Replacement: ...

@final
class OffendingChar:
    """A character that stands in no permitted table, from ``offending``."""

    @property
    def character(self) -> str:
        """The character."""
    @property
    def byte_offset(self) -> int:
        """Octets of UTF-8 before it."""
    @property
    def char_offset(self) -> int:
        """Characters before it: its index in the ``str``."""
    @property
    def utf16_offset(self) -> int:
        """UTF-16 code units before it."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(character: str, byte_offset: int, char_offset: int, utf16_offset: int) -> OffendingChar: ...

def inspect(
    text: str, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> Inspection:
    """Says what a text will become: its encoding, segments, and room left.

    >>> septet.inspect("It’s here")
    Inspection(encoding='ucs2', reason='outside_alphabet', units=9, segments=1, remaining=61, language=None)
    >>> septet.inspect("a" * 161).segments
    2

    Options: see ``TextOptions``. Raises TextError where the requested encoding cannot be had or
    the text takes too many segments.
    """
def split(
    text: str, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> list[Segment]:
    """Cuts a text into the segments it will be sent as.

    >>> [segment.units for segment in septet.split("a" * 161)]
    [153, 8]
    >>> septet.split("hello")[0].user_data.octets.hex()
    'e8329bfd06'

    Options and errors: as for ``inspect``.
    """
def offending(
    text: str, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> list[OffendingChar]:
    """The characters of a text that stand in none of the tables that the options permit: the reason
    why it is UCS-2.

    >>> [(bad.character, bad.char_offset) for bad in septet.offending("It’s here")]
    [('’', 2)]
    """

def inspect_data(
    data: bytes, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> Inspection:
    """Says what octets that are not text will become (8-bit data).

    >>> septet.inspect_data(bytes(141)).segments
    2
    """
def split_data(
    data: bytes, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> list[DataSegment]:
    """Cuts octets that are not text (8-bit data) into segments.

    >>> [len(segment.data) for segment in septet.split_data(bytes(141))]
    [134, 7]
    """
def replacements(
    text: str, /, options: TextOptions | None = None, **named: Unpack[_TextOptions]
) -> list[Replacement]:
    """The characters of a text that the option ``substitute`` replaces; none where the substitution
    saves no segment.

    >>> septet.replacements("It’s " + "here " * 20, substitute="septet")
    [Replacement(U+2019 by "'" at 2)]
    """

# Octets

@final
class UserData:
    """The user data of one segment as it was received: TP-UD, with the three fields of the message
    that it takes to read it. ``repr`` shows neither octets nor text.

    >>> septet.UserData(bytes.fromhex("e8329bfd06"), udl=5).decode()
    'hello'
    """

    def __new__(
        cls, octets: bytes, /, *, udl: int, dcs: int = 0, udhi: bool = False
    ) -> UserData: ...
    @property
    def octets(self) -> bytes:
        """TP-UD, header included."""
    @property
    def udl(self) -> int:
        """TP-UDL: septets in 7-bit coding, else octets; header included."""
    @property
    def dcs(self) -> int:
        """TP-DCS."""
    @property
    def udhi(self) -> bool:
        """TP-UDHI: whether the octets begin with a header."""
    @property
    def header(self) -> bytes:
        """The header, its length octet included; empty without one. Raises ReassemblyError for a
        damaged one.
        """
    def decode(self) -> str | bytes:
        """The text, or the octets after the header of 8-bit data. Raises ReassemblyError for
        damage.

        >>> septet.UserData(bytes.fromhex("00e90020"), udl=4, dcs=8).decode()
        'é '
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(octets: bytes, udl: int, dcs: int, udhi: bool) -> UserData: ...

@final
class Message:
    """A message made of segments, complete or not. ``repr`` shows neither sender nor text."""

    @property
    def sender(self) -> str:
        """The sender, as given with its segments."""
    @property
    def segment_count(self) -> int:
        """How many segments it has in all."""
    @property
    def missing(self) -> list[int]:
        """The places of segments that have not come, counted from 1."""
    @property
    def is_complete(self) -> bool:
        """Whether every segment has come."""
    @property
    def encoding(self) -> Encoding:
        """How its text is coded."""
    @property
    def language(self) -> LanguagePair | None:
        """Its language tables; ``None`` when they are the default ones."""
    @property
    def ports(self) -> tuple[int, int] | None:
        """Destination and source port, if a segment names them."""
    def decode(self) -> str | bytes:
        """The whole text, or the octets of 8-bit data. Raises ReassemblyError while segments are
        missing.

        >>> segments = septet.split("a" * 161, reference_number=7)
        >>> [message] = septet.reassemble(("MyShop", one.user_data) for one in segments)
        >>> message.decode() == "a" * 161
        True
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(sender: str, segments: Sequence[UserData]) -> Message: ...

@final
class Reassembly:
    """Joins segments to messages as they come, in any order.

    There are no timers: the caller knows the time, and takes or drops what stays incomplete.

    >>> reassembly = septet.Reassembly()
    >>> second = septet.UserData(bytes.fromhex("0500032a0202d06536fb0d"), udl=12, udhi=True)
    >>> reassembly.push("+256701521269", second) is None
    True
    >>> reassembly.messages()[0].missing
    [1]
    """

    def __new__(cls) -> Reassembly: ...
    def push(self, sender: str, user_data: UserData, /) -> Message | None:
        """Takes one segment. Returns the message when this completes it, and forgets that message;
        else ``None``.
        """
    def messages(self) -> list[Message]:
        """The messages that still lack segments, in the order in which they were first heard of."""
    def clear(self) -> list[Message]:
        """Forgets every message that still lacks segments, and returns them.

        >>> septet.Reassembly().clear()
        []
        """
    @property
    def duplicate_count(self) -> int:
        """How many segments came twice and were dropped."""

def decode_septets(septets: bytes, /, language: LanguagePair | None = None) -> str:
    """Reads septets, one to an octet, as SMPP carries them.

    >>> septet.decode_septets(bytes([0x1B, 0x65]))
    '€'
    """
def decode_short_message(
    octets: bytes,
    /,
    *,
    data_coding: int = 0,
    esm_class: int = 0,
    smsc_alphabet: Literal["gsm7", "latin1", "ascii"] | None = None,
    vendor: Vendor | str | None = None,
) -> str | bytes:
    r"""Reads a short message of SMPP (deliver_sm): its text, or the octets of 8-bit data. ``esm_class`` is
    0x40 where a header comes first. What ``data_coding`` 0 means the protocol leaves to the vendor: say
    it by ``smsc_alphabet`` ("gsm7", the default, "latin1" or "ascii"), or by the ``vendor`` whose
    profile knows. Raises ReassemblyError for octets that are damaged; UsageError for a ``data_coding`` of
    another character set, and for a vendor whose document is silent.

    >>> septet.decode_short_message(b"caf\xe9", smsc_alphabet="latin1")
    'café'
    """
def reassemble(segments: Iterable[tuple[str, UserData]], /) -> list[Message]:
    """Joins pairs of sender and user data to messages: the complete and the incomplete ones, in the
    order in which they were first heard of. A segment that came twice counts once, also when its
    message was complete by then.

    >>> segments = septet.split("a" * 161, reference_number=7)
    >>> arrived = [("MyShop", one.user_data) for one in segments]
    >>> [message.is_complete for message in septet.reassemble(arrived)]
    [True]
    """

# Numbers and senders

@final
class E164:
    """A full international number: calling code and national number, 3 to 15 digits (ITU-T E.164).

    Numbers sort by their key and hash alike, so they can be the keys of a dict. ``str`` gives the
    whole number; ``repr`` shows its last four digits only.

    >>> import septet
    >>> number = septet.E164("+256701521269")
    >>> number.calling_code, number.digits, number
    (256, '256701521269', E164(+********1269))
    """

    def __new__(cls, text: str, /) -> E164: ...
    @classmethod
    def from_key(cls, key: int, /) -> E164:
        """The number with this key.

        >>> str(septet.E164.from_key(256701521269))
        '+256701521269'
        """
    @property
    def key(self) -> int:
        """The digits as one integer: the same number everywhere in septet, in C and in Arrow columns."""
    @property
    def digits(self) -> str:
        """The digits without the plus."""
    @property
    def calling_code(self) -> int:
        """The country calling code, such as 44."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __lt__(self, other: E164, /) -> bool: ...
    def __le__(self, other: E164, /) -> bool: ...
    def __gt__(self, other: E164, /) -> bool: ...
    def __ge__(self, other: E164, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

@final
class ParsedNumber:
    """A number with libphonenumber's verdict, from ``parse_number``.

    ``str`` gives the whole number; ``repr`` shows its last four digits only.
    """

    @property
    def digits(self) -> str:
        """All digits, calling code first, without the plus: 3 to 20."""
    @property
    def calling_code(self) -> int:
        """The country calling code, such as 44."""
    @property
    def national_number(self) -> str:
        """The digits behind the calling code, leading zeros kept."""
    @property
    def region(self) -> str | None:
        """Where the number belongs, such as ``"GB"``; ``"001"`` for codes of no country, ``None``
        when the calling code is shared and no region's numbers fit.
        """
    @property
    def kind(self) -> NumberKind:
        """What the number is for."""
    @property
    def possible(self) -> Possible:
        """Whether numbers of this length exist under the calling code, and if not, why."""
    @property
    def is_possible(self) -> bool:
        """Whether the length is possible, at least for local calls."""
    @property
    def is_valid(self) -> bool:
        """Whether the number is in a range that its region has allocated."""
    @property
    def changed(self) -> bool:
        """Whether the digits are not those that were written: a national prefix was dropped."""
    @property
    def extension(self) -> str | None:
        """The extension, if one was given: it cannot receive a text message."""
    @property
    def national(self) -> str:
        """As it is written at home, such as ``"80 12 34 56"``."""
    @property
    def international(self) -> str:
        """As it is written abroad, such as ``"+45 80 12 34 56"``."""
    @property
    def sms(self) -> SmsReach:
        """Whether it can receive a text message, as far as the number tells."""
    @property
    def sms_reason(self) -> str:
        """Why its kind says so."""
    @property
    def billing_risk(self) -> BillingRisk | None:
        """What may make a message to it dear; ``None`` where nothing is known to."""
    @property
    def is_portable(self) -> bool | None:
        """Whether numbers of its region can move to another operator, so that the digits do not tell
        the network; ``None`` where that is not known.
        """
    @property
    def e164(self) -> E164 | None:
        """The number as a key of at most 15 digits; ``None`` for longer ones."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(
        text: str, region: str | None, idd00: bool, assume_international: bool, letters: bool
    ) -> ParsedNumber: ...

@final
class SenderId:
    """Who a message is from, as the air interface knows it (3GPP TS 23.040, 9.1.2.5): a word of at
    most 11 septets, a number, or a short code.

    >>> septet.SenderId("MyShop").kind
    <SenderKind.ALPHANUMERIC: 'alphanumeric'>

    Raises SenderError for anything else. What a vendor takes is a question of its own:
    ``Vendor.check_sender``.
    """

    def __new__(cls, text: str, /) -> SenderId: ...
    @classmethod
    def from_address(cls, octets: bytes, /) -> SenderId:
        """Reads an originating address (TP-OA): what its first octet says, the octets behind are not
        looked at. Digits of another type than international are a short code.

        >>> str(septet.SenderId.from_address(bytes.fromhex("0C91447789674513")))
        '+447798765431'
        """
    @property
    def address(self) -> bytes:
        """The originating address (TP-OA) on the air: length in semi-octets, type of address, value."""
    @property
    def kind(self) -> SenderKind:
        """Which of the three it is."""
    @property
    def number(self) -> E164 | None:
        """The number, if it is one."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs__(self) -> tuple[str]: ...

def sender_advice(destination: E164 | str, /) -> SenderAdvice | None:
    """What is published of the senders that a destination takes, and when it was read; ``None`` where
    nothing is. It is one vendor's list: reason to ask the vendor in hand, not to refuse.

    ``destination`` is a number, ``E164`` or text such as "+256701521269", or a country such as "UG".

    >>> advice = septet.sender_advice("+201001234567")
    >>> advice.countries, advice.alphanumeric
    (('Egypt',), <SenderSupport.REGISTRATION: 'registration'>)

    Raises UsageError for text that is neither.
    """
def parse_number(
    text: str,
    /,
    region: str | None = None,
    *,
    idd00: bool = False,
    assume_international: bool = False,
    letters: bool = True,
) -> ParsedNumber:
    """Reads a number as libphonenumber does.

    ``region`` is where a number without a calling code belongs. ``idd00`` takes a leading ``00``
    as an international prefix even without a region; ``assume_international`` takes bare digits as
    beginning with a calling code; ``letters=False`` refuses letters in place of digits.

    >>> septet.parse_number("+256701521269").region
    'UG'

    Raises NumberError when it is no number at all.
    """

def short_number(digits: str, region: str, /) -> ShortNumber | None:
    """What libphonenumber says of a number that means something within one country only, such as an
    emergency number or a short code; ``None`` where it is no digits or the region has no list.

    >>> septet.short_number("112", "DE").is_emergency
    True
    """

# Vendors and their answers

@final
class Outcome:
    """One answer of a vendor, understood: what happened, whether it is final, who must act, whether
    it may be tried again and whether it was charged. ``None`` and the words ``unknown`` are answers
    too: the vendor's document does not say.
    """

    @property
    def recognized(self) -> bool:
        """Whether the vendor's code is listed. What is not listed is never guessed."""
    @property
    def scope(self) -> Scope:
        """What the answer speaks about."""
    @property
    def state(self) -> State:
        """What is known of the message."""
    @property
    def is_final(self) -> bool | None:
        """Whether later news can no longer change the state; ``None`` where that is not known."""
    @property
    def success(self) -> bool | None:
        """Whether it went well; ``None`` while pending, or where that cannot be said."""
    @property
    def cause(self) -> Cause:
        """Why."""
    @property
    def retry(self) -> Retry:
        """Whether the same may be tried again."""
    @property
    def backoff_s(self) -> int | None:
        """How many seconds to wait first; only when ``retry`` is ``later``."""
    @property
    def actor(self) -> Actor:
        """Who must act."""
    @property
    def billable(self) -> Billable:
        """Whether the vendor charges for it."""
    @property
    def certainty(self) -> Certainty:
        """Whether this reading may be relied upon."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(
        recognized: bool,
        is_final: bool | None,
        success: bool | None,
        backoff_s: int | None,
        words: Sequence[int],
    ) -> Outcome: ...

@final
class Vendor:
    """A vendor: what it takes, what it charges and what its answers mean, as data.

    >>> vendor = septet.Vendor("msgine")
    >>> vendor.check_sender("MyShop").is_ok
    True

    The argument is the id or an alias of a profile that comes with septet; ``load``, ``from_json``
    and ``from_toml`` read one of your own. Raises ProfileError.
    """

    def __new__(cls, id: str, /) -> Vendor: ...
    @staticmethod
    def builtin_ids() -> list[str]:
        """The ids of the profiles that come with septet.

        >>> septet.Vendor.builtin_ids()
        ['macksms', 'msegat', 'msgine', 'msmpusher']
        """
    @classmethod
    def load(cls, path: str | PathLike[str], /) -> Vendor:
        """Reads a profile from a file, ``.json`` or ``.toml``.

        >>> septet.Vendor.load("core/data/vendors/msgine.json").id
        'msgine'
        """
    @classmethod
    def from_json(cls, text: str, /) -> Vendor:
        """Reads a profile from the text of a JSON file.

        >>> septet.Vendor.from_json(septet.Vendor("msgine").to_json()) == septet.Vendor("msgine")
        True
        """
    @classmethod
    def from_toml(cls, text: str, /) -> Vendor:
        r"""Reads a profile from the text of a TOML file.

        >>> septet.Vendor.from_toml('schema = "septet.profile/1"\nid = "mine"\nname = "Mine"').id
        'mine'
        """
    def to_json(self) -> str:
        """The profile as JSON, without fields at their defaults."""
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def name(self) -> str:
        """Its name."""
    @property
    def aliases(self) -> list[str]:
        """Other ids by which it is found."""
    @property
    def revision(self) -> str:
        """Date or version of the vendor's document; empty where it has none."""
    @property
    def countries(self) -> list[str]:
        """Where the vendor is at home; empty where its document does not say."""
    @property
    def tables(self) -> list[str]:
        """The names of its status tables; the first is the default."""
    def check_sender(
        self, sender: str, /, traffic: Literal["transactional", "promotional"] | None = None
    ) -> SenderCheck:
        """Judges a sender by the vendor's rules. ``traffic`` is "transactional" or "promotional",
        where a rule depends on it.

        >>> septet.Vendor("msgine").check_sender("A name that is too long").verdict
        <SenderVerdict.TOO_LONG: 'too_long'>
        """
    def decode_status(
        self, code: str | int, /, group: str | int | None = None, table: str | None = None
    ) -> Outcome:
        """What a status code means. ``group`` only where the vendor has groups; ``table`` is the
        first of ``tables`` unless named.

        >>> septet.Vendor("msegat").decode_status("1060").cause
        <Cause.INSUFFICIENT_CREDIT: 'insufficient_credit'>
        """
    def decode_http(self, status: int, /, retry_after_s: int | None = None) -> Outcome:
        """What an HTTP status means when there is no body to read.

        >>> septet.Vendor("msgine").decode_http(503).retry
        <Retry.LATER: 'later'>
        """
    def decode_body(
        self,
        body: str | bytes,
        /,
        http_status: int | None = None,
        retry_after_s: int | None = None,
    ) -> Decoded:
        """Reads the body of an answer or a webhook.

        >>> decoded = septet.Vendor("msegat").decode_body('{"code": "1060", "message": "..."}')
        >>> decoded.answers[0].outcome.cause
        <Cause.INSUFFICIENT_CREDIT: 'insufficient_credit'>
        """
    def decode_receipt(
        self,
        text: str | bytes,
        /,
        *,
        message_state: int | None = None,
        receipted_message_id: str | bytes | None = None,
        err_table: str | None = None,
    ) -> Receipt:
        """Reads an SMPP delivery receipt by the vendor's rules. The optional parameters
        ``message_state`` and ``receipted_message_id`` win over the text; ``err_table`` names
        another meaning of ``err:``, such as "gsm3gpp.map_error".

        >>> septet.Vendor("msgine").decode_receipt("id:1 stat:DELIVRD err:000").outcome.state
        <State.DELIVERED: 'delivered'>
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(profile: str, file: str | None) -> Vendor: ...

def decode_status(
    vendor: Vendor | str,
    code: str | int,
    /,
    group: str | int | None = None,
    table: str | None = None,
) -> Outcome:
    """What a vendor's status code means; ``vendor`` is a ``Vendor`` or the id of one that comes with
    septet. As ``Vendor.decode_status``.

    >>> septet.decode_status("msegat", "1060").state
    <State.REJECTED: 'rejected'>
    """
def decode_receipt(
    text: str | bytes,
    /,
    *,
    message_state: int | None = None,
    receipted_message_id: str | bytes | None = None,
    err_table: str | None = None,
) -> Receipt:
    """Reads an SMPP delivery receipt as the standard has it.

    >>> septet.decode_receipt("id:1 stat:DELIVRD err:000").outcome.state
    <State.DELIVERED: 'delivered'>
    """
def standard_outcome(table: str, key: str | int, /) -> Outcome:
    """What a key of a standard's table means, such as ``"smpp.command_status"`` and
    ``"0x00000058"``.

    >>> septet.standard_outcome("smpp.command_status", "0x00000058").retry
    <Retry.LATER: 'later'>

    Raises StatusError or ProfileError for a table that does not exist.
    """
def merge_outcomes(events: Iterable[Outcome], /) -> Outcome:
    """The outcome of one message after several pieces of news, in whatever order they came.

    >>> first = septet.decode_status("msegat", "1")
    >>> later = septet.decode_receipt("id:1 stat:DELIVRD err:000").outcome
    >>> septet.merge_outcomes([later, first]).state
    <State.DELIVERED: 'delivered'>
    """
def merge_segment_outcomes(parts: Iterable[Outcome], /) -> Outcome:
    """The outcome of a message from those of its segments: failed if one failed, else unknown if one
    is, else that of the segment that has come least far.

    >>> receipts = ["id:1 stat:DELIVRD err:000", "id:2 stat:UNDELIV err:001"]
    >>> parts = [septet.decode_receipt(receipt).outcome for receipt in receipts]
    >>> septet.merge_segment_outcomes(parts).state
    <State.UNDELIVERABLE: 'undeliverable'>
    """

# Rates

@final
class RateCard:
    r"""A price list, in the format ``septet-ratecard/1``.

    ``RateCard.load`` reads a ``.csv``, ``.json`` or ``.toml`` file, the others its text. Raises
    RateCardError with file, line, field and value.

    >>> card = septet.RateCard.from_csv(
    ...     "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
    ...     "record,id,country,price\nrate,r1,UG,0.05\n"
    ... )
    >>> card.id, card.currency, card.rate_count
    ('mine', 'EUR', 1)
    """

    @classmethod
    def load(cls, path: str | PathLike[str], /) -> RateCard:
        """Reads a card from a file.

        >>> septet.RateCard.load("examples/rates.csv")
        RateCard('example-flat', USD, 48 rates)
        """
    @classmethod
    def from_csv(cls, text: str, /) -> RateCard:
        """Reads a card from the text of a CSV file."""
    @classmethod
    def from_json(cls, text: str, /) -> RateCard:
        """Reads a card from the text of a JSON file.

        >>> card = septet.RateCard.load("examples/rates.csv")
        >>> septet.RateCard.from_json(card.to_json()).rate_count == card.rate_count
        True
        """
    @classmethod
    def from_toml(cls, text: str, /) -> RateCard:
        """Reads a card from the text of a TOML file.

        >>> septet.RateCard.from_toml('''
        ... format = "septet-ratecard/1"
        ... id = "mine"
        ... currency = "EUR"
        ... [[rates]]
        ... id = "ug"
        ... country = "UG"
        ... price = "0.05"
        ... ''')
        RateCard('mine', EUR, 1 rates)
        """
    @property
    def id(self) -> str:
        """Its id."""
    @property
    def vendor(self) -> str:
        """The vendor it names."""
    @property
    def currency(self) -> str:
        """Its currency: ISO 4217, or ``x-`` and a word for points and credits."""
    @property
    def rate_count(self) -> int:
        """How many rates it has."""
    @property
    def surcharge_count(self) -> int:
        """How many surcharges it has."""
    @property
    def has_dates(self) -> bool:
        """Whether a row has a date: rating then needs the time ``at``."""
    @property
    def rows_unreachable_without_mcc(self) -> list[str]:
        """The ids of rows with a network and no country, which are never compared when the network of
        a number is not known.
        """
    def to_csv(self) -> str:
        """The card as a CSV file.

        >>> septet.RateCard.load("examples/rates.csv").to_csv().splitlines()[0]
        '#! format = septet-ratecard/1'
        """
    def to_json(self) -> str:
        """The card as JSON."""
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(name: str, content: bytes) -> RateCard: ...

_Path: TypeAlias = str | PathLike[str]
_Rates: TypeAlias = RateCard | _Path | Sequence[RateCard | _Path]

def rate_record(rates: _Rates, record: str, /) -> str:
    """The answer to a record of messages under cards, both as JSON: for `septet.rate`."""

# Preflight

_Traffic: TypeAlias = Literal["otp", "free_otp", "transactional", "promotional"]
_Row: TypeAlias = tuple[str, str] | tuple[str, str, str | None] | Mapping[str, str | None]

@final
class Preflight:
    """A vendor, rate cards and options: everything that messages are judged by. Made once, used for
    many; threads may share it.

    >>> check = septet.Preflight("msgine", sender="MyShop")
    >>> verdict = check.message("+256701521269", "It’s here")
    >>> verdict.segments, verdict.number.calling_code
    (1, 256)

    ``vendor`` is a ``Vendor`` or the id of one that comes with septet, without which the rules of the
    standards hold and none of a vendor's; ``rates`` a ``RateCard``, a path, or a list of these,
    without which messages are counted and not priced. Keywords:
    ``sender`` of messages that name none; ``region`` of numbers without a calling code;
    ``traffic`` "otp", "free_otp", "transactional" or "promotional"; ``at``, the time of sending (a
    date, an aware datetime, or text), needed by cards with dates; ``look_for``, lists and thresholds
    of findings that are off without them, such as ``{"opt_out": ["STOP"], "url_shortener":
    ["bit.ly"], "consecutive": 5, "high_cost_over": "0.10", "high_cost_country": ["NG"],
    "time_zone": ["+03:00", "NP=+05:45"]}`` (``consecutive`` for files only); ``units_before``, units
    that were already used on tier counters by the id of a rate or card, such as ``{"ug-1": 25000}``;
    and the options of ``TextOptions``, by default what the vendor's profile says.
    """

    def __new__(
        cls,
        vendor: Vendor | str | None = None,
        /,
        rates: _Rates | None = None,
        *,
        sender: str | None = None,
        region: str | None = None,
        traffic: _Traffic | None = None,
        at: date | str | None = None,
        options: TextOptions | None = None,
        look_for: Mapping[str, object] | None = None,
        units_before: Mapping[str, int] | None = None,
        **named: Unpack[_TextOptions],
    ) -> Preflight: ...
    def message(
        self,
        to: str,
        text: str,
        /,
        *,
        sender: str | None = None,
        country: str | None = None,
        mcc: str | None = None,
        mnc: str | None = None,
        card: int = 0,
        time: date | str | None = None,
    ) -> Verdict:
        """Judges one message. ``country``, ``mcc`` and ``mnc`` of the destination, where they are
        known better than from the number; ``card`` is the index of its rate card; ``time`` is when
        it is sent, if not at the time of all.

        >>> check = septet.Preflight("msgine", "examples/rates.csv", at="2026-11-21")
        >>> check.message("+256701521269", "It’s here").cost.expected
        Decimal('0.0285')
        """
    def rows(self, rows: Iterable[_Row], /, *, what_if: bool = False) -> Report:
        """Judges a list of messages: pairs ``(to, text)``, triples ``(to, text, sender)``, or dicts
        with these keys, ``from``, ``country``, ``mcc``, ``mnc``, ``time`` and ``card``. Rows that
        cannot be read, such as a text with half a character, are counted as ``unreadable``.
        ``what_if`` looks for changes that would save money, which reads a list or tuple once more;
        of what can be read once only, such as a generator, ``savings`` stay ``None``.

        >>> check = septet.Preflight("msgine", sender="MyShop")
        >>> report = check.rows([("+256701521269", "hello"), {"to": "12", "text": "hello"}])
        >>> report.rows, report.messages
        (2, 1)
        """
    def batch(
        self,
        table: _Array | _Stream,
        /,
        *,
        columns: dict[str, str] | None = None,
        text: str | None = None,
    ) -> VerdictStream:
        """Judges a table of messages: anything with ``__arrow_c_stream__`` or ``__arrow_c_array__``
        and the columns ``to`` and ``text``, and perhaps ``from``, ``country``, ``mcc``, ``mnc``,
        ``time`` (text, RFC 3339) and ``card`` (its id).

        ``columns`` names columns by field, such as ``{"to": "msisdn"}``; ``text`` is one text for
        all. A null is an empty field, as in a file. The result is a stream of verdicts, one row for
        each, computed as it is read; its ``report()`` is the report on them all. ``number`` is the
        recipient in full. What only the whole list can tell, duplicates and floods, is found in
        files.

        >>> import polars
        >>> table = polars.DataFrame({"to": ["+256701521269", "12"], "text": ["hello", "hello"]})
        >>> polars.DataFrame(septet.Preflight("msgine").batch(table))["status"].to_list()
        ['counted', 'invalid_number']
        """
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __reduce__(self) -> tuple[Any, ...]: ...
    @staticmethod
    def _restore(setup: str, files: str) -> Preflight: ...
    def file(
        self,
        path: _Path,
        /,
        *,
        text: str | None = None,
        template: str | None = None,
        columns: dict[str, str] | None = None,
        delimiter: str | None = None,
        file_encoding: str | None = None,
        suppress: _Path | None = None,
        balance: str | None = None,
        budget: str | None = None,
        out: _Path | None = None,
        with_numbers: bool = False,
        with_text: bool = False,
        with_keys: bool = False,
        spreadsheet: bool = False,
        what_if: bool = True,
        threads: int | None = None,
        temp_dir: _Path | None = None,
    ) -> Report:
        """Judges a campaign file: CSV with a header, or JSON lines.

        ``text`` is one text for all, so that the file needs only numbers; ``template`` one with
        fields, such as ``"Hi {{name}}"``, whose values are columns of the file. ``columns`` names
        columns by field, such as ``{"to": "msisdn"}``; ``delimiter`` and ``file_encoding`` where they
        are not found from the header. ``suppress`` is a file of numbers that must not be written to.
        ``balance`` and ``budget``, such as ``"500 USD"``, say what the account has and what may be
        spent: the report tells how far they reach.

        ``out`` is a CSV file to write one line per row to, whole or not at all; ``with_numbers``,
        ``with_text``, ``with_keys`` and ``spreadsheet`` say what it shows. ``what_if`` looks for
        changes that would save money, which may read the file once more. ``threads`` judge rows, one
        a core by default; the result does not depend on them.

        >>> check = septet.Preflight("msgine", "examples/rates.csv", at="2026-11-21")
        >>> report = check.file("examples/campaign.csv", balance="10 USD")
        >>> report.rows, report.balance.sufficient
        (1000, False)
        """
    def count(
        self,
        campaign: _Path | Iterable[_Row],
        /,
        *,
        text: str | None = None,
        template: str | None = None,
        columns: dict[str, str] | None = None,
        delimiter: str | None = None,
        file_encoding: str | None = None,
        suppress: _Path | None = None,
        threads: int | None = None,
        temp_dir: _Path | None = None,
    ) -> str:
        """Counts the units that a part of a campaign uses on the tier counters, as text
        (``septet.count/1``): cards with graduated tiers need those of every part before the first is
        judged. ``campaign`` is a path or a list of messages; keywords as for ``file``.
        """
    def part(
        self,
        campaign: _Path | Iterable[_Row],
        /,
        *,
        part_index: int = 0,
        counts: Sequence[str] | None = None,
        text: str | None = None,
        template: str | None = None,
        columns: dict[str, str] | None = None,
        delimiter: str | None = None,
        file_encoding: str | None = None,
        suppress: _Path | None = None,
        threads: int | None = None,
        temp_dir: _Path | None = None,
    ) -> Part:
        """Judges a part of a campaign, on whatever machine: what was counted, which ``septet.merge``
        makes the report of the whole of.

        ``campaign`` is a path or a list of messages, and ``part_index`` the place of the part, from
        0. ``counts`` are those of every part, in their order: a card with graduated tiers needs them,
        since the price of a message depends on those before it. Other keywords: as for ``file``.

        >>> check = septet.Preflight("msgine")
        >>> lists = [[("+256701521269", "hello")], [("+256701521270", "hello")]]
        >>> counts = [check.count(rows) for rows in lists]
        >>> parts = [check.part(rows, part_index=i, counts=counts) for i, rows in enumerate(lists)]
        >>> septet.merge(parts).rows
        2
        """
    def audit(
        self,
        sent: _Path,
        bill: _Path,
        /,
        *,
        text: str | None = None,
        template: str | None = None,
        columns: dict[str, str] | None = None,
        delimiter: str | None = None,
        file_encoding: str | None = None,
        bill_columns: dict[str, str] | None = None,
        bill_delimiter: str | None = None,
        bill_encoding: str | None = None,
        price_per: Literal["message", "part"] = "message",
        charges_negative: bool = False,
        currency: str | None = None,
        added_text: Sequence[str] | None = None,
        out: _Path | None = None,
        with_numbers: bool = False,
        with_text: bool = False,
        spreadsheet: bool = False,
        temp_dir: _Path | None = None,
    ) -> Audit:
        """Holds sent messages against what the vendor billed for them: two files, CSV with a header or
        JSON lines.

        ``sent`` has the columns ``to`` and ``text``, and where there are any ``id``, ``status``,
        ``from``, ``country``, ``mcc`` and ``mnc``; ``bill`` has ``id``, or ``to`` and ``text``, or
        ``to``; ``parts``, ``price`` or both; and where there are any ``currency`` and ``status``.
        ``text``, ``template``, ``columns``, ``delimiter`` and ``file_encoding`` say how the sent
        messages are read, those that begin with ``bill_`` how the bill is. ``price_per`` says what
        prices are of, "message" or "part"; ``charges_negative`` says that charges have a minus sign and
        credits none, as in the statement of an account; ``currency`` is that of rows that name none;
        ``added_text`` are texts that the vendor may have added. ``out`` is a CSV file with one line
        per difference, whole or not at all.

        A reason is told only where rating the message that way gives exactly what was billed; where
        several do, all are named.

        >>> folder = "campaign/tests/audit/"
        >>> audit = septet.Preflight("msgine", folder + "card.json").audit(
        ...     folder + "sent.csv",
        ...     folder + "bill.csv",
        ...     bill_columns={"id": "message_id", "to": "msisdn", "parts": "segments", "price": "total"},
        ... )
        >>> audit.difference, audit.differences[0].reasons
        (Decimal('1.28293'), (<AuditReason.NOT_BILLED: 'not_billed'>,))
        """
    def documents(self, finding: FindingCode | str) -> tuple[DocumentFinding, ...]:
        """What the vendor's document leaves open or contradicts where ``finding`` stands, as far as
        the profile tells.

        >>> septet.Preflight("msgine").documents("charge_unit_conflict")[0].gap
        'conflict'
        """

@type_check_only
class _Keywords(_TextOptions, total=False):
    rates: _Rates | None
    sender: str | None
    region: str | None
    traffic: _Traffic | None
    at: date | str | None
    options: TextOptions | None
    look_for: Mapping[str, object] | None
    units_before: Mapping[str, int] | None

def preflight_message(
    to: str, text: str, /, *, vendor: Vendor | str | None = None, **keywords: Unpack[_Keywords]
) -> Verdict:
    """Judges one message: encoding, segments, number, sender, cost, findings. As
    ``Preflight(vendor, ...).message(to, text)``, which is the way for many messages; keywords as for
    ``Preflight``.

    >>> septet.preflight_message("+256701521269", "hello", vendor="msgine").segments
    1
    """
def preflight(
    campaign: _Path | Iterable[_Row], /, *, vendor: Vendor | str | None = None, **keywords: Unpack[_Keywords]
) -> Report:
    """Judges a campaign: a path to a CSV or JSON lines file, or a list of messages as ``Preflight.rows`` takes it.
    Keywords as for ``Preflight``; for the ways to read a file see ``Preflight.file``.

    >>> report = septet.preflight([("+256701521269", "hello"), ("12", "hello")], vendor="msgine")
    >>> report.rows, report.messages, report.statuses
    (2, 1, {<RowStatus.COUNTED: 'counted'>: 1, <RowStatus.INVALID_NUMBER: 'invalid_number'>: 1})
    """
def compare(
    campaign: _Path,
    checks: Sequence[Preflight],
    /,
    *,
    text: str | None = None,
    template: str | None = None,
    columns: dict[str, str] | None = None,
    delimiter: str | None = None,
    file_encoding: str | None = None,
    suppress: _Path | None = None,
    threads: int | None = None,
    temp_dir: _Path | None = None,
) -> Comparison:
    r"""Compares what one campaign file would cost under each of ``checks``: vendors and rate cards,
    ranked within one currency.

    Each has one rate card at most, which is that of all rows; without a card texts, numbers and
    senders are compared. Keywords as for ``Preflight.file``.

    >>> import pathlib, tempfile
    >>> path = pathlib.Path(tempfile.mkdtemp()) / "campaign.csv"
    >>> _ = path.write_text("to,text\n+256701521269,hello\n")
    >>> checks = [septet.Preflight(vendor) for vendor in ("msgine", "macksms")]
    >>> [(one.vendor, one.segments) for one in septet.compare(path, checks).compared]
    [('msgine', 1), ('macksms', 1)]
    """

# Columns

@type_check_only
class _Array(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None, /) -> tuple[Any, Any]: ...

@type_check_only
class _Stream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None, /) -> Any: ...

@final
class Batch:
    """Results of many rows as Arrow columns: one batch, computed.

    Every Arrow library takes it as it is: ``pyarrow.table(batch)``, ``polars.DataFrame(batch)``,
    ``pandas.DataFrame.from_arrow(batch)``, or by its name in a DuckDB query. None of them is
    needed: ``to_dict`` and ``batch["units"].to_list()`` give Python values.
    """

    @property
    def column_names(self) -> list[str]:
        """The names of the columns."""
    def __len__(self) -> int: ...
    def __getitem__(self, name: str, /) -> Column: ...
    def to_dict(self) -> dict[str, list[Any]]:
        """The columns as lists of Python values, by their names.

        >>> septet.count_batch(["hello"]).to_dict()["units"]
        [5]
        """
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@final
class Column:
    """One column of results."""

    def __len__(self) -> int: ...
    def to_list(self) -> list[Any]:
        """The values as Python's: str, int, bool, Decimal, lists of str, and ``None``.

        >>> septet.count_batch(["hello", None])["encoding"].to_list()
        ['gsm7', None]
        """
    def __arrow_c_array__(self, requested_schema: Any = None) -> tuple[Any, Any]: ...
    def __arrow_c_schema__(self) -> Any: ...
    def __eq__(self, other: object, /) -> bool: ...
    def __ne__(self, other: object, /) -> bool: ...

@disjoint_base
class BatchStream:
    """A stream of results: each batch is computed when it is asked for, by whoever reads it.

    Every Arrow library takes it as it is, once. Iterating gives a ``Batch`` at a time.
    """

    def __iter__(self) -> BatchStream: ...
    def __next__(self) -> Batch: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...
    def __arrow_c_schema__(self) -> Any: ...

@final
class VerdictStream(BatchStream):
    """A stream of verdicts, from ``Preflight.batch``; ``report`` gives the whole at its end."""

    def report(self) -> Report:
        """The report on all rows. Batches that nobody has read are read now.

        Raises BoundaryError when an Arrow library has the stream and has not read it to its end.

        >>> import polars
        >>> table = polars.DataFrame({"to": ["+256701521269", "12"], "text": ["hello", "hello"]})
        >>> report = septet.Preflight("msgine").batch(table).report()
        >>> report.rows, report.messages
        (2, 1)
        """

@overload
def count_batch(
    texts: _Array,
    /,
    options: TextOptions | None = None,
    *,
    column: str | None = None,
    **named: Unpack[_TextOptions],
) -> Batch:
    """Counts each text of a column: as ``inspect`` does, without its reason and room left.

    ``texts`` is anything with ``__arrow_c_stream__`` or ``__arrow_c_array__`` (a column of pyarrow,
    polars, pandas 3 or DuckDB; of a table name the ``column``), or a list of ``str`` and ``None``
    (of numpy's strings, ``array.tolist()``). A column or list gives a ``Batch``; a stream gives a
    ``BatchStream``, which computes as it is read, without holding Python's lock.

    Columns of the result: ``encoding``, ``units``, ``segments``, ``locking`` and ``single`` (the
    language tables), ``error``. A row that fails has a word there, such as "too_many_segments", and
    stops no other; a null gives nulls.

    >>> septet.count_batch(["hello", "It’s here", None])["segments"].to_list()
    [1, 1, None]
    """
@overload
def count_batch(
    texts: _Stream,
    /,
    options: TextOptions | None = None,
    *,
    column: str | None = None,
    **named: Unpack[_TextOptions],
) -> BatchStream: ...
@overload
def count_batch(
    texts: Iterable[str | None],
    /,
    options: TextOptions | None = None,
    *,
    column: str | None = None,
    **named: Unpack[_TextOptions],
) -> Batch: ...
@overload
def parse_number_batch(
    numbers: _Array,
    /,
    region: str | None = None,
    *,
    column: str | None = None,
    idd00: bool = False,
    assume_international: bool = False,
    letters: bool = True,
) -> Batch:
    """Reads each number of a column as ``parse_number`` does, under the same options.

    ``numbers`` and the result: as for ``count_batch``. Columns: ``e164``, ``key`` (its digits as an
    integer), ``valid``, ``possible``, ``region``, ``kind``, ``calling_code``, ``error``.

    >>> septet.parse_number_batch(["+256701521269", "hello"])["region"].to_list()
    ['UG', None]
    """
@overload
def parse_number_batch(
    numbers: _Stream,
    /,
    region: str | None = None,
    *,
    column: str | None = None,
    idd00: bool = False,
    assume_international: bool = False,
    letters: bool = True,
) -> BatchStream: ...
@overload
def parse_number_batch(
    numbers: Iterable[str | None],
    /,
    region: str | None = None,
    *,
    column: str | None = None,
    idd00: bool = False,
    assume_international: bool = False,
    letters: bool = True,
) -> Batch: ...
def merge_parts(parts: list[str], by_recipient: bool) -> Report:
    """The report of the whole from the parts of several reports, in the order of the campaign."""

# Command line and tests

def word_lists() -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The words of the enums in `septet._status_words`, for the test that makes that file."""

def run_command_line(arguments: Sequence[str], stdin: Any, stdout: Any, stderr: Any) -> int:
    """Runs the command line `arguments` (the program's name first) and returns its exit status.

    The streams are Python's: their `buffer` is used where they have one, else they are read and
    written as text.
    """
