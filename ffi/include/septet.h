/* septet: know what a text message will become before it is sent.
 *
 * Conventions, the same for every function:
 *
 * * Names are septet_<noun>_<verb>. A fallible function returns a septet_result: 0
 *   (SEPTET_OK), or the number of an error kind (SEPTET_ERROR_…), never reused.
 * * Inputs come first, results last; before them nothing is both. On error no result is written,
 *   except that a handle to be made is set to NULL.
 * * The last parameter of a fallible function is septet_error *error: the caller's own struct,
 *   or NULL. It is written only on error. There is no hidden state, per thread or global.
 * * Each function names its errors by their words: buffer_too_small is
 *   SEPTET_ERROR_BUFFER_TOO_SMALL. Not named again are those that any function may have:
 *   null_pointer and misaligned for a pointer that must lead somewhere, invalid_utf8 for text that
 *   is none, invalid_option for a length that no memory has, and internal.
 * * Text is UTF-8 as pointer and length in octets, without NUL. A length of 0 allows NULL.
 * * Units stand in the names: _len counts octets, _count things, _s seconds, _min minutes
 *   (beside _max and _expected: the least); offsets and indices begin at 0, rows, lines and
 *   columns at 1.
 * * Results of unknown length go into the caller's buffer (buffer, capacity), and their whole
 *   length into *length, also when the buffer is too small: the answer is then
 *   buffer_too_small and nothing else is written. Both count values of the buffer's type: octets
 *   for text. Capacity 0, where the buffer may be NULL, asks for the length.
 * * A handle (septet_vendor, septet_card, …) is made by one function and freed by one, which
 *   takes a pointer to the handle and sets it to NULL; freeing NULL does nothing. A copy of a
 *   freed handle must not be used: that is undefined. Handles never change once made: any number
 *   of threads may use one at the same time, but not free it meanwhile. The two exceptions,
 *   septet_reassembly and septet_session, are used by one thread at a time. Functions without a
 *   handle may be called by any number of threads.
 * * No panic crosses the boundary: it becomes SEPTET_ERROR_INTERNAL.
 * * A text that is handed out is a septet_str: pointer and length, static or owned by a handle.
 */

#ifndef SEPTET_H
#define SEPTET_H

/* Made by cbindgen from the Rust source of septet-ffi: see tests/header.rs. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The outcome of a call, beside SEPTET_OK: the same numbers and words as everywhere in
   septet, never reused. */
#define SEPTET_ERROR_NOT_SUPPORTED_YET 1u
#define SEPTET_ERROR_INVALID_OPTION 2u
#define SEPTET_ERROR_FIELD_UNKNOWN 3u
#define SEPTET_ERROR_SYNTAX 4u
#define SEPTET_ERROR_INTERNAL 5u
#define SEPTET_ERROR_LANGUAGE_UNKNOWN 100u
#define SEPTET_ERROR_NOT_ENCODABLE 101u
#define SEPTET_ERROR_TOO_MANY_SEGMENTS 102u
#define SEPTET_ERROR_REFERENCE_REQUIRED 103u
#define SEPTET_ERROR_REFERENCE_OUT_OF_RANGE 104u
#define SEPTET_ERROR_HEADER_OVERRUN 200u
#define SEPTET_ERROR_COMPRESSED 201u
#define SEPTET_ERROR_ODD_LENGTH 202u
#define SEPTET_ERROR_BAD_SEPTET 203u
#define SEPTET_ERROR_TRUNCATED 204u
#define SEPTET_ERROR_BUFFER_TOO_SMALL 205u
#define SEPTET_ERROR_SEGMENT_TOO_LONG 206u
#define SEPTET_ERROR_INCOMPLETE 207u
#define SEPTET_ERROR_NOT_A_NUMBER 300u
#define SEPTET_ERROR_INVALID_COUNTRY_CODE 301u
#define SEPTET_ERROR_TOO_SHORT_AFTER_IDD 302u
#define SEPTET_ERROR_TOO_SHORT_NSN 303u
#define SEPTET_ERROR_NUMBER_TOO_LONG 304u
#define SEPTET_ERROR_SPREADSHEET_MANGLED 305u
#define SEPTET_ERROR_LETTERS_IN_NUMBER 306u
#define SEPTET_ERROR_SENDER_EMPTY 350u
#define SEPTET_ERROR_SENDER_NOT_GSM7 351u
#define SEPTET_ERROR_SENDER_TOO_LONG 352u
#define SEPTET_ERROR_SENDER_NUMBER_INVALID 353u
#define SEPTET_ERROR_AMOUNT_SYNTAX 400u
#define SEPTET_ERROR_AMOUNT_NEGATIVE 401u
#define SEPTET_ERROR_AMOUNT_PRECISION 402u
#define SEPTET_ERROR_AMOUNT_TOO_LARGE 403u
#define SEPTET_ERROR_OVERFLOW 404u
#define SEPTET_ERROR_CURRENCY_INVALID 405u
#define SEPTET_ERROR_CURRENCY_MISMATCH 406u
#define SEPTET_ERROR_BALANCE_SYNTAX 407u
#define SEPTET_ERROR_BALANCE_NEGATIVE 408u
#define SEPTET_ERROR_BALANCE_PRECISION 409u
#define SEPTET_ERROR_BALANCE_TOO_LARGE 410u
#define SEPTET_ERROR_FORMAT_UNKNOWN 450u
#define SEPTET_ERROR_CARD_ID_MISSING 451u
#define SEPTET_ERROR_CARD_ID_DUPLICATE 452u
#define SEPTET_ERROR_CHARGE_UNIT_INVALID 453u
#define SEPTET_ERROR_MAX_SEGMENTS_INVALID 454u
#define SEPTET_ERROR_UNKNOWN_NETWORK_INVALID 455u
#define SEPTET_ERROR_CHARGE_FAILED_INVALID 456u
#define SEPTET_ERROR_TIER_MODE_INVALID 457u
#define SEPTET_ERROR_TIER_SCOPE_INVALID 458u
#define SEPTET_ERROR_MINIMUM_INVALID 459u
#define SEPTET_ERROR_ROUNDING_INVALID 460u
#define SEPTET_ERROR_TAX_INVALID 461u
#define SEPTET_ERROR_NO_RATES 462u
#define SEPTET_ERROR_ROW_ID_MISSING 463u
#define SEPTET_ERROR_ROW_ID_DUPLICATE 464u
#define SEPTET_ERROR_DIRECTION_INVALID 465u
#define SEPTET_ERROR_COUNTRY_SYNTAX 466u
#define SEPTET_ERROR_MCC_SYNTAX 467u
#define SEPTET_ERROR_MNC_SYNTAX 468u
#define SEPTET_ERROR_MNC_WITHOUT_MCC 469u
#define SEPTET_ERROR_PREFIX_SYNTAX 470u
#define SEPTET_ERROR_SENDER_TYPE_INVALID 471u
#define SEPTET_ERROR_TRAFFIC_INVALID 472u
#define SEPTET_ERROR_ACTION_INVALID 473u
#define SEPTET_ERROR_PRICE_WITH_ACTION 474u
#define SEPTET_ERROR_PRICE_MISSING 475u
#define SEPTET_ERROR_PRICE_SYNTAX 476u
#define SEPTET_ERROR_PRICE_NEGATIVE 477u
#define SEPTET_ERROR_PRICE_PRECISION 478u
#define SEPTET_ERROR_PRICE_TOO_LARGE 479u
#define SEPTET_ERROR_PRICE_ZERO 480u
#define SEPTET_ERROR_TIER_INVALID 481u
#define SEPTET_ERROR_DATE_SYNTAX 482u
#define SEPTET_ERROR_DATE_RANGE_EMPTY 483u
#define SEPTET_ERROR_DUPLICATE_RATE 484u
#define SEPTET_ERROR_TIER_GAP 485u
#define SEPTET_ERROR_SURCHARGE_INVALID 486u
#define SEPTET_ERROR_SURCHARGE_SYNTAX 487u
#define SEPTET_ERROR_SURCHARGE_NEGATIVE 488u
#define SEPTET_ERROR_SURCHARGE_PRECISION 489u
#define SEPTET_ERROR_SURCHARGE_TOO_LARGE 490u
#define SEPTET_ERROR_AMBIGUOUS_SURCHARGE 491u
#define SEPTET_ERROR_TIME_REQUIRED 492u
#define SEPTET_ERROR_UNITS_BEFORE_UNKNOWN 493u
#define SEPTET_ERROR_CARD_UNKNOWN 494u
#define SEPTET_ERROR_COUNT_INVALID 495u
#define SEPTET_ERROR_NEEDS_UNITS_BEFORE 496u
#define SEPTET_ERROR_VENDOR_UNKNOWN 550u
#define SEPTET_ERROR_FIELD_MISSING 551u
#define SEPTET_ERROR_FIELD_DUPLICATE 552u
#define SEPTET_ERROR_TABLE_UNKNOWN 600u
#define SEPTET_ERROR_INPUT_UNREADABLE 700u
#define SEPTET_ERROR_INPUT_EMPTY 701u
#define SEPTET_ERROR_INPUT_ENCODING 702u
#define SEPTET_ERROR_COLUMN_MISSING 703u
#define SEPTET_ERROR_COLUMN_DUPLICATE 704u
#define SEPTET_ERROR_OUTPUT_UNWRITABLE 705u
#define SEPTET_ERROR_OUTPUT_BUSY 706u
#define SEPTET_ERROR_PART_MISMATCH 730u
#define SEPTET_ERROR_PART_MISSING 731u
#define SEPTET_ERROR_PART_DUPLICATE 732u
#define SEPTET_ERROR_NULL_POINTER 800u
#define SEPTET_ERROR_MISALIGNED 801u
#define SEPTET_ERROR_INVALID_UTF8 802u
#define SEPTET_ERROR_COLUMN_TYPE 803u
#define SEPTET_ERROR_ARROW_DATA 804u

/* What is known of a message. */
#define SEPTET_STATE_UNKNOWN 0 /* Nothing can be said about the message: unlisted code, unreadable body, or the vendor itself says unknown. */
#define SEPTET_STATE_ACCEPTED 1 /* Vendor took the request; nothing handed to a carrier yet. */
#define SEPTET_STATE_SCHEDULED 2 /* Vendor holds the message for a later time on purpose. */
#define SEPTET_STATE_QUEUED 3 /* Vendor or SMSC holds the message and will try / is retrying. */
#define SEPTET_STATE_SENT 4 /* Handed to the next hop (carrier/SMSC), no delivery report yet; en route. */
#define SEPTET_STATE_PARTIAL 5 /* Verdict over several: some recipients or parts went, some did not; details must be fetched. */
#define SEPTET_STATE_FAILED 6 /* Failed, vendor does not say at which stage. */
#define SEPTET_STATE_SKIPPED 7 /* Vendor deliberately did not send. */
#define SEPTET_STATE_DELETED 8 /* Cancelled or deleted by sender, vendor or SMSC. */
#define SEPTET_STATE_EXPIRED 9 /* Validity period ran out. */
#define SEPTET_STATE_UNDELIVERABLE 10 /* Network tried and gave up. */
#define SEPTET_STATE_REJECTED 11 /* Refused before any delivery attempt (vendor, SMSC or carrier). */
#define SEPTET_STATE_DELIVERED 12 /* Handset (or the last hop able to report) confirmed. */
#define SEPTET_STATE_READ 13 /* Recipient opened it (OTT channels only). */
#define SEPTET_STATE_NOT_APPLICABLE 14 /* Code speaks about an operation (sender, OTP check, report query), not about a message. */

