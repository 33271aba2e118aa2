"""Words of the engine's lists. Made by tests/test_words.py: do not edit."""

from __future__ import annotations

from septet._words import Word

__all__ = [
    "Actor",
    "AuditReason",
    "Billable",
    "Cause",
    "Certainty",
    "FindingCode",
    "Retry",
    "RowVerdict",
    "Scope",
    "State",
]


class State(Word):
    """What is known of a message."""

    UNKNOWN = "unknown"
    """Nothing can be said about the message: unlisted code, unreadable body, or the
    vendor itself says unknown."""

    ACCEPTED = "accepted"
    """Vendor took the request; nothing handed to a carrier yet."""

    SCHEDULED = "scheduled"
    """Vendor holds the message for a later time on purpose."""

    QUEUED = "queued"
    """Vendor or SMSC holds the message and will try / is retrying."""

    SENT = "sent"
    """Handed to the next hop (carrier/SMSC), no delivery report yet; en route."""

    PARTIAL = "partial"
    """Verdict over several: some recipients or parts went, some did not; details must
    be fetched."""

    FAILED = "failed"
    """Failed, vendor does not say at which stage."""

    SKIPPED = "skipped"
    """Vendor deliberately did not send."""

    DELETED = "deleted"
    """Cancelled or deleted by sender, vendor or SMSC."""

    EXPIRED = "expired"
    """Validity period ran out."""

    UNDELIVERABLE = "undeliverable"
    """Network tried and gave up."""

    REJECTED = "rejected"
    """Refused before any delivery attempt (vendor, SMSC or carrier)."""

    DELIVERED = "delivered"
    """Handset (or the last hop able to report) confirmed."""

    READ = "read"
    """Recipient opened it (OTT channels only)."""

    NOT_APPLICABLE = "not_applicable"
    """Code speaks about an operation (sender, OTP check, report query), not about a
    message."""


