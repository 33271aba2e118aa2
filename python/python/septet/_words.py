"""Words of fixed lists, as enums whose members are also plain strings."""

from __future__ import annotations

from enum import Enum

__all__ = [
    "BillingRisk",
    "DeliveryReports",
    "Encoding",
    "EncodingReason",
    "NumberKind",
    "Possible",
    "RowStatus",
    "SenderKind",
    "SenderSupport",
    "SenderVerdict",
    "Severity",
    "ShortNumberCost",
    "SmsReach",
]


class Word(str, Enum):
    """What the members have in common: they are strings."""

    def __str__(self) -> str:
        return str.__str__(self)


class NumberKind(Word):
    """What a number is for, in libphonenumber's classes."""

    FIXED_LINE = "FIXED_LINE"
    MOBILE = "MOBILE"
    FIXED_LINE_OR_MOBILE = "FIXED_LINE_OR_MOBILE"
    TOLL_FREE = "TOLL_FREE"
    PREMIUM_RATE = "PREMIUM_RATE"
    SHARED_COST = "SHARED_COST"
    VOIP = "VOIP"
    PERSONAL_NUMBER = "PERSONAL_NUMBER"
    PAGER = "PAGER"
    UAN = "UAN"
    VOICEMAIL = "VOICEMAIL"
    UNKNOWN = "UNKNOWN"


class Possible(Word):
    """Whether a national number of this length exists under the calling code."""

    IS_POSSIBLE = "IS_POSSIBLE"
    TOO_SHORT = "TOO_SHORT"
    INVALID_LENGTH = "INVALID_LENGTH"
    TOO_LONG = "TOO_LONG"
    IS_POSSIBLE_LOCAL_ONLY = "IS_POSSIBLE_LOCAL_ONLY"


class SmsReach(Word):
    """Whether a number can receive a text message, as far as the number tells."""

    LIKELY = "likely"
    UNLIKELY = "unlikely"
    NO = "no"


class BillingRisk(Word):
    """What may make a message to a number dear."""

    PREMIUM = "premium"
    SHARED_COST = "shared_cost"
    SATELLITE = "satellite"


class ShortNumberCost(Word):
    """What the one who calls or texts a short number pays, in libphonenumber's classes."""

    TOLL_FREE = "TOLL_FREE"
    STANDARD_RATE = "STANDARD_RATE"
    PREMIUM_RATE = "PREMIUM_RATE"
    UNKNOWN_COST = "UNKNOWN_COST"


class SenderKind(Word):
    """The three kinds of sender that the air interface knows."""

    ALPHANUMERIC = "alphanumeric"
    NUMBER = "number"
    SHORT_CODE = "short_code"


class Encoding(Word):
    """How a text goes over the air."""

    GSM7 = "gsm7"
    UCS2 = "ucs2"
    DATA8 = "data8"


class EncodingReason(Word):
    """Why a text takes its encoding."""

    DEFAULT_ALPHABET = "default_alphabet"
    NATIONAL_LANGUAGE = "national_language"
    OUTSIDE_ALPHABET = "outside_alphabet"
    NO_LANGUAGE_PAIR = "no_language_pair"
    REQUESTED = "requested"


class SenderVerdict(Word):
    """What a sender is under a vendor's rules, or why it is refused."""

    OK_ALPHA = "ok_alpha"
    OK_E164 = "ok_e164"
    OK_SHORT_CODE = "ok_short_code"
    OK_NUMERIC = "ok_numeric"
    RESERVED = "reserved"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_SHORT = "too_short"
    BAD_CHARACTER = "bad_character"
    NOT_GSM7 = "not_gsm7"
    NO_LETTER = "no_letter"
    NUMBER_INVALID = "number_invalid"
    MISSING_SUFFIX = "missing_suffix"


class SenderSupport(Word):
    """Whether a kind of sender reaches a destination, as one vendor publishes it."""

    YES = "yes"
    NO = "no"
    LIMITED = "limited"
    REGISTRATION = "registration"
    UNKNOWN = "unknown"


class DeliveryReports(Word):
    """Whether delivery reports come back from a destination."""

    YES = "yes"
    NO = "no"
    CARRIER_ONLY = "carrier_only"
    UNKNOWN = "unknown"


class RowStatus(Word):
    """Whether a row has a cost, and if not, why."""

    PRICED = "priced"
    FREE = "free"
    COUNTED = "counted"
    BLOCKED = "blocked"
    UNPRICED = "unpriced"
    RATE_NOT_IN_FORCE = "rate_not_in_force"
    AMBIGUOUS_RATE = "ambiguous_rate"
    NETWORK_UNKNOWN = "network_unknown"
    TOO_LONG = "too_long"
    INVALID_NUMBER = "invalid_number"
    SUPPRESSED = "suppressed"
    UNREADABLE = "unreadable"


class Severity(Word):
    """How much a finding matters."""

    INFO = "info"
    WARNING = "warning"
    ERROR = "error"