/* Why it came to that state. */
#define SEPTET_CAUSE_UNKNOWN 0 /* Cause not given or code not listed. */
#define SEPTET_CAUSE_NONE 1 /* No error. */
#define SEPTET_CAUSE_GENERIC_FAILURE 2 /* Vendor says failed and nothing more. */
#define SEPTET_CAUSE_INVALID_DESTINATION 10 /* Number malformed, wrong prefix or length. */
#define SEPTET_CAUSE_UNKNOWN_SUBSCRIBER 11 /* Well-formed number that is not assigned / no longer exists. */
#define SEPTET_CAUSE_NOT_SMS_CAPABLE 12 /* Landline, device or subscription without SMS. */
#define SEPTET_CAUSE_DESTINATION_UNREACHABLE 13 /* Handset off, out of coverage, detached, roaming gap. */
#define SEPTET_CAUSE_SUBSCRIBER_BUSY 14 /* Handset busy with another MT SMS. */
#define SEPTET_CAUSE_HANDSET_MEMORY_FULL 15 /* SIM/handset storage full. */
#define SEPTET_CAUSE_HANDSET_ERROR 16 /* Protocol or equipment error at the handset. */
#define SEPTET_CAUSE_SUBSCRIBER_BARRED 17 /* Operator barred the subscriber or device is illegal/blacklisted. */
#define SEPTET_CAUSE_RECIPIENT_DND 18 /* Recipient is on a do-not-disturb register. */
#define SEPTET_CAUSE_RECIPIENT_OPTED_OUT 19 /* Recipient said STOP. */
#define SEPTET_CAUSE_DESTINATION_BLOCKED 20 /* Number on a blacklist of operator, vendor or account. */
#define SEPTET_CAUSE_DESTINATION_NOT_ALLOWED 21 /* Account may only send to listed numbers (trial/demo). */
#define SEPTET_CAUSE_SUBSCRIBER_NO_CREDIT 22 /* Prepaid recipient cannot receive or be billed. */
#define SEPTET_CAUSE_AGE_RESTRICTED 23 /* Age gate at the carrier. */
#define SEPTET_CAUSE_PORTABILITY_ERROR 24 /* Number portability data inconsistent. */
#define SEPTET_CAUSE_ROAMING_RESTRICTED 25 /* Recipient roams where SMS is not allowed. */
#define SEPTET_CAUSE_SENDER_INVALID 40 /* Sender ID malformed. */
#define SEPTET_CAUSE_SENDER_NOT_REGISTERED 41 /* Sender ID not registered/approved for account or network. */
#define SEPTET_CAUSE_SENDER_BLOCKED 42 /* Sender ID blacklisted or registration suspended. */
#define SEPTET_CAUSE_SENDER_LIMIT 43 /* Too many sender IDs on the account. */
#define SEPTET_CAUSE_SENDER_STATE 44 /* Sender ID is already active, pending, refused or absent. */
#define SEPTET_CAUSE_CONTENT_SPAM 50 /* Spam/fraud filter. */
#define SEPTET_CAUSE_CONTENT_REJECTED 51 /* Content or use not allowed. */
#define SEPTET_CAUSE_OTP_TEXT_NOT_ALLOWED 52 /* Free OTP sender accepts only fixed phrases. */
#define SEPTET_CAUSE_TEMPLATE_MISMATCH 53 /* Text matches no registered template. */
#define SEPTET_CAUSE_TEMPLATE_MISSING 54 /* No template registered for account/sender. */
#define SEPTET_CAUSE_MESSAGE_EMPTY 55 /* No text. */
#define SEPTET_CAUSE_MESSAGE_TOO_LONG 56 /* Too many characters, bytes or parts. */
#define SEPTET_CAUSE_BAD_ENCODING 57 /* Data coding / character set refused. */
#define SEPTET_CAUSE_INVALID_UDH 58 /* User data header or esm_class wrong. */
#define SEPTET_CAUSE_DUPLICATE_MESSAGE 59 /* Same text to same number seen already. */
#define SEPTET_CAUSE_DUPLICATE_ID 60 /* Client message id reused. */
#define SEPTET_CAUSE_LOOP_DETECTED 61 /* Auto-responder loop. */
#define SEPTET_CAUSE_MISSING_PARAMETER 70 /* Mandatory field absent. */
#define SEPTET_CAUSE_INVALID_PARAMETER 71 /* Field value not acceptable. */
#define SEPTET_CAUSE_TOO_MANY_RECIPIENTS 72 /* Recipient list over the limit. */
#define SEPTET_CAUSE_METHOD_NOT_ALLOWED 73 /* Wrong HTTP method. */
#define SEPTET_CAUSE_NOT_FOUND 74 /* Resource does not exist. */
#define SEPTET_CAUSE_NO_DATA 75 /* Query has no rows. */
#define SEPTET_CAUSE_UNSUPPORTED 76 /* Feature or operation not supported/enabled. */
#define SEPTET_CAUSE_UPLOAD_INVALID 77 /* Uploaded file too big or of wrong type. */
#define SEPTET_CAUSE_PROTOCOL_ERROR 78 /* PDU/session/TLV wrong. */
#define SEPTET_CAUSE_AUTH_FAILED 90 /* Credentials wrong or missing. */
#define SEPTET_CAUSE_PERMISSION_DENIED 91 /* Credentials fine, right missing. */
#define SEPTET_CAUSE_IP_NOT_ALLOWED 92 /* Source IP not on the allow list. */
#define SEPTET_CAUSE_ACCOUNT_SUSPENDED 93 /* Account closed, suspended or inactive. */
#define SEPTET_CAUSE_INSUFFICIENT_CREDIT 94 /* Balance too low. */
#define SEPTET_CAUSE_CREDIT_EXPIRED 95 /* Prepaid credit past its validity. */
#define SEPTET_CAUSE_PRICE_LIMIT 96 /* Price above the caller's own cap. */
#define SEPTET_CAUSE_QUOTA_EXCEEDED 97 /* Volume cap of the account/campaign for a period. */
#define SEPTET_CAUSE_COUNTRY_NOT_ENABLED 98 /* Destination country/international not enabled. */
#define SEPTET_CAUSE_ROUTE_MISSING 99 /* No route or gateway configured for account/destination. */
#define SEPTET_CAUSE_NETWORK_NOT_COVERED 100 /* Destination network out of coverage. */
#define SEPTET_CAUSE_RATE_LIMITED 110 /* Too many requests per time. */
#define SEPTET_CAUSE_FLOOD_FILTER 111 /* Too many messages to one number per time. */
#define SEPTET_CAUSE_QUEUE_FULL 112 /* Queue at vendor/SMSC full. */
#define SEPTET_CAUSE_CONGESTION 113 /* Network congestion. */
#define SEPTET_CAUSE_TIMEOUT 114 /* No answer in time. */
#define SEPTET_CAUSE_NETWORK_ERROR 115 /* Carrier/SS7 fault. */
#define SEPTET_CAUSE_SYSTEM_ERROR 116 /* Fault inside the vendor. */
#define SEPTET_CAUSE_SERVICE_UNAVAILABLE 117 /* Vendor down or in maintenance. */
#define SEPTET_CAUSE_VALIDITY_EXPIRED 118 /* Not delivered within validity period. */
#define SEPTET_CAUSE_NO_REPORT 119 /* Sent, but no usable delivery report. */
#define SEPTET_CAUSE_CANCELLED 120 /* Cancelled on request. */
#define SEPTET_CAUSE_DELETED_BY_NETWORK 121 /* Deleted by SMSC administration. */
#define SEPTET_CAUSE_REPLACED 122 /* Replaced by a newer message. */
#define SEPTET_CAUSE_OTP_EXPIRED 150 /* One-time code too old; request a new one. */
#define SEPTET_CAUSE_OTP_NOT_FOUND 151 /* No such one-time code. */
#define SEPTET_CAUSE_OTP_WRONG 152 /* One-time/activation code wrong. */

/* Whether the same may be tried again. */
#define SEPTET_RETRY_UNKNOWN 0 /* Not known whether sending again can help. */
#define SEPTET_RETRY_NONE 1 /* Nothing went wrong, there is nothing to try again. */
#define SEPTET_RETRY_NEVER 2 /* Sending the same again fails the same. */
#define SEPTET_RETRY_LATER 3 /* The same may succeed after `backoff_s` seconds. */
#define SEPTET_RETRY_AFTER_FIX 4 /* Only after `actor` has changed something. */

/* Who must act. */
#define SEPTET_ACTOR_UNKNOWN 0 /* Not known who must act. */
#define SEPTET_ACTOR_NONE 1 /* Nobody. */
#define SEPTET_ACTOR_CALLER 2 /* The program that sends: number, text or parameters. */
#define SEPTET_ACTOR_ACCOUNT_OWNER 3 /* Whoever owns the account at the vendor: credit, senders, rights. */
#define SEPTET_ACTOR_VENDOR 4 /* The vendor. */
#define SEPTET_ACTOR_CARRIER 5 /* A network behind the vendor. */
#define SEPTET_ACTOR_RECIPIENT 6 /* The person with the handset. */

/* Whether the vendor charges for it. */
#define SEPTET_BILLABLE_UNKNOWN 0 /* The vendor does not say. */
#define SEPTET_BILLABLE_NO 1 /* Not charged. */
#define SEPTET_BILLABLE_YES 2 /* Charged. */

/* Whether a reading may be relied upon. */
#define SEPTET_CERTAINTY_UNCERTAIN 0 /* The answer, or its reading, leaves doubt. */
#define SEPTET_CERTAINTY_CERTAIN 1 /* As documented. */

/* What an answer speaks about. */
#define SEPTET_SCOPE_MESSAGE 0 /* One message. */
#define SEPTET_SCOPE_REQUEST 1 /* A whole request. */
#define SEPTET_SCOPE_SENDER_ADMIN 2 /* Administration of senders. */
#define SEPTET_SCOPE_TEMPLATE_ADMIN 3 /* Administration of templates. */
#define SEPTET_SCOPE_OTP_CHECK 4 /* Check of a one-time code. */
#define SEPTET_SCOPE_REPORT_QUERY 5 /* A query of reports. */
#define SEPTET_SCOPE_SESSION 6 /* The connection. */