class Cause(Word):
    """Why it came to that state."""

    UNKNOWN = "unknown"
    """Cause not given or code not listed."""

    NONE = "none"
    """No error."""

    GENERIC_FAILURE = "generic_failure"
    """Vendor says failed and nothing more."""

    INVALID_DESTINATION = "invalid_destination"
    """Number malformed, wrong prefix or length."""

    UNKNOWN_SUBSCRIBER = "unknown_subscriber"
    """Well-formed number that is not assigned / no longer exists."""

    NOT_SMS_CAPABLE = "not_sms_capable"
    """Landline, device or subscription without SMS."""

    DESTINATION_UNREACHABLE = "destination_unreachable"
    """Handset off, out of coverage, detached, roaming gap."""

    SUBSCRIBER_BUSY = "subscriber_busy"
    """Handset busy with another MT SMS."""

    HANDSET_MEMORY_FULL = "handset_memory_full"
    """SIM/handset storage full."""

    HANDSET_ERROR = "handset_error"
    """Protocol or equipment error at the handset."""

    SUBSCRIBER_BARRED = "subscriber_barred"
    """Operator barred the subscriber or device is illegal/blacklisted."""

    RECIPIENT_DND = "recipient_dnd"
    """Recipient is on a do-not-disturb register."""

    RECIPIENT_OPTED_OUT = "recipient_opted_out"
    """Recipient said STOP."""

    DESTINATION_BLOCKED = "destination_blocked"
    """Number on a blacklist of operator, vendor or account."""

    DESTINATION_NOT_ALLOWED = "destination_not_allowed"
    """Account may only send to listed numbers (trial/demo)."""

    SUBSCRIBER_NO_CREDIT = "subscriber_no_credit"
    """Prepaid recipient cannot receive or be billed."""

    AGE_RESTRICTED = "age_restricted"
    """Age gate at the carrier."""

    PORTABILITY_ERROR = "portability_error"
    """Number portability data inconsistent."""

    ROAMING_RESTRICTED = "roaming_restricted"
    """Recipient roams where SMS is not allowed."""

    SENDER_INVALID = "sender_invalid"
    """Sender ID malformed."""

    SENDER_NOT_REGISTERED = "sender_not_registered"
    """Sender ID not registered/approved for account or network."""

    SENDER_BLOCKED = "sender_blocked"
    """Sender ID blacklisted or registration suspended."""

    SENDER_LIMIT = "sender_limit"
    """Too many sender IDs on the account."""

    SENDER_STATE = "sender_state"
    """Sender ID is already active, pending, refused or absent."""

    CONTENT_SPAM = "content_spam"
    """Spam/fraud filter."""

    CONTENT_REJECTED = "content_rejected"
    """Content or use not allowed."""

    OTP_TEXT_NOT_ALLOWED = "otp_text_not_allowed"
    """Free OTP sender accepts only fixed phrases."""

    TEMPLATE_MISMATCH = "template_mismatch"
    """Text matches no registered template."""

    TEMPLATE_MISSING = "template_missing"
    """No template registered for account/sender."""

    MESSAGE_EMPTY = "message_empty"
    """No text."""

    MESSAGE_TOO_LONG = "message_too_long"
    """Too many characters, bytes or parts."""

    BAD_ENCODING = "bad_encoding"
    """Data coding / character set refused."""

    INVALID_UDH = "invalid_udh"
    """User data header or esm_class wrong."""

    DUPLICATE_MESSAGE = "duplicate_message"
    """Same text to same number seen already."""

    DUPLICATE_ID = "duplicate_id"
    """Client message id reused."""

    LOOP_DETECTED = "loop_detected"
    """Auto-responder loop."""

    MISSING_PARAMETER = "missing_parameter"
    """Mandatory field absent."""

    INVALID_PARAMETER = "invalid_parameter"
    """Field value not acceptable."""

    TOO_MANY_RECIPIENTS = "too_many_recipients"
    """Recipient list over the limit."""

    METHOD_NOT_ALLOWED = "method_not_allowed"
    """Wrong HTTP method."""

    NOT_FOUND = "not_found"
    """Resource does not exist."""

    NO_DATA = "no_data"
    """Query has no rows."""

    UNSUPPORTED = "unsupported"
    """Feature or operation not supported/enabled."""

    UPLOAD_INVALID = "upload_invalid"
    """Uploaded file too big or of wrong type."""

    PROTOCOL_ERROR = "protocol_error"
    """PDU/session/TLV wrong."""

    AUTH_FAILED = "auth_failed"
    """Credentials wrong or missing."""

    PERMISSION_DENIED = "permission_denied"
    """Credentials fine, right missing."""

    IP_NOT_ALLOWED = "ip_not_allowed"
    """Source IP not on the allow list."""

    ACCOUNT_SUSPENDED = "account_suspended"
    """Account closed, suspended or inactive."""

    INSUFFICIENT_CREDIT = "insufficient_credit"
    """Balance too low."""

    CREDIT_EXPIRED = "credit_expired"
    """Prepaid credit past its validity."""

    PRICE_LIMIT = "price_limit"
    """Price above the caller's own cap."""

    QUOTA_EXCEEDED = "quota_exceeded"
    """Volume cap of the account/campaign for a period."""

    COUNTRY_NOT_ENABLED = "country_not_enabled"
    """Destination country/international not enabled."""

    ROUTE_MISSING = "route_missing"
    """No route or gateway configured for account/destination."""

    NETWORK_NOT_COVERED = "network_not_covered"
    """Destination network out of coverage."""

    RATE_LIMITED = "rate_limited"
    """Too many requests per time."""

    FLOOD_FILTER = "flood_filter"
    """Too many messages to one number per time."""

    QUEUE_FULL = "queue_full"
    """Queue at vendor/SMSC full."""

    CONGESTION = "congestion"
    """Network congestion."""

    TIMEOUT = "timeout"
    """No answer in time."""

    NETWORK_ERROR = "network_error"
    """Carrier/SS7 fault."""

    SYSTEM_ERROR = "system_error"
    """Fault inside the vendor."""

    SERVICE_UNAVAILABLE = "service_unavailable"
    """Vendor down or in maintenance."""

    VALIDITY_EXPIRED = "validity_expired"
    """Not delivered within validity period."""

    NO_REPORT = "no_report"
    """Sent, but no usable delivery report."""

    CANCELLED = "cancelled"
    """Cancelled on request."""

    DELETED_BY_NETWORK = "deleted_by_network"
    """Deleted by SMSC administration."""

    REPLACED = "replaced"
    """Replaced by a newer message."""

    OTP_EXPIRED = "otp_expired"
    """One-time code too old; request a new one."""

    OTP_NOT_FOUND = "otp_not_found"
    """No such one-time code."""

    OTP_WRONG = "otp_wrong"
    """One-time/activation code wrong."""


class Retry(Word):
    """Whether the same may be tried again."""

    UNKNOWN = "unknown"
    """Not known whether sending again can help."""

    NONE = "none"
    """Nothing went wrong, there is nothing to try again."""

    NEVER = "never"
    """Sending the same again fails the same."""

    LATER = "later"
    """The same may succeed after `backoff_s` seconds."""

    AFTER_FIX = "after_fix"
    """Only after `actor` has changed something."""


