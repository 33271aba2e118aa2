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
 * * Text is UTF-8 as pointer and length in octets, without NUL. A length of 0 allows NULL.
 * * Results of unknown length go into the caller's buffer (buffer, capacity), and their whole
 *   length into *length, also when the buffer is too small: the answer is then
 *   SEPTET_ERROR_BUFFER_TOO_SMALL and nothing else is written. Capacity 0, where the buffer may be NULL, asks for the length.
 * * A handle (septet_vendor, septet_card, …) is made by one function and freed by one, which
 *   takes a pointer to the handle and sets it to NULL; freeing NULL does nothing. A copy of a
 *   freed handle must not be used: that is undefined. Handles never change once made: any number
 *   of threads may use one at the same time, but not free it meanwhile.
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
#define SEPTET_ERROR_NULL_POINTER 800u
#define SEPTET_ERROR_MISALIGNED 801u
#define SEPTET_ERROR_INVALID_UTF8 802u


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
 * Octets of a segment's user data, header included.
 */
#define SEPTET_SEGMENT_OCTET_LEN 140

/**
 * Septets of a segment's user data, header included.
 */
#define SEPTET_SEGMENT_SEPTET_LEN 160

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
 * Version of the binary interface, as compiled into a caller. It grows whenever a struct or a
 * function's parameters change; new functions and new error numbers do not change it.
 */
#define SEPTET_ABI_VERSION 1

/**
 * What a text is counted and cut under: a handle.
 */
typedef struct septet_text_options septet_text_options;

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
 * The outcome of a call: `SEPTET_OK` or one of `SEPTET_ERROR_…`.
 */
typedef uint32_t septet_result;

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
} septet_number;

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
 * The call did what it says.
 */
#define SEPTET_OK 0

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * The word of a result, such as "too_many_segments", as JSON, Python and the command line have
 * it; "ok" for 0, NULL for a number that is no result.
 */
struct septet_str septet_result_word(septet_result result);

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