/* What a message can be found to be. */
#define SEPTET_FINDING_ROW_UNREADABLE 1 /* The record of this row cannot be read: a quote never closed, more than 4 MiB, fields missing or too many, a field that is needed not UTF-8, or a country, MCC or MNC that is none. */
#define SEPTET_FINDING_INVALID_NUMBER 10 /* The recipient cannot be read as a number, or is in no range that its region has allocated. */
#define SEPTET_FINDING_NUMBER_MANGLED 11 /* The recipient is written with an exponent, such as 2.56E+11: a spreadsheet has rounded it and its last digits are lost. */
#define SEPTET_FINDING_NUMBER_CHANGED 12 /* The digits of the recipient as written are not those of the number that will be sent: an international prefix or a national 0 was dropped, or a calling code was put before it. */
#define SEPTET_FINDING_NUMBER_REFUSED_BY_VENDOR 13 /* The number is valid, and has fewer or more digits than the vendor takes, or is of another country than the vendor serves. */
#define SEPTET_FINDING_INTERNATIONAL_NEEDS_SWITCH 14 /* The number is of another country than the vendor's own, where messages need a switch in the account. */
#define SEPTET_FINDING_CANNOT_RECEIVE_SMS 15 /* The number's kind is fixed line, toll free, shared cost, universal access or voicemail. */
#define SEPTET_FINDING_PREMIUM_DESTINATION 16 /* The number's kind is premium rate. */
#define SEPTET_FINDING_NUMBER_FORM_UNSPECIFIED 17 /* The vendor's document does not say how numbers are to be written, or contradicts itself on it, and the campaign has a message that can be sent. */
#define SEPTET_FINDING_SENDER_MISSING 20 /* The vendor requires a sender, and neither the row nor the option names one. */
#define SEPTET_FINDING_SENDER_TOO_LONG 21 /* The sender has more characters than the vendor allows, or than the 11 septets of an alphanumeric originating address. */
#define SEPTET_FINDING_SENDER_TOO_SHORT 22 /* The sender has fewer characters than the vendor allows. */
#define SEPTET_FINDING_SENDER_BAD_CHARACTER 23 /* The sender has a character that the vendor does not allow. */
#define SEPTET_FINDING_SENDER_NOT_GSM7 24 /* The sender has a character outside the GSM 7 bit default alphabet, which an alphanumeric originating address is written in. */
#define SEPTET_FINDING_SENDER_NO_LETTER 25 /* The sender has no letter where the vendor demands one. */
#define SEPTET_FINDING_SENDER_NUMBER_INVALID 26 /* The sender is written as a number and is none that the vendor allows. */
#define SEPTET_FINDING_SENDER_MISSING_SUFFIX 27 /* The sender lacks an ending that the vendor requires for such messages. */
#define SEPTET_FINDING_SENDER_TEXT_NOT_ALLOWED 28 /* The sender is one of the vendor's own that takes certain texts only, and this text is none of them. */
#define SEPTET_FINDING_SENDER_RULE_UNSPECIFIED 29 /* The sender is taken, but a rule that the vendor's document leaves open, or on which it contradicts itself, could refuse it. */
#define SEPTET_FINDING_VENDOR_SENDER 30 /* The sender is one of the vendor's own, and the text is one that it takes. */
#define SEPTET_FINDING_SENDER_ADVICE 31 /* The vendor takes the sender, which is not the vendor's own, and a public list of what senders destinations take says no, limited or registration for its kind (word, number or short code) at the longest prefix of the number. */
#define SEPTET_FINDING_EMPTY_TEXT 40 /* The text has no character. */
#define SEPTET_FINDING_UCS2_FORCED_BY_CHAR 41 /* The message is UCS-2, and at most 1 in 10 of its characters, and at least one, has no place in the GSM 7 bit tables that may be used. */
#define SEPTET_FINDING_INVISIBLE_CHAR 42 /* The text has a character that shows nothing: a zero width space, word joiner, byte order mark, soft hyphen, line or paragraph separator, or a control character other than CR, LF, TAB and FF. */
#define SEPTET_FINDING_NEAR_BOUNDARY 43 /* The message has more than one segment and is at most 5 septets or code units longer than would fit into one segment less. */
#define SEPTET_FINDING_BOUNDARY_SENSITIVE 44 /* The number of segments depends on whether the vendor cuts through what a reader sees as one character. */
#define SEPTET_FINDING_TOO_LONG 45 /* The message has more segments, characters or octets than the vendor, the card or the 255 segments of TS 23.040 allow, under every reading of the vendor's limits. */
#define SEPTET_FINDING_LENGTH_LIMIT_UNCLEAR 46 /* The message is within the vendor's limits under one reading of an unspecified or contradictory limit and over them under another. */
#define SEPTET_FINDING_VENDOR_TEXT_ADDED 47 /* The vendor adds text of its own to the message, which is counted. */
#define SEPTET_FINDING_TEMPLATE_FIELD_MISSING 48 /* The template has a field that is empty in this row. */
#define SEPTET_FINDING_LENGTH_LIMITS_CONFLICT 49 /* The vendor gives several limits of length and does not say which decides: the message is over one of them under every reading, and within another under at least one. */
#define SEPTET_FINDING_SAVES_SEGMENTS_BY_REPLACEMENT 50 /* The message has more than one segment and is UCS-2, each of its characters outside the GSM 7 bit tables has a replacement in the map septet, and with these it has fewer segments. */
#define SEPTET_FINDING_NO_OPT_OUT_TEXT 51 /* Phrases were given by which a reader is told how to get no more messages, and the text, with what the vendor adds, has none of them as whole words, in upper or lower case. */
#define SEPTET_FINDING_URL_SHORTENER 52 /* Hosts were given of services that shorten addresses, and the text has one of them, or a host below it. */
#define SEPTET_FINDING_LENGTH_LIMIT_UNSPECIFIED 53 /* The message has more than one segment, and the vendor's document gives no limit of length, or speaks of one and does not give it. */
#define SEPTET_FINDING_UNPRICED 60 /* No rate of the card fits the destination: its cost is unknown, which is not 0. */
#define SEPTET_FINDING_RATE_NOT_IN_FORCE 61 /* A rate of the card fits the destination, and none of those that fit is in force at the time of sending. */
#define SEPTET_FINDING_BLOCKED_DESTINATION 62 /* The rate that fits the destination says that messages there are refused. */
#define SEPTET_FINDING_AMBIGUOUS_RATE 63 /* Two rates of the card fit the destination equally well: no guess is made between them. */
#define SEPTET_FINDING_NETWORK_UNKNOWN 64 /* Prices to the destination differ by network and the row does not name it: the cost is that of the dearest or cheapest network, or unknown, as the card says. */
#define SEPTET_FINDING_TIER_BOUNDARY_CROSSED 65 /* The segments of this message have prices of more than one tier. */
#define SEPTET_FINDING_CHARGING_UNCLEAR 66 /* The vendor's document does not say by which capacity this text is billed: the text is GSM-7 and not ASCII, and the vendor gives the larger capacity to English texts only. */
#define SEPTET_FINDING_CHARGE_UNIT_UNSPECIFIED 67 /* The message has more than one segment, and neither the vendor's document nor the rate card says whether the message is charged or each segment; each is counted. */
#define SEPTET_FINDING_MIXED_CURRENCIES 68 /* The messages that have a cost have it in more than one currency, which are never added up. */
#define SEPTET_FINDING_RATE_EXPIRES_BEFORE_SEND 69 /* The rate that fits the destination at the time of rating ends at or before the time of the row, and another one prices the message. */
#define SEPTET_FINDING_HIGH_COST_DESTINATION 70 /* A threshold was given and one segment to the destination costs more, or countries were given and the destination is in one of them. */
#define SEPTET_FINDING_EXTENSION_COUNT_UNCLEAR 71 /* The vendor's document does not say whether a character of the GSM 7 bit extension table counts twice, and the message would have fewer segments if each counted once. */
#define SEPTET_FINDING_ENCODING_CHARGE_UNCLEAR 72 /* The vendor takes texts in several encodings, its document does not say whether the choice changes the price, and the text has a character beyond ASCII. */
#define SEPTET_FINDING_CHARGE_UNIT_CONFLICT 73 /* The message has more than one segment, and the vendor's document says in one place that each segment is charged and in another that the message is. */
#define SEPTET_FINDING_DUPLICATE_RECIPIENT 80 /* An earlier row of the campaign has the same number, however it is written. */
#define SEPTET_FINDING_SUPPRESSED 81 /* The number is on the suppression list: the message is not sent. */
#define SEPTET_FINDING_FLOOD_IDENTICAL 82 /* The vendor lets through so many messages of one text to one number in a time, and as many earlier ones stand in the campaign, which is sent at once. */
#define SEPTET_FINDING_FLOOD_TOTAL 83 /* The vendor lets through so many messages to one number in a time, whatever their texts, and as many earlier ones stand in the campaign, which is sent at once. */
#define SEPTET_FINDING_BALANCE_NOT_GIVEN 84 /* The vendor's document says what becomes of a list that costs more than the balance, the campaign has at least two messages that can be sent, and no balance was given to compare it with. */
#define SEPTET_FINDING_QUIET_HOURS 85 /* Time zones were given, and at the time of the row, else that of the campaign, the recipient's clock stands in hours in which the vendor lets no such message through. */
#define SEPTET_FINDING_CONSECUTIVE_NUMBERS 86 /* A number of rows was given, and the row is one of at least as many that follow each other and whose numbers count up, or down, by one. */
#define SEPTET_FINDING_INSUFFICIENT_BALANCE 87 /* The expected cost of the messages up to this one, in the order of the list, with rounding of the campaign and tax, is more than the balance; it stands on the first such message. */
#define SEPTET_FINDING_BUDGET_EXCEEDED 88 /* The expected cost of the messages up to this one, in the order of the list, with rounding of the campaign and tax, is more than the budget; it stands on the first such message. */
#define SEPTET_FINDING_VOLUME_LIMIT_UNSPECIFIED 89 /* The vendor's document speaks of a limit of recipients in a request, or of messages in a period, and does not give it, and the campaign has at least two messages that can be sent. */


/**
 * Octets of the text of an error, NUL included.
 */
#define SEPTET_ERROR_TEXT_LEN 512

/**
 * Details that an error can carry.
 */
#define SEPTET_ERROR_DETAILS 6

/**
 * A leading 00 is an international prefix even without a region.
 */
#define SEPTET_NUMBER_IDD00 1

/**
 * Digits without plus or prefix begin with a calling code.
 */
#define SEPTET_NUMBER_ASSUME_INTERNATIONAL 2

/**
 * Letters in place of digits are refused; else they are read as on a keypad.
 */
#define SEPTET_NUMBER_NO_LETTERS 4

/**
 * A number as it is dialled from abroad, such as "+256 701 521269 ext. 12".
 */
#define SEPTET_NUMBER_INTERNATIONAL 0

/**
 * A number as it is dialled within its country, such as "0701 521269 ext. 12".
 */
#define SEPTET_NUMBER_NATIONAL 1

/**
 * Octets of a segment's user data, header included.
 */
#define SEPTET_SEGMENT_OCTET_LEN 140

/**
 * Septets of a segment's user data, header included.
 */
#define SEPTET_SEGMENT_SEPTET_LEN 160

/**
 * Findings that a verdict has room for.
 */
#define SEPTET_FINDING_COUNT_MAX 64

/**
 * Rows that a finding names.
 */
#define SEPTET_FIRST_ROW_COUNT 5

/**
 * A report as one JSON object (septet.report/1), as `septet preflight --json` prints it.
 */
#define SEPTET_REPORT_JSON 0

/**
 * A report as aligned text.
 */
#define SEPTET_REPORT_TEXT 1

/**
 * A report as one HTML page that needs nothing else.
 */
#define SEPTET_REPORT_HTML 2

/**
 * Most octets of an originating address.
 */
#define SEPTET_ADDRESS_LEN_MAX 12

/**
 * Encoding: 7-bit. The numbers are those of TP-DCS without a message class.
 */
#define SEPTET_ENCODING_GSM7 0

/**
 * 8-bit data.
 */
#define SEPTET_ENCODING_DATA8 4

/**
 * UCS-2: UTF-16 code units.
 */
#define SEPTET_ENCODING_UCS2 8

/**
 * A profile is JSON.
 */