class Actor(Word):
    """Who must act."""

    UNKNOWN = "unknown"
    """Not known who must act."""

    NONE = "none"
    """Nobody."""

    CALLER = "caller"
    """The program that sends: number, text or parameters."""

    ACCOUNT_OWNER = "account_owner"
    """Whoever owns the account at the vendor: credit, senders, rights."""

    VENDOR = "vendor"
    """The vendor."""

    CARRIER = "carrier"
    """A network behind the vendor."""

    RECIPIENT = "recipient"
    """The person with the handset."""


class Billable(Word):
    """Whether the vendor charges for it."""

    UNKNOWN = "unknown"
    """The vendor does not say."""

    NO = "no"
    """Not charged."""

    YES = "yes"
    """Charged."""


class Certainty(Word):
    """Whether a reading may be relied upon."""

    UNCERTAIN = "uncertain"
    """The answer, or its reading, leaves doubt."""

    CERTAIN = "certain"
    """As documented."""


class Scope(Word):
    """What an answer speaks about."""

    MESSAGE = "message"
    """One message."""

    REQUEST = "request"
    """A whole request."""

    SENDER_ADMIN = "sender_admin"
    """Administration of senders."""

    TEMPLATE_ADMIN = "template_admin"
    """Administration of templates."""

    OTP_CHECK = "otp_check"
    """Check of a one-time code."""

    REPORT_QUERY = "report_query"
    """A query of reports."""

    SESSION = "session"
    """The connection."""


