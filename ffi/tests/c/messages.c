/* Characters of a text, 8-bit data, segments joined to messages, columns of numbers. */

#include <septet.h>

#include "check.h"

#define TEXT(literal) literal, sizeof literal - 1

static void characters(void) {
  septet_character found[4];
  size_t count = 0;
  septet_error error;
  /* U+2019 is three octets, one character, one UTF-16 unit; U+1F600 follows "It’s " */
  const char text[] = "It\xE2\x80\x99s \xF0\x9F\x98\x80";
  CHECK(septet_offending(text, sizeof text - 1, NULL, found, 4, &count, &error) == SEPTET_OK);
  CHECK(count == 2 && found[0].character == 0x2019 && found[1].character == 0x1F600);
  CHECK(found[0].octet_offset == 2 && found[0].char_offset == 2 && found[0].utf16_offset == 2);
  CHECK(found[1].octet_offset == 7 && found[1].char_offset == 5 && found[1].utf16_offset == 5);
  CHECK(found[0].replacement.data == NULL);
  CHECK(septet_offending(text, sizeof text - 1, NULL, found, 1, &count, &error) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(count == 2);
  CHECK(septet_offending(TEXT("plain"), NULL, NULL, 0, &count, NULL) == SEPTET_OK && count == 0);

  septet_text_options *options = NULL;
  CHECK(septet_text_options_parse(TEXT("substitute=septet"), &options, &error) == SEPTET_OK);
  char longer[105];
  memcpy(longer, "It\xE2\x80\x99s", 6);
  memset(longer + 6, 'a', sizeof longer - 6);
  CHECK(septet_replacements(longer, sizeof longer, options, found, 4, &count, &error) == SEPTET_OK);
  CHECK(count == 1 && found[0].character == 0x2019 && IS(found[0].replacement, "'"));
  septet_text_options_free(&options);
}

static void data(void) {
  uint8_t octets[141];
  for (size_t i = 0; i < sizeof octets; i++) octets[i] = (uint8_t)i;
  septet_inspection inspection;
  septet_error error;
  CHECK(septet_inspect_data(octets, 140, NULL, &inspection, &error) == SEPTET_OK);
  CHECK(inspection.encoding == SEPTET_ENCODING_DATA8 && inspection.segments == 1);
  CHECK(septet_inspect_data(octets, 141, NULL, &inspection, &error) == SEPTET_OK);
  CHECK(inspection.segments == 2 && inspection.units == 141);

  septet_user_data wire[2];
  size_t count = 0;
  CHECK(septet_encode_data(octets, 141, NULL, wire, 2, &count, &error) ==
        SEPTET_ERROR_REFERENCE_REQUIRED);
  septet_text_options *options = NULL;
  CHECK(septet_text_options_parse(TEXT("reference_number=7"), &options, &error) == SEPTET_OK);
  CHECK(septet_encode_data(octets, 141, options, wire, 2, &count, &error) == SEPTET_OK);
  /* 140 octets less a header of six */
  CHECK(count == 2 && wire[0].octet_len == 140 && wire[1].octet_len == 13 && wire[1].udhi);
  CHECK(memcmp(wire[1].octets, "\x05\x00\x03\x07\x02\x02\x86", 7) == 0);
  septet_text_options_free(&options);
}

static void joining(void) {
  septet_reassembly *reassembly = NULL;
  septet_joined *joined = (septet_joined *)&reassembly;
  septet_error error;
  CHECK(septet_reassembly_new(&reassembly, &error) == SEPTET_OK && reassembly);
  /* two segments of "a" and "b", the second first */
  const uint8_t first[] = {5, 0, 3, 0x2A, 2, 1, 0xC2}, second[] = {5, 0, 3, 0x2A, 2, 2, 0xC4};
  CHECK(septet_reassembly_push(reassembly, TEXT("+256701521269"), second, 7, 8, 0, true, &joined,
                               &error) == SEPTET_OK);
  CHECK(joined == NULL);
  CHECK(septet_reassembly_push(reassembly, TEXT("+256701521269"), second, 7, 8, 0, true, &joined,
                               &error) == SEPTET_OK);
  size_t incomplete = 0;
  uint64_t duplicates = 0;
  CHECK(septet_reassembly_count(reassembly, &incomplete, &duplicates, &error) == SEPTET_OK);
  CHECK(incomplete == 1 && duplicates == 1);
  CHECK(septet_reassembly_push(reassembly, TEXT("+256701521269"), first, 7, 8, 0, true, &joined,
                               &error) == SEPTET_OK);
  CHECK(joined != NULL);
  char text[8];
  size_t length = 0;
  bool is_data = true;
  CHECK(septet_joined_decode(joined, text, sizeof text, &length, &is_data, &error) == SEPTET_OK);
  CHECK(length == 2 && memcmp(text, "ab", 2) == 0 && !is_data);
  septet_joined_info info;
  CHECK(septet_joined_inspect(joined, &info, &error) == SEPTET_OK);
  CHECK(IS(info.sender, "+256701521269") && info.segment_count == 2 && info.missing_count == 0);
  CHECK(!info.has_ports && info.encoding == SEPTET_ENCODING_GSM7);
  septet_joined_free(&joined);
  CHECK(joined == NULL);

  CHECK(septet_reassembly_push(reassembly, TEXT("x"), second, 7, 8, 0, true, &joined, &error) ==
        SEPTET_OK);
  CHECK(septet_reassembly_take(reassembly, 1, &joined, &error) == SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_reassembly_take(reassembly, 0, &joined, &error) == SEPTET_OK && joined);
  uint8_t missing[4];
  CHECK(septet_joined_missing(joined, missing, 4, &length, &error) == SEPTET_OK);
  CHECK(length == 1 && missing[0] == 1);
  CHECK(septet_joined_decode(joined, text, sizeof text, &length, &is_data, &error) ==
        SEPTET_ERROR_INCOMPLETE);
  septet_joined_free(&joined);
  septet_joined_free(&joined);

  /* a damaged header makes a message of its own; compressed text is refused and not taken */
  CHECK(septet_reassembly_push(reassembly, TEXT("x"), (const uint8_t *)"\x05\x00\x09", 3, 3, 4,
                               true, &joined, &error) == SEPTET_OK);
  CHECK(joined != NULL);
  septet_joined_free(&joined);
  CHECK(septet_reassembly_push(reassembly, TEXT("x"), first, 7, 8, 0x20, true, &joined, &error) ==
        SEPTET_ERROR_COMPRESSED);
  CHECK(septet_reassembly_push(NULL, TEXT("x"), first, 7, 8, 0, true, &joined, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_reassembly_push(reassembly, TEXT("x"), NULL, 7, 8, 0, true, &joined, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_reassembly_count(reassembly, &incomplete, &duplicates, NULL) == SEPTET_OK);
  CHECK(incomplete == 0);
  septet_reassembly_free(&reassembly);
  CHECK(reassembly == NULL);
}

static void numbers(void) {
  const char octets[] = "+256701521269\xFF" "0701521269" "12";
  const uint64_t offsets[] = {0, 13, 14, 24, 26};
  septet_number found[4];
  septet_result results[4];
  septet_error error;
  CHECK(septet_number_parse_batch(octets, 26, offsets, 4, TEXT("UG"), 0, found, results, &error) ==
        SEPTET_OK);
  CHECK(results[0] == SEPTET_OK && found[0].e164_key == 256701521269 && found[0].is_valid);
  CHECK(results[1] == SEPTET_ERROR_INVALID_UTF8 && found[1].e164_key == 0);
  CHECK(results[2] == SEPTET_OK && found[2].e164_key == 256701521269);
  CHECK(results[3] == SEPTET_OK && !found[3].is_valid);
  const uint64_t falling[] = {0, 13, 3};
  CHECK(septet_number_parse_batch(octets, 26, falling, 2, NULL, 0, 0, found, results, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_number_parse_batch(octets, 26, offsets, 4, NULL, 0, 64, found, results, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_number_parse_batch(octets, 26, offsets, 4, NULL, 0, 0, NULL, results, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_number_parse_batch(NULL, 0, NULL, 0, NULL, 0, 0, NULL, NULL, NULL) == SEPTET_OK);
}

static void merging(void) {
  septet_outcome events[2], merged;
  septet_error error;
  const char *table = "smpp.message_state";
  CHECK(septet_standard_decode(table, strlen(table), TEXT("1"), &events[0], &error) == SEPTET_OK);
  CHECK(septet_standard_decode(table, strlen(table), TEXT("2"), &events[1], &error) == SEPTET_OK);
  CHECK(events[0].state == SEPTET_STATE_SENT && events[1].state == SEPTET_STATE_DELIVERED);
  CHECK(septet_outcomes_merge(events, 2, &merged, &error) == SEPTET_OK);
  CHECK(merged.state == SEPTET_STATE_DELIVERED);
  CHECK(septet_segment_outcomes_merge(events, 2, &merged, &error) == SEPTET_OK);
  CHECK(merged.state != SEPTET_STATE_DELIVERED);
  events[0].state = 250;
  CHECK(septet_outcomes_merge(events, 2, &merged, &error) == SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_outcomes_merge(NULL, 2, &merged, &error) == SEPTET_ERROR_NULL_POINTER);
}

int main(void) {
  characters();
  data();
  joining();
  numbers();
  merging();
  return checks_end("messages");
}