#define SEPTET_FORMAT_JSON 0

/**
 * A profile is TOML.
 */
#define SEPTET_FORMAT_TOML 1

/**
 * What a message is for, where a rule depends on it: not said.
 */
#define SEPTET_TRAFFIC_UNKNOWN 0

/**
 * What the recipient asked for or must know.
 */
#define SEPTET_TRAFFIC_TRANSACTIONAL 1

/**
 * Advertising.
 */
#define SEPTET_TRAFFIC_PROMOTIONAL 2

/**
 * Version of the binary interface, as compiled into a caller. It grows whenever a struct or a
 * function's parameters change; new functions and new error numbers do not change it.
 */
#define SEPTET_ABI_VERSION 1

/**
 * The struct of the Arrow C Data Interface, as arrow/c/abi.h or nanoarrow.h define it.
 */
typedef struct ArrowArray ArrowArray;

/**
 * The struct of the Arrow C Data Interface, as arrow/c/abi.h or nanoarrow.h define it.
 */
typedef struct ArrowSchema ArrowSchema;

/**
 * A rate card: a handle. It never changes; threads may share it.
 */
typedef struct septet_card septet_card;

/**
 * A body, understood: a handle. It keeps what it says, not the body.
 */
typedef struct septet_decoded septet_decoded;

/**
 * A message made of segments, complete or not: a handle. It never changes; threads may share it.
 */
typedef struct septet_joined septet_joined;

/**
 * A vendor, rate cards and options: everything that messages are judged by; a handle. It never
 * changes; threads may share it.
 */
typedef struct septet_preflight septet_preflight;

/**
 * Segments that wait for their others: a handle, used by one thread at a time. It has no timers:
 * the caller knows the time, and takes or drops what stays incomplete.
 */
typedef struct septet_reassembly septet_reassembly;

/**
 * What a campaign will become and cost, and what is wrong with it: a handle. It never changes;
 * threads may share it.
 */
typedef struct septet_report septet_report;

/**
 * One pass over a campaign, or over a part of it: a handle, used by one thread at a time. Give
 * each thread a session of its own, save each as a part, and merge the parts.
 */
typedef struct septet_session septet_session;

/**
 * What a text is counted and cut under: a handle.
 */
typedef struct septet_text_options septet_text_options;

/**
 * A vendor's profile: a handle. It never changes; threads may share it.
 */
typedef struct septet_vendor septet_vendor;

/**
 * The outcome of a call: `SEPTET_OK` or one of `SEPTET_ERROR_…`.
 */
typedef uint32_t septet_result;

/**
 * Text that the library hands out: UTF-8, `len` octets, not NUL-terminated. It is static, or lives
 * as long as the handle it came from; it is never freed by the caller. Print it with
 * `"%.*s", (int)s.len, s.data`.
 */
typedef struct septet_str {
  /**
   * The first octet; NULL where there is no text.
   */
  const char *data;
  /**
   * Octets.
   */
  size_t len;
} septet_str;

/**
 * A number or word that belongs to an error, such as the `segments` a text would need.
 */
typedef struct septet_error_detail {
  /**
   * Its name, such as "char_offset".
   */
  struct septet_str name;
  /**
   * Its word, such as "ucs2", when it is one; else NULL.
   */
  struct septet_str word;
  /**
   * Its number, when it is one; else 0. Offsets count from 0.
   */
  uint64_t number;
} septet_error_detail;

/**
 * What went wrong: a struct of the caller's, written only when a call fails.
 */
typedef struct septet_error {
  /**
   * The same number as the call returns.
   */
  septet_result result;
  /**
   * How many of `details` are set.
   */
  uint32_t detail_count;
  /**
   * Line in the file or text that was read, from 1; 0 when there is none.
   */
  uint64_t line;
  /**
   * Column in that line, from 1; 0 when there is none.
   */
  uint64_t column;
  /**
   * What is wrong and what to do; NUL-terminated UTF-8, cut between characters. It holds no
   * message text and no full phone number.
   */
  char text[SEPTET_ERROR_TEXT_LEN];
  /**
   * Numbers and words that belong to it.
   */
  struct septet_error_detail details[SEPTET_ERROR_DETAILS];
} septet_error;

/**
 * A character and where it stands, from 0.
 */
typedef struct septet_character {
  /**
   * The character: a Unicode scalar value.
   */
  uint32_t character;
  /**
   * Octets of UTF-8 before it.
   */
  size_t octet_offset;
  /**
   * Characters before it.
   */
  size_t char_offset;
  /**
   * UTF-16 code units before it.
   */
  size_t utf16_offset;
  /**
   * What stands for it now; NULL where it is not replaced.
   */
  struct septet_str replacement;
} septet_character;

/**
 * One answer of a vendor, understood. Numbers are those of SEPTET_STATE_..., SEPTET_CAUSE_... and
 * so on: see septet_state_word and its kin for the words.
 */
typedef struct septet_outcome {
  /**
   * Whether the vendor's code is listed. What is not listed is never guessed.
   */
  bool recognized;
  /**
   * Whether later news can no longer change the state: 1 yes, 0 no, -1 not known.
   */
  int8_t is_final;
  /**
   * Whether it went well: 1 yes, 0 no, -1 pending or not known.
   */
  int8_t success;
  /**
   * What the answer speaks about: SEPTET_SCOPE_....
   */
  uint8_t scope;
  /**
   * What is known of the message: SEPTET_STATE_....
   */
  uint8_t state;
  /**
   * Why: SEPTET_CAUSE_....
   */
  uint8_t cause;
  /**
   * Whether the same may be tried again: SEPTET_RETRY_....
   */
  uint8_t retry;
  /**
   * Who must act: SEPTET_ACTOR_....
   */
  uint8_t actor;
  /**
   * Whether the vendor charges for it: SEPTET_BILLABLE_....
   */
  uint8_t billable;
  /**
   * Whether this reading may be relied upon: SEPTET_CERTAINTY_....
   */
  uint8_t certainty;
  /**
   * Seconds to wait before trying again; -1 where there are none.
   */
  int64_t backoff_s;
} septet_outcome;

/**
 * A number with libphonenumber's verdict.
 */
typedef struct septet_number {
  /**
   * The digits of the full number as an integer, the same key everywhere in septet; 0 when it
   * has more than 15 digits.
   */
  uint64_t e164_key;
  /**
   * The digits of the full number, NUL-terminated: 3 to 20.
   */
  char digits[24];
  /**
   * The country calling code, such as 44.
   */
  uint16_t calling_code;
  /**
   * How many of `digits` are the calling code's.
   */
  uint8_t calling_code_len;
  /**
   * Whether the length is possible, at least for local calls.
   */
  bool is_possible;
  /**
   * Whether the number is in a range that its region has allocated.
   */
  bool is_valid;
  /**
   * Whether a national prefix was dropped from what was written.
   */
  bool changed;
  /**
   * Whether an extension was written: it cannot receive a text message.
   */
  bool has_extension;
  /**
   * Where it belongs, such as "GB" ("001": no country), NUL-terminated; empty when unknown.
   */
  char region[4];
  /**
   * What it is for: libphonenumber's word, such as "MOBILE".
   */
  struct septet_str kind;
  /**
   * Whether numbers of this length exist: libphonenumber's word, such as "TOO_SHORT".
   */
  struct septet_str possible;
  /**
   * Whether it can receive a text message, by its kind: "likely", "unlikely" or "no".
   */
  struct septet_str sms;
  /**
   * Why that is said, as a sentence.
   */
  struct septet_str sms_reason;
  /**
   * What may make a message to it dear: "premium", "shared_cost" or "satellite"; NULL: nothing.
   */
  struct septet_str billing_risk;
  /**
   * Whether subscribers keep their number when they change the operator, so that it does not tell
   * that: 1 yes, 0 no, -1 without a region.
   */
  int8_t portable;
} septet_number;

/**
 * A short number, such as 112, in a region.
 */
typedef struct septet_short_number {
  /**
   * Whether there is a list of short numbers for the region; else no other field means anything.
   */
  bool is_known;
  /**
   * Whether it is allocated.
   */
  bool is_valid;
  /**
   * Whether it calls an emergency service: never a destination.
   */
  bool is_emergency;
  /**
   * Whether it depends on the caller's operator.
   */
  bool is_carrier_specific;
  /**
   * Whether it is a service by text message.
   */
  bool is_sms_service;
  /**
   * What it costs whoever uses it: libphonenumber's word, such as "TOLL_FREE" or "UNKNOWN_COST".
   */
  struct septet_str cost;
} septet_short_number;

/**
 * One segment on the wire.
 */
typedef struct septet_user_data {
  /**
   * TP-UD, header included: the first `octet_len` of them.
   */
  uint8_t octets[SEPTET_SEGMENT_OCTET_LEN];
  /**
   * How many octets.
   */
  uint8_t octet_len;
  /**
   * TP-UDL: septets in 7-bit coding, else octets; header included.
   */
  uint8_t udl;
  /**
   * TP-DCS.
   */
  uint8_t dcs;
  /**
   * TP-UDHI: whether a header begins the octets.
   */
  bool udhi;
} septet_user_data;

/**
 * What a text will become.
 */
typedef struct septet_inspection {
  /**
   * SEPTET_ENCODING_...
   */
  uint32_t encoding;
  /**
   * Septets (GSM-7) or code units (UCS-2) of the text, without headers.
   */
  uint32_t units;
  /**
   * Segments, 1 to 255. An empty text is one segment.
   */
  uint32_t segments;
  /**
   * Units that the last segment still holds.
   */
  uint32_t remaining;
  /**
   * Characters that the option substitute replaced.
   */
  uint32_t replaced;
  /**
   * TP-DCS, and SMPP data_coding.
   */
  uint8_t data_coding;
  /**
   * Identifier of the locking shift table; 0 is the default alphabet.
   */
  uint8_t locking_id;
  /**
   * Identifier of the single shift table; 0 is the extension table.
   */
  uint8_t single_id;
  /**
   * Why that encoding: a word such as "outside_alphabet".
   */
  struct septet_str reason;
} septet_inspection;

/**
 * One segment as SMPP carries it (submit_sm, deliver_sm).
 */
typedef struct septet_short_message {
  /**
   * short_message: the header, then one octet per septet of 7-bit text, or the code units of
   * UCS-2; the first `sm_length` octets.
   */
  uint8_t short_message[SEPTET_SEGMENT_SEPTET_LEN];
  /**
   * sm_length.
   */
  uint8_t sm_length;
  /**
   * data_coding.
   */
  uint8_t data_coding;
  /**
   * esm_class: 0x40 with a header, else 0.
   */
  uint8_t esm_class;
} septet_short_message;

/**
 * One message. Set all to 0 and fill in what is known: (NULL, 0) is not known.
 */
typedef struct septet_message {
  /**
   * The recipient, as it is written.
   */
  const char *to;
  /**
   * Octets of `to`.
   */
  size_t to_len;
  /**
   * The text.
   */
  const char *text;
  /**
   * Octets of `text`.
   */
  size_t text_len;
  /**
   * The sender; that of the preflight where there is none.
   */
  const char *sender;
  /**
   * Octets of `sender`.
   */
  size_t sender_len;
  /**
   * The country of the destination, such as "UG", where it is known better than from the number.
   */
  const char *country;
  /**
   * Octets of `country`.
   */
  size_t country_len;
  /**
   * The mobile country code of the destination: three digits.
   */
  const char *mcc;
  /**
   * Octets of `mcc`.
   */
  size_t mcc_len;
  /**
   * The mobile network code of the destination: two or three digits.
   */
  const char *mnc;
  /**
   * Octets of `mnc`.
   */
  size_t mnc_len;
  /**
   * Index of its rate card, in the order in which they were given.
   */
  size_t card_index;
  /**
   * When it is sent, such as "2026-07-01T12:00:00Z", if not at the time of the preflight.
   */
  const char *time;
  /**
   * Octets of `time`.
   */
  size_t time_len;
} septet_message;