class FindingCode(Word):
    """What a message or a campaign can be found to be."""

    ROW_UNREADABLE = "row_unreadable"
    """The record of this row cannot be read: a quote never closed, more than 4 MiB,
    fields missing or too many, a field that is needed not UTF-8, or a country, MCC or
    MNC that is none."""

    INVALID_NUMBER = "invalid_number"
    """The recipient cannot be read as a number, or is in no range that its region has
    allocated."""

    NUMBER_MANGLED = "number_mangled"
    """The recipient is written with an exponent, such as 2.56E+11: a spreadsheet has
    rounded it and its last digits are lost."""

    NUMBER_CHANGED = "number_changed"
    """The digits of the recipient as written are not those of the number that will be
    sent: an international prefix or a national 0 was dropped, or a calling code was put
    before it."""

    NUMBER_REFUSED_BY_VENDOR = "number_refused_by_vendor"
    """The number is valid, and has fewer or more digits than the vendor takes, or is of
    another country than the vendor serves."""

    INTERNATIONAL_NEEDS_SWITCH = "international_needs_switch"
    """The number is of another country than the vendor's own, where messages need a
    switch in the account."""

    CANNOT_RECEIVE_SMS = "cannot_receive_sms"
    """The number's kind is fixed line, toll free, shared cost, universal access or
    voicemail."""

    PREMIUM_DESTINATION = "premium_destination"
    """The number's kind is premium rate."""

    NUMBER_FORM_UNSPECIFIED = "number_form_unspecified"
    """The vendor's document does not say how numbers are to be written, or contradicts
    itself on it, and the campaign has a message that can be sent."""

    SENDER_MISSING = "sender_missing"
    """The vendor requires a sender, and neither the row nor the option names one."""

    SENDER_TOO_LONG = "sender_too_long"
    """The sender has more characters than the vendor allows, or than the 11 septets of
    an alphanumeric originating address."""

    SENDER_TOO_SHORT = "sender_too_short"
    """The sender has fewer characters than the vendor allows."""

    SENDER_BAD_CHARACTER = "sender_bad_character"
    """The sender has a character that the vendor does not allow."""

    SENDER_NOT_GSM7 = "sender_not_gsm7"
    """The sender has a character outside the GSM 7 bit default alphabet, which an
    alphanumeric originating address is written in."""

    SENDER_NO_LETTER = "sender_no_letter"
    """The sender has no letter where the vendor demands one."""

    SENDER_NUMBER_INVALID = "sender_number_invalid"
    """The sender is written as a number and is none that the vendor allows."""

    SENDER_MISSING_SUFFIX = "sender_missing_suffix"
    """The sender lacks an ending that the vendor requires for such messages."""

    SENDER_TEXT_NOT_ALLOWED = "sender_text_not_allowed"
    """The sender is one of the vendor's own that takes certain texts only, and this
    text is none of them."""

    SENDER_RULE_UNSPECIFIED = "sender_rule_unspecified"
    """The sender is taken, but a rule that the vendor's document leaves open, or on
    which it contradicts itself, could refuse it."""

    VENDOR_SENDER = "vendor_sender"
    """The sender is one of the vendor's own, and the text is one that it takes."""

    SENDER_ADVICE = "sender_advice"
    """The vendor takes the sender, which is not the vendor's own, and a public list of
    what senders destinations take says no, limited or registration for its kind (word,
    number or short code) at the longest prefix of the number."""

    EMPTY_TEXT = "empty_text"
    """The text has no character."""

    UCS2_FORCED_BY_CHAR = "ucs2_forced_by_char"
    """The message is UCS-2, and at most 1 in 10 of its characters, and at least one,
    has no place in the GSM 7 bit tables that may be used."""

    INVISIBLE_CHAR = "invisible_char"
    """The text has a character that shows nothing: a zero width space, word joiner,
    byte order mark, soft hyphen, line or paragraph separator, or a control character
    other than CR, LF, TAB and FF."""

    NEAR_BOUNDARY = "near_boundary"
    """The message has more than one segment and is at most 5 septets or code units
    longer than would fit into one segment less."""

    BOUNDARY_SENSITIVE = "boundary_sensitive"
    """The number of segments depends on whether the vendor cuts through what a reader
    sees as one character."""

    TOO_LONG = "too_long"
    """The message has more segments, characters or octets than the vendor, the card or
    the 255 segments of TS 23.040 allow, under every reading of the vendor's limits."""

    LENGTH_LIMIT_UNCLEAR = "length_limit_unclear"
    """The message is within the vendor's limits under one reading of an unspecified or
    contradictory limit and over them under another."""

    VENDOR_TEXT_ADDED = "vendor_text_added"
    """The vendor adds text of its own to the message, which is counted."""

    TEMPLATE_FIELD_MISSING = "template_field_missing"
    """The template has a field that is empty in this row."""

    LENGTH_LIMITS_CONFLICT = "length_limits_conflict"
    """The vendor gives several limits of length and does not say which decides: the
    message is over one of them under every reading, and within another under at least
    one."""

    SAVES_SEGMENTS_BY_REPLACEMENT = "saves_segments_by_replacement"
    """The message has more than one segment and is UCS-2, each of its characters
    outside the GSM 7 bit tables has a replacement in the map septet, and with these it
    has fewer segments."""

    NO_OPT_OUT_TEXT = "no_opt_out_text"
    """Phrases were given by which a reader is told how to get no more messages, and the
    text, with what the vendor adds, has none of them as whole words, in upper or lower
    case."""

    URL_SHORTENER = "url_shortener"
    """Hosts were given of services that shorten addresses, and the text has one of
    them, or a host below it."""

    LENGTH_LIMIT_UNSPECIFIED = "length_limit_unspecified"
    """The message has more than one segment, and the vendor's document gives no limit
    of length, or speaks of one and does not give it."""

    UNPRICED = "unpriced"
    """No rate of the card fits the destination: its cost is unknown, which is not 0."""

    RATE_NOT_IN_FORCE = "rate_not_in_force"
    """A rate of the card fits the destination, and none of those that fit is in force
    at the time of sending."""

    BLOCKED_DESTINATION = "blocked_destination"
    """The rate that fits the destination says that messages there are refused."""

    AMBIGUOUS_RATE = "ambiguous_rate"
    """Two rates of the card fit the destination equally well: no guess is made between
    them."""

    NETWORK_UNKNOWN = "network_unknown"
    """Prices to the destination differ by network and the row does not name it: the
    cost is that of the dearest or cheapest network, or unknown, as the card says."""

    TIER_BOUNDARY_CROSSED = "tier_boundary_crossed"
    """The segments of this message have prices of more than one tier."""

    CHARGING_UNCLEAR = "charging_unclear"
    """The vendor's document does not say by which capacity this text is billed: the
    text is GSM-7 and not ASCII, and the vendor gives the larger capacity to English
    texts only."""

    CHARGE_UNIT_UNSPECIFIED = "charge_unit_unspecified"
    """The message has more than one segment, and neither the vendor's document nor the
    rate card says whether the message is charged or each segment; each is counted."""

    MIXED_CURRENCIES = "mixed_currencies"
    """The messages that have a cost have it in more than one currency, which are never
    added up."""

    RATE_EXPIRES_BEFORE_SEND = "rate_expires_before_send"
    """The rate that fits the destination at the time of rating ends at or before the
    time of the row, and another one prices the message."""

    HIGH_COST_DESTINATION = "high_cost_destination"
    """A threshold was given and one segment to the destination costs more, or countries
    were given and the destination is in one of them."""

    EXTENSION_COUNT_UNCLEAR = "extension_count_unclear"
    """The vendor's document does not say whether a character of the GSM 7 bit extension
    table counts twice, and the message would have fewer segments if each counted
    once."""

    ENCODING_CHARGE_UNCLEAR = "encoding_charge_unclear"
    """The vendor takes texts in several encodings, its document does not say whether
    the choice changes the price, and the text has a character beyond ASCII."""

    CHARGE_UNIT_CONFLICT = "charge_unit_conflict"
    """The message has more than one segment, and the vendor's document says in one
    place that each segment is charged and in another that the message is."""

    DUPLICATE_RECIPIENT = "duplicate_recipient"
    """An earlier row of the campaign has the same number, however it is written."""

    SUPPRESSED = "suppressed"
    """The number is on the suppression list: the message is not sent."""

    FLOOD_IDENTICAL = "flood_identical"
    """The vendor lets through so many messages of one text to one number in a time, and
    as many earlier ones stand in the campaign, which is sent at once."""

    FLOOD_TOTAL = "flood_total"
    """The vendor lets through so many messages to one number in a time, whatever their
    texts, and as many earlier ones stand in the campaign, which is sent at once."""

    BALANCE_NOT_GIVEN = "balance_not_given"
    """The vendor's document says what becomes of a list that costs more than the
    balance, the campaign has at least two messages that can be sent, and no balance was
    given to compare it with."""

    QUIET_HOURS = "quiet_hours"
    """Time zones were given, and at the time of the row, else that of the campaign, the
    recipient's clock stands in hours in which the vendor lets no such message
    through."""

    CONSECUTIVE_NUMBERS = "consecutive_numbers"
    """A number of rows was given, and the row is one of at least as many that follow
    each other and whose numbers count up, or down, by one."""

    INSUFFICIENT_BALANCE = "insufficient_balance"
    """The expected cost of the messages up to this one, in the order of the list, with
    rounding of the campaign and tax, is more than the balance; it stands on the first
    such message."""

    BUDGET_EXCEEDED = "budget_exceeded"
    """The expected cost of the messages up to this one, in the order of the list, with
    rounding of the campaign and tax, is more than the budget; it stands on the first
    such message."""

    VOLUME_LIMIT_UNSPECIFIED = "volume_limit_unspecified"
    """The vendor's document speaks of a limit of recipients in a request, or of
    messages in a period, and does not give it, and the campaign has at least two
    messages that can be sent."""


