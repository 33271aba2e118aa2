/* Texts: options, counting, cutting, octets, and what is refused at the border. */

#include <septet.h>
#include <stdlib.h>

#include "check.h"

#define TEXT(s) (s), (sizeof(s) - 1)

static void versions(void) {
  CHECK(septet_abi_version() == SEPTET_ABI_VERSION);
  CHECK(septet_version().len >= 5);
  CHECK(IS(septet_result_word(SEPTET_OK), "ok"));
  CHECK(IS(septet_result_word(SEPTET_ERROR_TOO_MANY_SEGMENTS), "too_many_segments"));
  CHECK(septet_result_word(54321).data == NULL);
}

static void inspect(void) {
  septet_inspection found;
  septet_error error;
  CHECK(septet_inspect(TEXT("hello"), NULL, &found, &error) == SEPTET_OK);
  CHECK(found.encoding == SEPTET_ENCODING_GSM7 && found.units == 5 && found.segments == 1);
  CHECK(found.remaining == 155 && IS(found.reason, "default_alphabet"));
  CHECK(septet_inspect(TEXT("It\xE2\x80\x99s here"), NULL, &found, &error) == SEPTET_OK);
  CHECK(found.encoding == SEPTET_ENCODING_UCS2 && found.data_coding == 8 && found.units == 9);
  /* empty text, as (NULL, 0) and as a pointer */
  CHECK(septet_inspect(NULL, 0, NULL, &found, NULL) == SEPTET_OK && found.segments == 1);
  CHECK(septet_inspect("", 0, NULL, &found, NULL) == SEPTET_OK && found.units == 0);
  /* a NUL is a character like another, and outside the alphabet */
  CHECK(septet_inspect("a\0b", 3, NULL, &found, NULL) == SEPTET_OK && found.units == 3);
  CHECK(found.encoding == SEPTET_ENCODING_UCS2);
}