/**
 * An amount: whole units and 1e-9, both with the same sign (as google.type.Money).
 */
typedef struct septet_amount {
  /**
   * Whole units.
   */
  int64_t units;
  /**
   * 1e-9 of a unit, -999999999 to 999999999.
   */
  int32_t nanos;
} septet_amount;

/**
 * What one message will become.
 */
typedef struct septet_verdict {
  /**
   * Whether it has a cost, and if not, why: "priced", "free", "counted" (no card), "unpriced",
   * "too_long", "invalid_number", ...
   */
  struct septet_str status;
  /**
   * SEPTET_ENCODING_...
   */
  uint32_t encoding;
  /**
   * Septets or code units, the vendor's own text included.
   */
  uint32_t units;
  /**
   * Segments.
   */
  uint32_t segments;
  /**
   * Fewest segments, where that depends on what the vendor cuts through.
   */
  uint32_t segments_min;
  /**
   * Most segments, where that depends on what the vendor cuts through.
   */
  uint32_t segments_max;
  /**
   * Whether it has a cost: else the amounts are 0 and of no meaning.
   */
  bool has_cost;
  /**
   * Where the recipient's number belongs, such as "UG", NUL-terminated; empty when unknown.
   */
  char region[4];
  /**
   * The recipient's number as a key; 0 when messages cannot be sent to it.
   */
  uint64_t e164_key;
  /**
   * What the number is for: libphonenumber's word, such as "MOBILE".
   */
  struct septet_str number_kind;
  /**
   * Why the recipient could not be read, as a sentence; NULL when it could.
   */
  struct septet_str number_error;
  /**
   * The verdict on the sender, such as "ok_alpha"; NULL where none is named.
   */
  struct septet_str sender;
  /**
   * What it costs at least.
   */
  struct septet_amount cost_min;
  /**
   * What it is expected to cost.
   */
  struct septet_amount cost_expected;
  /**
   * What it costs at most.
   */
  struct septet_amount cost_max;
  /**
   * The currency of the cost, such as "EUR" or "x-points", NUL-terminated; empty without one.
   */
  char currency[40];
  /**
   * What the message is known by, however often it is tried: 32 hexadecimal digits of a hash over
   * vendor, number, sender, text and time, NUL-terminated; empty without a number.
   */
  char idempotency_key[33];
  /**
   * How many of `findings` are set.
   */
  uint32_t finding_count;
  /**
   * What was found: SEPTET_FINDING_....
   */
  uint16_t findings[SEPTET_FINDING_COUNT_MAX];
} septet_verdict;

/**
 * What a vendor's document leaves open or contradicts, as its profile tells. The texts belong to
 * the preflight that they were asked of.
 */
typedef struct septet_document {
  /**
   * Its id in the profile; NULL where there is no more.
   */
  struct septet_str id;
  /**
   * "silent" or "conflict".
   */
  struct septet_str gap;
  /**
   * What the document says, or does not, as a sentence.
   */
  struct septet_str says;
} septet_document;

/**
 * What is known of a message that was joined.
 */
typedef struct septet_joined_info {
  /**
   * The sender, as given with its segments; it lives as long as the message.
   */
  struct septet_str sender;
  /**
   * SEPTET_ENCODING_...
   */
  uint32_t encoding;
  /**
   * Segments in all.
   */
  uint8_t segment_count;
  /**
   * How many of them have not come.
   */
  uint8_t missing_count;
  /**
   * Identifier of the locking shift table; 0 is the default alphabet.
   */
  uint8_t locking_id;
  /**
   * Identifier of the single shift table; 0 is the extension table.
   */
  uint8_t single_id;
  /**
   * Whether a segment names ports.
   */
  bool has_ports;
  /**
   * The port it goes to; 0 without ports.
   */
  uint16_t destination_port;
  /**
   * The port it comes from; 0 without ports.
   */
  uint16_t source_port;
} septet_joined_info;

/**
 * What a report counts.
 */
typedef struct septet_totals {
  /**
   * Rows, readable or not.
   */
  uint64_t rows;
  /**
   * Messages that number, length and rate card let through.
   */
  uint64_t messages;
  /**
   * Their segments.
   */
  uint64_t segments;
  /**
   * Of those messages, the ones whose sender the vendor refuses.
   */
  uint64_t refused_messages;
  /**
   * Their segments.
   */
  uint64_t refused_segments;
  /**
   * Whether every message that can be sent has a known cost.
   */
  bool is_complete;
  /**
   * Currencies, for septet_report_cost.
   */
  size_t cost_count;
  /**
   * Findings, for septet_report_finding.
   */
  size_t finding_count;
} septet_totals;

/**
 * Least, expected and most: apart where the network, the vendor's rule or the boundary is open.
 */
typedef struct septet_range {
  /**
   * The least.
   */
  struct septet_amount min;
  /**
   * What is expected.
   */
  struct septet_amount expected;
  /**
   * The most.
   */
  struct septet_amount max;
} septet_range;

/**
 * What a campaign costs in one currency.
 */
typedef struct septet_cost {
  /**
   * Such as "EUR" or "x-points", NUL-terminated; empty where there is no more.
   */
  char currency[40];
  /**
   * Without tax.
   */
  struct septet_range subtotal;
  /**
   * The tax.
   */
  struct septet_range tax;
  /**
   * Both together.
   */
  struct septet_range total;
} septet_cost;

/**
 * A finding, and where.
 */
typedef struct septet_found {
  /**
   * SEPTET_FINDING_...; 0 where there is no more.
   */
  uint16_t finding;
  /**
   * How many of `first_rows` are set.
   */
  uint32_t first_row_count;
  /**
   * In how many rows it was found.
   */
  uint64_t count;
  /**
   * The first of them, from 1.
   */
  uint64_t first_rows[SEPTET_FIRST_ROW_COUNT];
} septet_found;

/**
 * A sender as the air interface has it (3GPP TS 23.040, 9.1.2.5).
 */
typedef struct septet_sender {
  /**
   * "alphanumeric", "number" or "short_code".
   */
  struct septet_str kind;
  /**
   * The word (UTF-8), + and the digits of the number, or the short code; NUL-terminated.
   */
  char text[24];
  /**
   * TP-OA: length in semi-octets, type of address, value.
   */
  uint8_t address[SEPTET_ADDRESS_LEN_MAX];
  /**
   * How many octets of `address` are set.
   */
  uint8_t address_len;
} septet_sender;

/**
 * What one vendor publishes of senders in a destination: reason to warn, never to refuse.
 */
typedef struct septet_advice {
  /**
   * The first digits of the numbers it is about, as a number; 0 where nothing is published, and
   * then no other field means anything.
   */
  uint32_t prefix;
  /**
   * Their countries, separated by |.
   */
  struct septet_str countries;
  /**
   * Words as senders: "yes", "no", "limited", "registration" or "unknown".
   */
  struct septet_str alphanumeric;
  /**
   * Numbers as senders, in the same words.
   */
  struct septet_str numeric;
  /**
   * Short codes as senders, in the same words.
   */
  struct septet_str short_code;
  /**
   * Delivery reports: "yes", "no", "carrier_only" or "unknown".
   */
  struct septet_str delivery_reports;
  /**
   * More, separated by "; "; may be empty.
   */
  struct septet_str note;
  /**
   * Who publishes it, and under what licence.
   */
  struct septet_str source;
  /**
   * When it was read, such as "2026-08-20", NUL-terminated.
   */
  char as_of[12];
  /**
   * Whether that is more than a year before `now`.
   */
  bool is_stale;
} septet_advice;

/**
 * One answer in a body: the outcome, and what else the vendor says, as it is spelled. Texts live
 * as long as the handle; NULL where the vendor says nothing.
 */
typedef struct septet_answer {
  /**
   * What it means.
   */
  struct septet_outcome outcome;
  /**
   * The vendor's code.
   */
  struct septet_str code;
  /**
   * The group of that code.
   */
  struct septet_str group;
  /**
   * The vendor's word for it.
   */
  struct septet_str name;
  /**
   * The vendor's sentence.
   */
  struct septet_str description;
  /**
   * Further data, as JSON.
   */
  struct septet_str detail;
  /**
   * The vendor's id of the message.
   */
  struct septet_str reference;
  /**
   * The message.
   */
  struct septet_str text;
  /**
   * What it cost, in the vendor's digits.
   */
  struct septet_str cost;
  /**
   * The currency of the amounts.
   */
  struct septet_str currency;
  /**
   * What is left.
   */
  struct septet_str balance;
  /**
   * What would have been needed.
   */
  struct septet_str required;
  /**
   * How many recipients it names: see septet_decoded_recipient.
   */
  size_t recipient_count;
} septet_answer;

/**
 * A delivery receipt. Texts are parts of the receipt that was given, and NULL where a field is
 * absent or empty; they need not be UTF-8.
 */
typedef struct septet_receipt {
  /**
   * What it means.
   */
  struct septet_outcome outcome;
  /**
   * The message's id; that of the optional parameter wins.
   */
  struct septet_str id;
  /**
   * The state as a word.
   */
  struct septet_str stat;
  /**
   * A code of the vendor's own.
   */
  struct septet_str err;
  /**
   * How many messages were submitted.
   */
  struct septet_str sub;
  /**
   * How many of them were delivered.
   */
  struct septet_str dlvrd;
  /**
   * The first characters of the message.
   */
  struct septet_str text;
  /**
   * When it was submitted: "YYYY-MM-DDThh:mm:ss", local; empty where not said.
   */
  char submit_date[20];
  /**
   * When it came to this state: "YYYY-MM-DDThh:mm:ss", local; empty where not said.
   */
  char done_date[20];
  /**
   * Minutes east of UTC of the dates; of no meaning unless `has_offset`.
   */
  int16_t offset_min;
  /**
   * Whether `offset_min` is known.
   */
  bool has_offset;
  /**
   * Whether a date was left out because its digits are two different dates.
   */
  bool ambiguous_date;
} septet_receipt;

/**
 * Where a segment of a text begins and ends.
 */
typedef struct septet_segment {
  /**
   * Its first octet in the text, from 0.
   */
  size_t octet_offset;
  /**
   * Octets of its text, in UTF-8.
   */
  size_t octet_len;
  /**
   * Septets or code units of its text, without the header.
   */
  uint32_t units;
} septet_segment;

/**
 * The verdict on a sender.
 */
typedef struct septet_sender_check {
  /**
   * Whether the vendor takes the sender.
   */
  bool is_ok;
  /**
   * What it is, or why it is refused: a word such as "ok_alpha" or "too_long".
   */
  struct septet_str verdict;
  /**
   * The profile field that the vendor leaves open and that could turn it into a refusal; NULL
   * where there is none.
   */
  struct septet_str unspecified;
} septet_sender_check;

/**
 * The call did what it says.
 */