class AuditReason(Word):
    """Why a bill differs from what was expected."""

    BILLED_AS_UCS2 = "billed_as_ucs2"
    """billed as UCS-2, though every character is in GSM-7"""

    LINE_FEED_AS_TWO = "line_feed_as_two"
    """each line feed counted as two characters"""

    BLOCKS_OF_160 = "blocks_of_160"
    """long messages counted in parts of 160 instead of 153"""

    BLOCKS_OF_70 = "blocks_of_70"
    """long messages counted in parts of 70 instead of 67"""

    TEXT_ADDED = "text_added"
    """counted with a text that the vendor adds"""

    OTHER_TIER = "other_tier"
    """the price of another tier of the same rate"""

    OTHER_NETWORK = "other_network"
    """the price of another network of the same country"""

    OTHER_DESTINATION = "other_destination"
    """the price of another destination"""

    ROUNDING = "rounding"
    """the price, rounded otherwise than the card says"""

    DUPLICATE_BILLED = "duplicate_billed"
    """billed more than once"""

    FAILED_BILLED = "failed_billed"
    """failed, and billed as if it had been sent"""

    NOT_BILLED = "not_billed"
    """sent, and not on the bill"""

    NEVER_SENT = "never_sent"
    """on the bill, and not among the sent messages"""

    UNPRICED = "unpriced"
    """billed, though the card has no price for it"""

    PRICE_NOT_ON_CARD = "price_not_on_card"
    """no rate of the card comes to this price"""

    OTHER_CURRENCY = "other_currency"
    """billed in another currency than the card's"""

    ROW_UNREADABLE = "row_unreadable"
    """its counterpart may be a row that cannot be read"""


class RowVerdict(Word):
    """Whether a row of a rate card counts for a message, and if not, why."""

    CHOSEN = "chosen"
    """It counts."""

    NOT_IN_FORCE = "not_in_force"
    """It fits, but not at the time of rating."""

    LESS_SPECIFIC = "less_specific"
    """It fits; a more specific one counts."""

    TIED = "tied"
    """It fits; another one fits as well."""

    ONLY_FAILED = "only_failed"
    """It fits, but is only for failed messages."""

    OTHER_NETWORK = "other_network"
    """It is for a network of the country; that of the message is not known, and the row
    of another one counts."""