static void refused(void) {
  septet_inspection found;
  septet_error error;
  memset(&found, 0x55, sizeof found);
  septet_inspection before = found;
  CHECK(septet_inspect(NULL, 5, NULL, &found, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(error.result == SEPTET_ERROR_NULL_POINTER && strstr(error.text, "text") != NULL);
  CHECK(septet_inspect(TEXT("a"), NULL, NULL, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(strstr(error.text, "inspection") != NULL);
  CHECK(septet_inspect("a", SIZE_MAX, NULL, &found, &error) == SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_inspect(TEXT("ab\xFF"), NULL, &found, &error) == SEPTET_ERROR_INVALID_UTF8);
  CHECK(error.detail_count == 1 && IS(error.details[0].name, "octet_offset"));
  CHECK(error.details[0].number == 2 && error.details[0].word.data == NULL);
  /* a surrogate is no UTF-8, nor is a cut or overlong character */
  CHECK(septet_inspect(TEXT("\xED\xA0\xBD"), NULL, &found, NULL) == SEPTET_ERROR_INVALID_UTF8);
  CHECK(septet_inspect(TEXT("\xE2\x82"), NULL, &found, NULL) == SEPTET_ERROR_INVALID_UTF8);
  CHECK(septet_inspect(TEXT("\xC0\x80"), NULL, &found, NULL) == SEPTET_ERROR_INVALID_UTF8);
  /* nothing was written to the result by any of these */
  CHECK(memcmp(&before, &found, sizeof found) == 0);

  char *long_text = malloc(40000);
  CHECK(long_text != NULL);
  memset(long_text, 'a', 40000);
  CHECK(septet_inspect(long_text, 40000, NULL, &found, &error) == SEPTET_ERROR_TOO_MANY_SEGMENTS);
  CHECK(error.detail_count == 3 && IS(error.details[0].name, "encoding"));
  CHECK(IS(error.details[0].word, "gsm7") && error.details[1].number == 40000);
  CHECK(IS(error.details[2].name, "segments") && error.details[2].number == 262);
  free(long_text);
}

static void options(void) {
  septet_text_options *handle = NULL;
  septet_error error;
  septet_inspection found;
  CHECK(septet_text_options_parse(TEXT("languages=tr  reference=16"), &handle, &error) == SEPTET_OK);
  CHECK(handle != NULL);
  CHECK(septet_inspect(TEXT("\xC5\x9F"), handle, &found, &error) == SEPTET_OK);
  CHECK(found.encoding == SEPTET_ENCODING_GSM7 && found.locking_id == 1 && found.single_id == 0);
  septet_text_options_free(&handle);
  CHECK(handle == NULL);
  septet_text_options_free(&handle); /* again: nothing */
  septet_text_options_free(NULL);

  static const struct {
    const char *words;
    septet_result result;
  } wrong[] = {
      {"reference", SEPTET_ERROR_SYNTAX},
      {"reference=7", SEPTET_ERROR_INVALID_OPTION},
      {"colour=red", SEPTET_ERROR_FIELD_UNKNOWN},
      {"languages=tr,xx", SEPTET_ERROR_LANGUAGE_UNKNOWN},
      {"reference_number=70000", SEPTET_ERROR_REFERENCE_OUT_OF_RANGE},
      {"\xFF=1", SEPTET_ERROR_INVALID_UTF8},
  };
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    /* on error the handle is NULL, whatever it was before */
    handle = (septet_text_options *)&found;
    septet_result result =
        septet_text_options_parse(wrong[i].words, strlen(wrong[i].words), &handle, &error);
    CHECK(result == wrong[i].result && handle == NULL && error.result == result);
  }
  CHECK(septet_text_options_parse(NULL, 0, &handle, NULL) == SEPTET_OK && handle != NULL);
  septet_text_options_free(&handle);
  CHECK(septet_text_options_parse(NULL, 0, NULL, &error) == SEPTET_ERROR_NULL_POINTER);
}

static void split(void) {
  char text[161];
  memset(text, 'a', sizeof text);
  septet_segment cuts[2];
  size_t count = 99;
  septet_error error;
  CHECK(septet_split(text, sizeof text, NULL, cuts, 2, &count, &error) == SEPTET_OK);
  CHECK(count == 2 && cuts[0].octet_len == 153 && cuts[0].units == 153);
  CHECK(cuts[1].octet_offset == 153 && cuts[1].octet_len == 8);
  /* too small: only the number */
  count = 99;
  cuts[0].units = 7;
  CHECK(septet_split(text, sizeof text, NULL, cuts, 1, &count, &error) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(count == 2 && cuts[0].units == 7);
  CHECK(septet_split(text, sizeof text, NULL, NULL, 0, &count, NULL) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(septet_split(text, sizeof text, NULL, NULL, 2, &count, NULL) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_split(text, sizeof text, NULL, cuts, 2, NULL, NULL) == SEPTET_ERROR_NULL_POINTER);
}

static void prepare(void) {
  septet_text_options *crlf = NULL;
  char out[8];
  size_t length = 0;
  CHECK(septet_text_options_parse(TEXT("newline=crlf"), &crlf, NULL) == SEPTET_OK);
  CHECK(septet_text_prepare(TEXT("a\nb"), crlf, out, sizeof out, &length, NULL) == SEPTET_OK);
  CHECK(length == 4 && memcmp(out, "a\r\nb", 4) == 0);
  CHECK(septet_text_prepare(TEXT("a\nb"), crlf, NULL, 0, &length, NULL) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(length == 4);
  septet_text_options_free(&crlf);
}

static void octets(void) {
  septet_user_data wire[2];
  septet_short_message smpp[2];
  size_t count = 0;
  septet_error error;
  CHECK(septet_encode(TEXT("hello"), NULL, wire, 2, &count, &error) == SEPTET_OK && count == 1);
  CHECK(wire[0].octet_len == 5 && wire[0].udl == 5 && wire[0].dcs == 0 && !wire[0].udhi);
  CHECK(memcmp(wire[0].octets, "\xE8\x32\x9B\xFD\x06", 5) == 0);

  char text[161];
  memset(text, 'a', sizeof text);
  count = 99;
  CHECK(septet_encode(text, sizeof text, NULL, wire, 2, &count, &error) ==
        SEPTET_ERROR_REFERENCE_REQUIRED);
  CHECK(count == 99);
  septet_text_options *numbered = NULL;
  CHECK(septet_text_options_parse(TEXT("reference_number=42"), &numbered, &error) == SEPTET_OK);
  CHECK(septet_encode(text, sizeof text, numbered, wire, 2, &count, &error) == SEPTET_OK);
  CHECK(count == 2 && wire[1].udhi && memcmp(wire[1].octets, "\x05\x00\x03\x2A\x02\x02", 6) == 0);
  CHECK(septet_encode_smpp(text, sizeof text, numbered, smpp, 2, &count, &error) == SEPTET_OK);
  CHECK(smpp[0].sm_length == 159 && smpp[0].esm_class == 0x40 && smpp[0].data_coding == 0);
  CHECK(smpp[1].sm_length == 14 && smpp[1].short_message[6] == 'a');

  char out[480];
  size_t length = 0;
  bool is_data = true;
  CHECK(septet_user_data_decode(wire[1].octets, wire[1].octet_len, wire[1].udl, wire[1].dcs,
                                wire[1].udhi, out, sizeof out, &length, &is_data,
                                &error) == SEPTET_OK);
  CHECK(length == 8 && !is_data && memcmp(out, "aaaaaaaa", 8) == 0);
  septet_text_options_free(&numbered);
  CHECK(septet_short_message_decode(smpp[1].short_message, smpp[1].sm_length, smpp[1].data_coding,
                                    smpp[1].esm_class, NULL, 0, NULL, out, sizeof out, &length,
                                    &is_data, &error) == SEPTET_OK);
  CHECK(length == 8 && !is_data && memcmp(out, "aaaaaaaa", 8) == 0);

  /* data_coding 0 is what the vendor says; ISO 8859-1 has e9 for e with acute */
  const uint8_t *cafe = (const uint8_t *)"caf\xE9";
  CHECK(septet_short_message_decode(cafe, 4, 0, 0, TEXT("latin1"), NULL, out, sizeof out, &length,
                                    &is_data, &error) == SEPTET_OK);
  CHECK(length == 5 && memcmp(out, "caf\xC3\xA9", 5) == 0);
  CHECK(septet_short_message_decode(cafe, 4, 0, 0, NULL, 0, NULL, out, sizeof out, &length, &is_data,
                                    &error) == SEPTET_ERROR_BAD_SEPTET);
  static const char profile[] =
      "{\"schema\": \"septet.profile/1\", \"id\": \"v\", \"name\": \"V\","
      " \"text\": {\"data_coding_0\": \"latin1\"}}";
  septet_vendor *vendor = NULL;
  CHECK(septet_vendor_load(TEXT(profile), SEPTET_FORMAT_JSON, &vendor, &error) == SEPTET_OK);
  CHECK(septet_short_message_decode(cafe, 4, 0, 0, NULL, 0, vendor, out, sizeof out, &length,
                                    &is_data, &error) == SEPTET_OK);
  CHECK(length == 5 && memcmp(out, "caf\xC3\xA9", 5) == 0);
  CHECK(septet_short_message_decode(cafe, 4, 0, 0, TEXT("latin1"), vendor, out, sizeof out, &length,
                                    &is_data, &error) == SEPTET_ERROR_INVALID_OPTION);
  septet_vendor_free(&vendor);
  CHECK(septet_vendor_builtin(TEXT("msgine"), &vendor, &error) == SEPTET_OK);
  CHECK(septet_short_message_decode(cafe, 4, 0, 0, NULL, 0, vendor, out, sizeof out, &length,
                                    &is_data, &error) == SEPTET_ERROR_INVALID_OPTION);
  septet_vendor_free(&vendor);

  /* a header that does not end where it says */
  CHECK(septet_user_data_decode((const uint8_t *)"\x05\x00\x09", 3, 3, 4, true, out, sizeof out,
                                &length, &is_data, &error) != SEPTET_OK);
  CHECK(septet_septets_decode((const uint8_t *)"\x1B\x65", 2, 0, 0, out, sizeof out, &length,
                              &error) == SEPTET_OK);
  CHECK(length == 3 && memcmp(out, "\xE2\x82\xAC", 3) == 0);
  CHECK(septet_septets_decode((const uint8_t *)"\x80", 1, 0, 0, out, sizeof out, &length,
                              &error) == SEPTET_ERROR_BAD_SEPTET);
  CHECK(septet_septets_decode((const uint8_t *)"a", 1, 2, 0, out, sizeof out, &length, &error) ==
        SEPTET_ERROR_LANGUAGE_UNKNOWN);
}

static void batch(void) {
  static const char data[] = "hello" "\xE2\x98\x83" "\xFF" "";
  static const uint64_t offsets[] = {0, 5, 8, 9, 9};
  septet_inspection found[4];
  septet_result results[4];
  septet_error error;
  CHECK(septet_inspect_batch(data, 9, offsets, 4, NULL, found, results, &error) == SEPTET_OK);
  CHECK(results[0] == SEPTET_OK && found[0].units == 5);
  CHECK(results[1] == SEPTET_OK && found[1].encoding == SEPTET_ENCODING_UCS2);
  CHECK(results[2] == SEPTET_ERROR_INVALID_UTF8 && found[2].segments == 0);
  CHECK(results[3] == SEPTET_OK && found[3].segments == 1 && found[3].units == 0);
  CHECK(septet_inspect_batch(NULL, 0, NULL, 0, NULL, NULL, NULL, &error) == SEPTET_OK);

  static const uint64_t falling[] = {0, 5, 3};
  static const uint64_t beyond[] = {0, 5, 10};
  results[0] = 77;
  CHECK(septet_inspect_batch(data, 9, falling, 2, NULL, found, results, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(error.detail_count == 1 && error.details[0].number == 1 && results[0] == 77);
  CHECK(septet_inspect_batch(data, 9, beyond, 2, NULL, found, results, NULL) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_inspect_batch(data, 9, NULL, 2, NULL, found, results, NULL) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_inspect_batch(data, 9, offsets, 4, NULL, NULL, results, NULL) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_inspect_batch(data, 9, offsets, 4, NULL, found, NULL, NULL) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_inspect_batch(data, 9, offsets, SIZE_MAX, NULL, found, results, NULL) ==
        SEPTET_ERROR_INVALID_OPTION);
}

static void numbers(void) {
  septet_number number;
  septet_error error;
  uint64_t key = 0;
  char out[20];
  size_t length = 0;
  CHECK(septet_number_parse(TEXT("+256701521269"), NULL, 0, 0, &number, &error) == SEPTET_OK);
  CHECK(number.e164_key == 256701521269u && strcmp(number.digits, "256701521269") == 0);
  CHECK(number.calling_code == 256 && number.calling_code_len == 3);
  CHECK(strcmp(number.region, "UG") == 0 && number.is_valid);
  CHECK(septet_number_parse(TEXT("256701521269"), NULL, 0, SEPTET_NUMBER_ASSUME_INTERNATIONAL,
                            &number, &error) == SEPTET_OK);
  CHECK(number.e164_key == 256701521269u);
  CHECK(IS(number.sms, "likely") && number.sms_reason.len > 0 && number.billing_risk.data == NULL);
  CHECK(septet_number_parse(TEXT("+19002345678"), NULL, 0, 0, &number, &error) == SEPTET_OK);
  CHECK(IS(number.sms, "no") && IS(number.billing_risk, "premium") && number.portable == 1);
  CHECK(septet_number_parse(TEXT("+256701521269 ext. 5"), NULL, 0, 0, &number, &error) == SEPTET_OK);
  CHECK(number.has_extension && IS(number.sms, "no"));
  char shown[32];
  size_t shown_len = 0;
  CHECK(septet_number_format(TEXT("0701521269"), TEXT("UG"), 0, SEPTET_NUMBER_INTERNATIONAL, shown,
                             sizeof shown, &shown_len, &error) == SEPTET_OK);
  CHECK(shown_len == 15 && memcmp(shown, "+256 701 521269", 15) == 0);
  CHECK(septet_number_format(TEXT("0701521269"), TEXT("UG"), 0, 2, shown, sizeof shown, &shown_len,
                             &error) == SEPTET_ERROR_INVALID_OPTION);
  septet_short_number service;
  CHECK(septet_short_number_look(TEXT("112"), TEXT("DE"), &service, &error) == SEPTET_OK);
  CHECK(service.is_known && service.is_emergency && IS(service.cost, "TOLL_FREE"));
  CHECK(septet_short_number_look(TEXT("1 12"), TEXT("DE"), &service, &error) ==
        SEPTET_ERROR_NOT_A_NUMBER);
  CHECK(septet_short_number_look(TEXT("112"), TEXT("ZZ"), &service, &error) == SEPTET_OK);
  CHECK(!service.is_known);
  CHECK(septet_number_parse(TEXT("0701"), TEXT("Uganda"), 0, &number, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_number_parse(TEXT("0701"), NULL, 0, 1u << 9, &number, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_number_parse(TEXT("soon"), NULL, 0, 0, &number, &error) != SEPTET_OK);
  CHECK(strstr(error.text, "soon") == NULL);

  CHECK(septet_e164_parse(TEXT("+2250700000001"), &key, &error) == SEPTET_OK);
  CHECK(key == 2250700000001u);
  CHECK(septet_e164_format(key, true, out, sizeof out, &length, &error) == SEPTET_OK);
  CHECK(length == 14 && memcmp(out, "+2250700000001", 14) == 0);
  CHECK(septet_e164_format(key, false, out, 12, &length, &error) == SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(length == 13);
  CHECK(septet_e164_format(7, true, out, sizeof out, &length, &error) == SEPTET_ERROR_NOT_A_NUMBER);
  CHECK(septet_e164_parse(TEXT("0701521269"), &key, &error) == SEPTET_ERROR_NOT_A_NUMBER);
}

int main(void) {
  versions();
  inspect();
  refused();
  options();
  split();
  prepare();
  octets();
  batch();
  numbers();
  return checks_end("text");
}