#define SEPTET_OK 0

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Counts each text of an Arrow column: strings with offsets of 32 or 64 bits, string views, a
 * dictionary of these (each value once) or nulls. Of a table (a struct array) `column` names the
 * column; (NULL, 0) where there is one only.
 *
 * The result is a struct array of as many rows: encoding (utf8), units and segments (int32),
 * locking and single (int8, the language tables), error (utf8: a word such as "too_many_segments",
 * null where the text has none). A row that fails stops no other; a null gives nulls.
 *
 * Ownership: `array` is used up, also on error: its release callback is NULL afterwards. `result`
 * and `result_schema` are the caller's structs, overwritten; release both by their callbacks.
 * Errors: column_type, column_missing, arrow_data.
 */
septet_result septet_count_arrow(struct ArrowArray *array,
                                 const struct ArrowSchema *schema,
                                 const char *column,
                                 size_t column_len,
                                 const struct septet_text_options *options,
                                 struct ArrowArray *result,
                                 struct ArrowSchema *result_schema,
                                 struct septet_error *error);

/**
 * Reads each phone number of an Arrow column; `region` and `flags` as for septet_number_parse,
 * columns and ownership as for septet_count_arrow.
 *
 * The result: e164 (utf8), key (int64), valid (bool), possible, region and kind (utf8),
 * calling_code (int16), error (utf8). Errors: those of septet_count_arrow; invalid_option for a
 * region or flags that do not exist.
 */
septet_result septet_number_arrow(struct ArrowArray *array,
                                  const struct ArrowSchema *schema,
                                  const char *column,
                                  size_t column_len,
                                  const char *region,
                                  size_t region_len,
                                  uint32_t flags,
                                  struct ArrowArray *result,
                                  struct ArrowSchema *result_schema,
                                  struct septet_error *error);

/**
 * Judges each message of an Arrow table: a struct array with the columns to and text, and perhaps
 * from, country, mcc, mnc, time, card (its id). A null is an empty field. Each call begins anew:
 * volume tiers count from 0.
 *
 * The result: status, number (the recipient in full), country, encoding (utf8), units, segments
 * (int32), sender, rate, currency (utf8), cost, cost_min, cost_max (decimal128(38, 9), null
 * without a cost), findings (list of utf8), error (utf8).
 *
 * Ownership: as for septet_count_arrow. Errors: column_type, column_missing, arrow_data; overflow
 * for more than 5,000,000 rows at once.
 */
septet_result septet_preflight_arrow(const struct septet_preflight *preflight,
                                     struct ArrowArray *array,
                                     const struct ArrowSchema *schema,
                                     struct ArrowArray *result,
                                     struct ArrowSchema *result_schema,
                                     struct septet_error *error);

/**
 * The characters of a text that stand in none of the tables that the options permit: the reason
 * why it is UCS-2.
 *
 * `characters` has room for `capacity` of them; their number goes to `*length`.
 * Errors: invalid_utf8; buffer_too_small.
 */
septet_result septet_offending(const char *text,
                               size_t text_len,
                               const struct septet_text_options *options,
                               struct septet_character *characters,
                               size_t capacity,
                               size_t *length,
                               struct septet_error *error);

/**
 * The characters of a text that the option substitute replaces; none where the substitution saves
 * no segment.
 *
 * `characters` has room for `capacity` of them; their number goes to `*length`.
 * Errors: as for septet_inspect; buffer_too_small.
 */
septet_result septet_replacements(const char *text,
                                  size_t text_len,
                                  const struct septet_text_options *options,
                                  struct septet_character *characters,
                                  size_t capacity,
                                  size_t *length,
                                  struct septet_error *error);

/**
 * The word of a result, such as "too_many_segments", as JSON, Python and the command line have
 * it; "ok" for 0, NULL for a number that is no result.
 */
struct septet_str septet_result_word(septet_result result);

/**
 * The outcome of one message after several pieces of news, in whatever order they came.
 *
 * Errors: invalid_option for an outcome with a number that no word has.
 */
septet_result septet_outcomes_merge(const struct septet_outcome *events,
                                    size_t count,
                                    struct septet_outcome *outcome,
                                    struct septet_error *error);

/**
 * The outcome of a message from those of its segments.
 *
 * Errors: invalid_option for an outcome with a number that no word has.
 */
septet_result septet_segment_outcomes_merge(const struct septet_outcome *segments,
                                            size_t count,
                                            struct septet_outcome *outcome,
                                            struct septet_error *error);

/**
 * Reads a number as libphonenumber does. `region` ("GB"; NULL and 0 for none) is where a number
 * without a calling code belongs; `flags` is a sum of SEPTET_NUMBER_..., 0 for none.
 *
 * Errors: not_a_number and its kin when it is no number at all; invalid_option for a region or
 * flags that do not exist.
 */
septet_result septet_number_parse(const char *text,
                                  size_t text_len,
                                  const char *region,
                                  size_t region_len,
                                  uint32_t flags,
                                  struct septet_number *number,
                                  struct septet_error *error);

/**
 * Reads many numbers. Number `i` is `octets[offsets[i]]` to `octets[offsets[i + 1]]`, as for
 * septet_inspect_batch; `region` and `flags` as for septet_number_parse.
 *
 * One that fails does not stop the others: `results[i]` is its result, and `numbers[i]` is all 0
 * when that is not SEPTET_OK. Both arrays have room for `count`.
 * Errors of the call: null_pointer, and invalid_option for offsets that fall or pass the end:
 * nothing is written then.
 */
septet_result septet_number_parse_batch(const char *octets,
                                        size_t octets_len,
                                        const uint64_t *offsets,
                                        size_t count,
                                        const char *region,
                                        size_t region_len,
                                        uint32_t flags,
                                        struct septet_number *numbers,
                                        septet_result *results,
                                        struct septet_error *error);

/**
 * Reads a number, as septet_number_parse, and writes it for people: `form` is
 * SEPTET_NUMBER_INTERNATIONAL or SEPTET_NUMBER_NATIONAL. For programs there is septet_e164_format.
 *
 * Errors: those of septet_number_parse; buffer_too_small; invalid_option for another form.
 */
septet_result septet_number_format(const char *text,
                                   size_t text_len,
                                   const char *region,
                                   size_t region_len,
                                   uint32_t flags,
                                   uint32_t form,
                                   char *buffer,
                                   size_t capacity,
                                   size_t *length,
                                   struct septet_error *error);

/**
 * What libphonenumber says of a short number, ASCII digits, in a region such as "GB".
 *
 * Errors: not_a_number for anything but digits; invalid_option for a region that cannot be.
 */
septet_result septet_short_number_look(const char *digits,
                                       size_t digits_len,
                                       const char *region,
                                       size_t region_len,
                                       struct septet_short_number *number,
                                       struct septet_error *error);

/**
 * Reads a number that must be written as + and 3 to 15 digits into its key: its digits as an
 * integer.
 *
 * Errors: not_a_number, number_too_long, invalid_country_code.
 */
septet_result septet_e164_parse(const char *text,
                                size_t text_len,
                                uint64_t *key,
                                struct septet_error *error);

/**
 * Writes the number of a key: its digits, after a plus where `plus` says so; at most 16 octets.
 *
 * Errors: buffer_too_small; not_a_number, number_too_long for a key that is none.
 */
septet_result septet_e164_format(uint64_t key,
                                 bool plus,
                                 char *buffer,
                                 size_t capacity,
                                 size_t *length,
                                 struct septet_error *error);

/**
 * Writes the octets of every segment of a text.
 *
 * `segments` has room for `capacity` of them; their number goes to `*length` (at most 255).
 * Errors: as for septet_inspect; buffer_too_small; reference_required for several segments
 * without the option reference_number.
 */
septet_result septet_encode(const char *text,
                            size_t text_len,
                            const struct septet_text_options *options,
                            struct septet_user_data *segments,
                            size_t capacity,
                            size_t *length,
                            struct septet_error *error);

/**
 * Says what octets that are not text will become (8-bit data).
 *
 * Options and errors: as for septet_inspect.
 */
septet_result septet_inspect_data(const uint8_t *data,
                                  size_t data_len,
                                  const struct septet_text_options *options,
                                  struct septet_inspection *inspection,
                                  struct septet_error *error);

/**
 * Writes the octets of every segment of octets that are not text (8-bit data).
 *
 * Results and errors: as for septet_encode.
 */
septet_result septet_encode_data(const uint8_t *data,
                                 size_t data_len,
                                 const struct septet_text_options *options,
                                 struct septet_user_data *segments,
                                 size_t capacity,
                                 size_t *length,
                                 struct septet_error *error);

/**
 * Writes every segment of a text in the form of SMPP: 7-bit text is not packed.
 *
 * Results and errors: as for septet_encode.
 */
septet_result septet_encode_smpp(const char *text,
                                 size_t text_len,
                                 const struct septet_text_options *options,
                                 struct septet_short_message *segments,
                                 size_t capacity,
                                 size_t *length,
                                 struct septet_error *error);

/**
 * Reads user data (TP-UD) as it was received: `udl` is TP-UDL (septets in 7-bit coding, else
 * octets; header included), `dcs` TP-DCS, `udhi` whether a header begins it.
 *
 * The text goes to `buffer` as UTF-8; of 8-bit data the octets after the header, and `*is_data`
 * is then true. Text of one segment needs at most 480 octets.
 * Errors: buffer_too_small; header_overrun, compressed, odd_length, bad_septet, truncated: strict.
 */
septet_result septet_user_data_decode(const uint8_t *octets,
                                      size_t octets_len,
                                      uint8_t udl,
                                      uint8_t dcs,
                                      bool udhi,
                                      char *buffer,
                                      size_t capacity,
                                      size_t *length,
                                      bool *is_data,
                                      struct septet_error *error);

/**
 * Reads septets, one to an octet as SMPP carries them, with the tables of these identifiers (0, 0
 * for the default alphabet). The text goes to `buffer` as UTF-8: at most 3 octets a septet.
 *
 * Errors: buffer_too_small; bad_septet (detail octet_offset); language_unknown.
 */
septet_result septet_septets_decode(const uint8_t *septets,
                                    size_t septets_len,
                                    uint8_t locking_id,
                                    uint8_t single_id,
                                    char *buffer,
                                    size_t capacity,
                                    size_t *length,
                                    struct septet_error *error);

/**
 * Reads a short message of SMPP (deliver_sm): `esm_class` is 0x40 where a header comes first.
 *
 * What `data_coding` 0 means the protocol leaves to the vendor: say it by the word `smsc_alphabet`
 * ("gsm7", "latin1" or "ascii"), or by the vendor whose profile knows; of the two one is NULL. Where both
 * are, it is "gsm7". Results as of septet_user_data_decode; text needs at most 3 octets an octet.
 * Errors: buffer_too_small; header_overrun, odd_length, bad_septet (detail octet_offset);
 * invalid_option for another word, for both, for a `data_coding` of another character set, and for a
 * vendor whose document is silent.
 */
septet_result septet_short_message_decode(const uint8_t *short_message,
                                          size_t sm_length,
                                          uint8_t data_coding,
                                          uint8_t esm_class,
                                          const char *smsc_alphabet,
                                          size_t smsc_alphabet_len,
                                          const struct septet_vendor *vendor,
                                          char *buffer,
                                          size_t capacity,
                                          size_t *length,
                                          bool *is_data,
                                          struct septet_error *error);

/**
 * Joins a vendor, `card_count` rate cards (0: messages are counted and not priced) and options.
 * The handle keeps copies: vendor and cards may be freed.
 *
 * `sender` is that of messages that name none ((NULL, 0): none). `words` are name=value parted by
 * blanks: region=UG of numbers without a calling code, traffic=otp|free_otp|transactional|
 * promotional, at=2026-07-01T12:00:00Z (the time of sending; cards with dates need it); lists and
 * thresholds of findings that are off without them, of which a list repeats its name: opt_out=STOP
 * url_shortener=bit.ly high_cost_over=0.10 high_cost_country=NG time_zone=+03:00 (or
 * time_zone=UG=+03:00); and the names of septet_text_options_parse, by default what the vendor's
 * profile says.
 *
 * Ownership: free the handle with septet_preflight_free. Errors: time_required,
 * card_id_duplicate; invalid_option, field_unknown and so on, by name.
 */
septet_result septet_preflight_new(const struct septet_vendor *vendor,
                                   const struct septet_card *const *cards,
                                   size_t card_count,
                                   const char *sender,
                                   size_t sender_len,
                                   const char *words,
                                   size_t words_len,
                                   struct septet_preflight **preflight,
                                   struct septet_error *error);

/**
 * Frees a preflight and sets the handle to NULL.
 */
void septet_preflight_free(struct septet_preflight **preflight);

/**
 * Judges one message: encoding, segments, number, sender, cost, findings.
 *
 * A message that cannot be sent is a verdict, not an error. Errors: invalid_utf8 for its texts;
 * invalid_option for a country, mcc, mnc or card_index that cannot be.
 */
septet_result septet_preflight_message(const struct septet_preflight *preflight,
                                       const struct septet_message *message,
                                       struct septet_verdict *verdict,
                                       struct septet_error *error);

/**
 * The word of a SEPTET_FINDING_..., such as "ucs2_forced_by_char"; NULL for another number.
 */
struct septet_str septet_finding_word(uint16_t finding);

/**
 * How much a finding matters: "info", "warning" or "error"; NULL for another number.
 */
struct septet_str septet_finding_severity(uint16_t finding);

/**
 * When it is found, as a sentence; NULL for another number.
 */
struct septet_str septet_finding_condition(uint16_t finding);

/**
 * What the vendor's document says where `finding` (SEPTET_FINDING_...) stands, one by one: index
 * counts from 0, and beyond the last the texts of `document` are NULL. Errors: none of its own.
 */
septet_result septet_preflight_document(const struct septet_preflight *preflight,
                                        uint16_t finding,
                                        size_t index,
                                        struct septet_document *document,
                                        struct septet_error *error);

/**
 * Rates messages by number, country, network and segments, where their texts are not known: a
 * record in, its answer out, both JSON, the same as `septet rate --jsonl` and Python's `rate` read
 * and write, but for the cards, which are `card_count` handles here.
 *
 * A record such as {"at": "2026-07-01", "messages": [{"to": "+256701521269", "country": "UG",
 * "segments": 2, "count": 100}], "balance": {"amount": "500", "currency": "USD"}}; of a message
 * also "card" (an id, with several cards), "mcc", "mnc", "direction", "sender_type", "traffic" and
 * "failed"; "options": {"units_before": {..}} says what graduated tiers have behind them, and with
 * {"explain": true} each message has an "explanation": rows, tiers and steps. No number is looked up:
 * a price by country needs "country". "at" may be absent where no card has dates.
 *
 * The answer has messages, totals by currency, not_priced, complete, warnings, and balance where
 * the record has one; amounts are texts, exact. A message without a rate is counted in not_priced.
 *
 * Threads: may share the cards. Errors: buffer_too_small; syntax with line and column;
 * field_unknown, count_invalid, time_required, card_unknown and so on, by name; overflow.
 */
septet_result septet_campaign_rate(const struct septet_card *const *cards,
                                   size_t card_count,
                                   const char *record,
                                   size_t record_len,
                                   char *buffer,
                                   size_t capacity,
                                   size_t *length,
                                   struct septet_error *error);

/**
 * Begins to join.
 *
 * Ownership: free the handle with septet_reassembly_free. Errors: none of its own.
 */
septet_result septet_reassembly_new(struct septet_reassembly **reassembly,
                                    struct septet_error *error);

/**
 * Frees what waits and sets the handle to NULL.
 */
void septet_reassembly_free(struct septet_reassembly **reassembly);

/**
 * Takes one segment of a sender: `octets` is TP-UD, `udl` TP-UDL, `dcs` TP-DCS, `udhi` whether a
 * header begins it. `*joined` is the message when this completes it, which is then forgotten; else
 * NULL.
 *
 * A damaged header makes the segment a message of its own.
 * Ownership: free the message with septet_joined_free. Threads: one at a time.
 * Errors: compressed; the segment is not taken then.
 */
septet_result septet_reassembly_push(struct septet_reassembly *reassembly,
                                     const char *sender,
                                     size_t sender_len,
                                     const uint8_t *octets,
                                     size_t octets_len,
                                     uint8_t udl,
                                     uint8_t dcs,
                                     bool udhi,
                                     struct septet_joined **joined,
                                     struct septet_error *error);

/**
 * How many messages lack segments, and how many segments came twice and were dropped. Threads: one
 * at a time. Errors: none of its own.
 */
septet_result septet_reassembly_count(const struct septet_reassembly *reassembly,
                                      size_t *incomplete,
                                      uint64_t *duplicates,
                                      struct septet_error *error);

/**
 * Takes a message that lacks segments, and forgets it: by its place, from 0, in the order in which
 * they were first heard of. The places of those after it move up.
 *
 * Ownership: free the message with septet_joined_free. Threads: one at a time.
 * Errors: invalid_option for a place beyond the last.
 */
septet_result septet_reassembly_take(struct septet_reassembly *reassembly,
                                     size_t index,
                                     struct septet_joined **joined,
                                     struct septet_error *error);

/**
 * What is known of a message. Errors: none of its own.
 */
septet_result septet_joined_inspect(const struct septet_joined *joined,
                                    struct septet_joined_info *info,
                                    struct septet_error *error);

/**
 * The places of segments that have not come, counted from 1: at most 255.
 *
 * Errors: buffer_too_small.
 */
septet_result septet_joined_missing(const struct septet_joined *joined,
                                    uint8_t *buffer,
                                    size_t capacity,
                                    size_t *length,
                                    struct septet_error *error);

/**
 * The whole text as UTF-8, or the octets of 8-bit data, and `*is_data` is then true.
 *
 * Errors: buffer_too_small; incomplete while segments are missing; those of
 * septet_user_data_decode.
 */
septet_result septet_joined_decode(const struct septet_joined *joined,
                                   char *buffer,
                                   size_t capacity,
                                   size_t *length,
                                   bool *is_data,
                                   struct septet_error *error);

/**
 * Frees a message and sets the handle to NULL.
 */
void septet_joined_free(struct septet_joined **joined);

/**
 * Merges the parts of a campaign, in any order, to the report of the whole, to the last digit: those
 * of septet_session_part, `septet preflight --part` and Python alike.
 *
 * Ownership: free the report with septet_report_free. Errors: syntax, format_unknown; part_missing,
 * part_duplicate, part_mismatch for parts that do not make one campaign; needs_units_before for
 * graduated tiers, whose parts must know what stands before them (septet preflight --count);
 * overflow.
 */
septet_result septet_parts_merge(const struct septet_str *parts,
                                 size_t count,
                                 struct septet_report **report,
                                 struct septet_error *error);

/**
 * Frees a report and sets the handle to NULL.
 */
void septet_report_free(struct septet_report **report);

/**
 * The counts of a report. Errors: none of its own.
 */
septet_result septet_report_totals(const struct septet_report *report,
                                   struct septet_totals *totals,
                                   struct septet_error *error);

/**
 * The cost in each currency, one by one: `index` counts from 0, and beyond the last the currency is
 * empty. Currencies are never added up. Errors: none of its own.
 */
septet_result septet_report_cost(const struct septet_report *report,
                                 size_t index,
                                 struct septet_cost *cost,
                                 struct septet_error *error);

/**
 * The findings, errors first, then the most frequent, one by one: `index` counts from 0, and beyond
 * the last `finding` is 0. The money at stake stands in the JSON. Errors: none of its own.
 */
septet_result septet_report_finding(const struct septet_report *report,
                                    size_t index,
                                    struct septet_found *finding,
                                    struct septet_error *error);

/**
 * Writes a report in a form, SEPTET_REPORT_.... Recipients and texts are not in it.
 *
 * Errors: buffer_too_small; invalid_option for another form.
 */
septet_result septet_report_write(const struct septet_report *report,
                                  uint32_t form,
                                  char *buffer,
                                  size_t capacity,
                                  size_t *length,
                                  struct septet_error *error);

/**
 * Reads a sender: + and 3 to 15 digits, or 9 to 15 digits, are a number; 3 to 8 digits a short code;
 * anything else is a word of at most 11 septets. What a vendor takes is septet_sender_check_by.
 *
 * Errors: sender_empty, sender_not_gsm7, sender_too_long, sender_number_invalid.
 */
septet_result septet_sender_parse(const char *text,
                                  size_t text_len,
                                  struct septet_sender *sender,
                                  struct septet_error *error);

/**
 * Reads an originating address (TP-OA): its first octet says how many of `octets` belong to it. Digits
 * of another type than international are a short code.
 *
 * Errors: sender_number_invalid (cut off, too long, or not digits), sender_not_gsm7, sender_empty.
 */
septet_result septet_sender_from_address(const uint8_t *octets,
                                         size_t octet_len,
                                         struct septet_sender *sender,
                                         struct septet_error *error);

/**
 * What is published of senders in a destination: a number as + and digits, or a country by its two
 * letters. `now` is the time in seconds since 1970-01-01T00:00:00Z, such as (int64_t)time(NULL): the
 * library reads no clock. The texts are static.
 *
 * Errors: invalid_option for a destination that is neither.
 */
septet_result septet_sender_advice(const char *destination,
                                   size_t destination_len,
                                   int64_t now,
                                   struct septet_advice *advice,
                                   struct septet_error *error);

/**
 * Begins a pass. What only a whole file can tell, duplicates, floods, a balance and a budget, is
 * found by the command line.
 *
 * Ownership: free the handle with septet_session_free; the preflight may be freed before. Errors:
 * overflow.
 */
septet_result septet_session_new(const struct septet_preflight *preflight,
                                 struct septet_session **session,
                                 struct septet_error *error);

/**
 * Frees a session and sets the handle to NULL.
 */
void septet_session_free(struct septet_session **session);

/**
 * Judges the next message, as septet_preflight_message, and counts it: tiers go on from the messages
 * before. `verdict` may be NULL.
 *
 * Errors: those of septet_preflight_message; overflow. The message is not counted then.
 */
septet_result septet_session_message(struct septet_session *session,
                                     const struct septet_message *message,
                                     struct septet_verdict *verdict,
                                     struct septet_error *error);

/**
 * Judges the next messages, a table, as septet_preflight_arrow, and counts them: tiers go on from
 * the messages before.
 *
 * Ownership: as for septet_count_arrow. Errors: column_type, column_missing, arrow_data, when nothing
 * was counted; overflow, after which the session is of no use.
 */
septet_result septet_session_arrow(struct septet_session *session,
                                   struct ArrowArray *array,
                                   const struct ArrowSchema *schema,
                                   struct ArrowArray *result,
                                   struct ArrowSchema *result_schema,
                                   struct septet_error *error);

/**
 * The report on what was counted so far; the session goes on. It costs as much as there are kinds
 * of messages, not messages: cheap enough for running totals.
 *
 * Ownership: free the report with septet_report_free. Errors: overflow.
 */
septet_result septet_session_report(const struct septet_session *session,
                                    struct septet_report **report,
                                    struct septet_error *error);

/**
 * What was counted so far as a part of a campaign, as JSON (septet.part/1): to be stored, sent, and
 * merged by septet_parts_merge, `septet merge` or Python. It is read by the version that wrote it.
 *
 * `index` is its place among the parts, from 0; `by_recipient` says that all messages to a recipient
 * stand in one part. Errors: buffer_too_small.
 */
septet_result septet_session_part(const struct septet_session *session,
                                  uint32_t index,
                                  bool by_recipient,
                                  char *buffer,
                                  size_t capacity,
                                  size_t *length,
                                  struct septet_error *error);

/**
 * The word of a SEPTET_STATE_..., such as "delivered"; NULL for another number.
 */
struct septet_str septet_state_word(uint8_t state);

/**
 * The word of a SEPTET_CAUSE_...; NULL for another number.
 */
struct septet_str septet_cause_word(uint8_t cause);

/**
 * The word of a SEPTET_RETRY_...; NULL for another number.
 */
struct septet_str septet_retry_word(uint8_t retry);

/**
 * The word of a SEPTET_ACTOR_...; NULL for another number.
 */
struct septet_str septet_actor_word(uint8_t actor);

/**
 * The word of a SEPTET_BILLABLE_...; NULL for another number.
 */
struct septet_str septet_billable_word(uint8_t billable);

/**
 * The word of a SEPTET_CERTAINTY_...; NULL for another number.
 */
struct septet_str septet_certainty_word(uint8_t certainty);

/**
 * The word of a SEPTET_SCOPE_...; NULL for another number.
 */
struct septet_str septet_scope_word(uint8_t scope);

/**
 * What a vendor's status code means. `group` only where the vendor has groups, else (NULL, 0);
 * `table` names one of its tables, (NULL, 0) the first. Does not allocate.
 *
 * A code that is not listed is an outcome, not an error. Errors: table_unknown.
 */
septet_result septet_status_decode(const struct septet_vendor *vendor,
                                   const char *code,
                                   size_t code_len,
                                   const char *group,
                                   size_t group_len,
                                   const char *table,
                                   size_t table_len,
                                   struct septet_outcome *outcome,
                                   struct septet_error *error);

/**
 * What a key of a standard's table means, such as "smpp.command_status" and "88".
 *
 * A key that is not listed is an outcome, not an error. Errors: table_unknown and its kin.
 */
septet_result septet_standard_decode(const char *table,
                                     size_t table_len,
                                     const char *key,
                                     size_t key_len,
                                     struct septet_outcome *outcome,
                                     struct septet_error *error);

/**
 * What an HTTP status means for a vendor when there is no body to read; `retry_after_s` -1 where
 * the answer has no Retry-After. A status that the vendor does not speak of is an outcome, not an
 * error. Errors: invalid_option for seconds that cannot be.
 */
septet_result septet_http_decode(const struct septet_vendor *vendor,
                                 uint16_t status,
                                 int64_t retry_after_s,
                                 struct septet_outcome *outcome,
                                 struct septet_error *error);

/**
 * Reads the body of an answer or a webhook. `http_status` 0 and `retry_after_s` -1 for not given.
 *
 * A body that cannot be read is an outcome, not an error.
 * Ownership: free the handle with septet_decoded_free; the vendor may be freed before. Errors:
 * invalid_option for seconds that cannot be.
 */
septet_result septet_body_decode(const struct septet_vendor *vendor,
                                 const char *body,
                                 size_t body_len,
                                 uint16_t http_status,
                                 int64_t retry_after_s,
                                 struct septet_decoded **decoded,
                                 struct septet_error *error);

/**
 * Frees a decoded body and sets the handle to NULL.
 */
void septet_decoded_free(struct septet_decoded **decoded);

/**
 * How many answers a body holds, whether it is a list (be it of one or none), and whether it
 * could not be read as what it should be. Errors: none of its own.
 */
septet_result septet_decoded_shape(const struct septet_decoded *decoded,
                                   size_t *count,
                                   bool *is_list,
                                   bool *malformed,
                                   struct septet_error *error);

/**
 * One answer of a body, from 0. Errors: invalid_option for an index beyond the last.
 */
septet_result septet_decoded_answer(const struct septet_decoded *decoded,
                                    size_t index,
                                    struct septet_answer *answer,
                                    struct septet_error *error);

/**
 * One recipient of an answer, both from 0. Errors: invalid_option for an index beyond the last.
 */
septet_result septet_decoded_recipient(const struct septet_decoded *decoded,
                                       size_t index,
                                       size_t recipient_index,
                                       struct septet_str *recipient,
                                       struct septet_error *error);

/**
 * Reads an SMPP delivery receipt by a vendor's rules; by the standard's when `vendor` is NULL.
 *
 * The optional parameters win over the text: `message_state` -1, `message_id` (NULL, 0) for not
 * given. A receipt that cannot be read is an outcome, not an error. Errors: invalid_option.
 */
septet_result septet_receipt_decode(const struct septet_vendor *vendor,
                                    const char *text,
                                    size_t text_len,
                                    int32_t message_state,
                                    const char *message_id,
                                    size_t message_id_len,
                                    struct septet_receipt *receipt,
                                    struct septet_error *error);

/**
 * Reads options from words: names and values as on the command line and in Python, such as
 * "languages=tr,es reference=16 boundary=scalar", parted by blanks; empty gives the defaults.
 *
 * Names: languages (none), boundary (grapheme), reference (8), reference_number (no default),
 * encoding (auto), newline (keep), normalize (none), max_segments (255), ports, message_class,
 * substitute, substitute_mode. The last of equal names counts.
 *
 * Ownership: free the handle with septet_text_options_free. Threads: may be shared.
 * Errors: SEPTET_ERROR_SYNTAX for a word without "="; field_unknown, invalid_option,
 * language_unknown, not_supported_yet by name.
 */
septet_result septet_text_options_parse(const char *words,
                                        size_t words_len,
                                        struct septet_text_options **options,
                                        struct septet_error *error);

/**
 * Frees options and sets the handle to NULL.
 */
void septet_text_options_free(struct septet_text_options **options);

/**
 * Says what a text will become: its encoding, segments, and room left. Does not allocate, but for
 * the options newline, normalize and substitute.
 *
 * `options` may be NULL: the defaults.
 * Errors: invalid_utf8; not_encodable (detail char_offset) where the requested encoding cannot be
 * had; too_many_segments (details encoding, units, segments).
 */
septet_result septet_inspect(const char *text,
                             size_t text_len,
                             const struct septet_text_options *options,
                             struct septet_inspection *inspection,
                             struct septet_error *error);

/**
 * Says what many texts will become. Text `i` is `octets[offsets[i]]` to `octets[offsets[i + 1]]`,
 * as in an Arrow column of strings; `offsets` has `count + 1` entries that never fall, the last
 * at most `octets_len`.
 *
 * A text that fails does not stop the others: `results[i]` is its result, and `inspections[i]` is
 * all 0 when that is not SEPTET_OK. Both arrays have room for `count`.
 * Errors of the call: null_pointer, and invalid_option for offsets that fall or pass the end:
 * nothing is written then.
 */
septet_result septet_inspect_batch(const char *octets,
                                   size_t octets_len,
                                   const uint64_t *offsets,
                                   size_t count,
                                   const struct septet_text_options *options,
                                   struct septet_inspection *inspections,
                                   septet_result *results,
                                   struct septet_error *error);

/**
 * Cuts a text into the segments it will be sent as: each names a part of the text after the
 * options newline, normalize and substitute. Without them that is `text` itself; with them it is
 * what septet_text_prepare gives.
 *
 * `segments` has room for `capacity` of them; their number goes to `*length` (at most 255).
 * Errors: as for septet_inspect; buffer_too_small.
 */
septet_result septet_split(const char *text,
                           size_t text_len,
                           const struct septet_text_options *options,
                           struct septet_segment *segments,
                           size_t capacity,
                           size_t *length,
                           struct septet_error *error);

/**
 * Writes the text as it will be sent: after the options newline, normalize and substitute.
 *
 * Errors: as for septet_inspect; buffer_too_small.
 */
septet_result septet_text_prepare(const char *text,
                                  size_t text_len,
                                  const struct septet_text_options *options,
                                  char *buffer,
                                  size_t capacity,
                                  size_t *length,
                                  struct septet_error *error);

/**
 * Takes a profile that comes with the library, by its id or an alias, such as "msgine".
 *
 * Ownership: free the handle with septet_vendor_free. Errors: vendor_unknown.
 */
septet_result septet_vendor_builtin(const char *id,
                                    size_t id_len,
                                    struct septet_vendor **vendor,
                                    struct septet_error *error);

/**
 * Reads a profile of the caller's own from the text of its file; `format` is SEPTET_FORMAT_....
 *
 * Ownership: free the handle with septet_vendor_free. Errors: syntax with line and column;
 * field_unknown, field_missing, field_duplicate, invalid_option, table_unknown with the field.
 */
septet_result septet_vendor_load(const char *text,
                                 size_t text_len,
                                 uint32_t format,
                                 struct septet_vendor **vendor,
                                 struct septet_error *error);

/**
 * Frees a vendor and sets the handle to NULL.
 */
void septet_vendor_free(struct septet_vendor **vendor);

/**
 * The id of a vendor; NULL for a NULL handle. It lives as long as the handle.
 */
struct septet_str septet_vendor_id(const struct septet_vendor *vendor);

/**
 * Judges a sender by a vendor's rules; `traffic` is SEPTET_TRAFFIC_....
 *
 * A refused sender is a verdict, not an error. Errors: invalid_utf8, invalid_option.
 */
septet_result septet_sender_check_by(const struct septet_vendor *vendor,
                                     const char *sender,
                                     size_t sender_len,
                                     uint32_t traffic,
                                     struct septet_sender_check *result,
                                     struct septet_error *error);

/**
 * Reads a rate card (septet-ratecard/1) from the content of its file. `name` ends in .csv, .json
 * or .toml, which tells the format, and is named in errors.
 *
 * Ownership: free the handle with septet_card_free. Errors: those of the format, with line, field
 * and value in the text: price_negative, duplicate_rate, not_supported_yet, ...
 */
septet_result septet_card_load(const char *name,
                               size_t name_len,
                               const char *content,
                               size_t content_len,
                               struct septet_card **card,
                               struct septet_error *error);

/**
 * Frees a card and sets the handle to NULL.
 */
void septet_card_free(struct septet_card **card);

/**
 * The id of a card; NULL for a NULL handle. It lives as long as the handle.
 */
struct septet_str septet_card_id(const struct septet_card *card);

/**
 * The version of the binary interface of the library that is loaded: refuse to go on when it is
 * not `SEPTET_ABI_VERSION`.
 */
uint32_t septet_abi_version(void);

/**
 * The version of the library, such as "0.1.0".
 */
struct septet_str septet_version(void);

#ifdef __cplusplus
}  // extern "C"
#endif  // __cplusplus

#endif  /* SEPTET_H */
