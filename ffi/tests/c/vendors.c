/* Vendors, their answers, rate cards, and messages judged whole; handles shared by threads. */

#include <pthread.h>
#include <septet.h>
#include <stdlib.h>

#include "check.h"

#define TEXT(s) (s), (sizeof(s) - 1)
#define NONE NULL, 0

static const char CARD[] =
    "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
    "record,id,country,price\nrate,r1,UG,0.05\n";

static septet_vendor *vendor_of(const char *id) {
  septet_vendor *vendor = NULL;
  CHECK(septet_vendor_builtin(id, strlen(id), &vendor, NULL) == SEPTET_OK && vendor != NULL);
  return vendor;
}

static void vendors(void) {
  septet_error error;
  septet_vendor *vendor = vendor_of("msgine");
  CHECK(IS(septet_vendor_id(vendor), "msgine"));
  septet_sender_check found;
  CHECK(septet_sender_check_by(vendor, TEXT("MyShop"), SEPTET_TRAFFIC_UNKNOWN, &found, &error) ==
        SEPTET_OK);
  CHECK(found.is_ok && IS(found.verdict, "ok_alpha"));
  CHECK(septet_sender_check_by(vendor, NONE, 0, &found, &error) == SEPTET_OK);
  CHECK(!found.is_ok && IS(found.verdict, "empty"));
  CHECK(septet_sender_check_by(vendor, TEXT("a"), 3, &found, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_sender_check_by(NULL, TEXT("a"), 0, &found, &error) == SEPTET_ERROR_NULL_POINTER);
  septet_vendor_free(&vendor);
  CHECK(vendor == NULL && septet_vendor_id(vendor).data == NULL);
  septet_vendor_free(&vendor);

  vendor = (septet_vendor *)&error; /* NULL on error, whatever it was */
  CHECK(septet_vendor_builtin(TEXT("nobody"), &vendor, &error) == SEPTET_ERROR_VENDOR_UNKNOWN);
  CHECK(vendor == NULL);
  static const char good[] = "{\"schema\": \"septet.profile/1\", \"id\": \"mine\", \"name\": \"M\"}";
  CHECK(septet_vendor_load(TEXT(good), SEPTET_FORMAT_JSON, &vendor, &error) == SEPTET_OK);
  CHECK(IS(septet_vendor_id(vendor), "mine"));
  septet_vendor_free(&vendor);
  CHECK(septet_vendor_load(TEXT(good), SEPTET_FORMAT_TOML, &vendor, &error) != SEPTET_OK);
  CHECK(septet_vendor_load(TEXT(good), 7, &vendor, &error) == SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_vendor_load(TEXT("{\"id\": 5"), SEPTET_FORMAT_JSON, &vendor, &error) ==
        SEPTET_ERROR_SYNTAX);
  CHECK(error.line == 1 && error.column > 0 && vendor == NULL);
}

static void statuses(void) {
  septet_error error;
  septet_outcome outcome;
  septet_vendor *vendor = vendor_of("msegat");
  CHECK(septet_status_decode(vendor, TEXT("1060"), NONE, NONE, &outcome, &error) == SEPTET_OK);
  CHECK(outcome.recognized && outcome.state == SEPTET_STATE_REJECTED);
  CHECK(outcome.cause == SEPTET_CAUSE_INSUFFICIENT_CREDIT);
  CHECK(outcome.retry == SEPTET_RETRY_AFTER_FIX && outcome.backoff_s == -1);
  CHECK(outcome.is_final == 1 && outcome.success == 0);
  CHECK(IS(septet_state_word(outcome.state), "rejected"));
  CHECK(IS(septet_cause_word(outcome.cause), "insufficient_credit"));
  CHECK(septet_state_word(200).data == NULL && septet_cause_word(255).data == NULL);
  CHECK(septet_status_decode(vendor, TEXT("nothing"), NONE, NONE, &outcome, &error) == SEPTET_OK);
  CHECK(!outcome.recognized && outcome.state == SEPTET_STATE_UNKNOWN && outcome.is_final == -1);
  CHECK(septet_status_decode(vendor, TEXT("1060"), NONE, TEXT("no"), &outcome, &error) ==
        SEPTET_ERROR_TABLE_UNKNOWN);
  CHECK(septet_status_decode(NULL, TEXT("1"), NONE, NONE, &outcome, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_status_decode(vendor, NULL, 4, NONE, NONE, &outcome, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_standard_decode(TEXT("smpp.command_status"), TEXT("0x00000058"), &outcome, &error) ==
        SEPTET_OK);
  CHECK(outcome.cause == SEPTET_CAUSE_RATE_LIMITED && outcome.backoff_s == 60);
  CHECK(septet_standard_decode(TEXT("smpp"), TEXT("1"), &outcome, &error) ==
        SEPTET_ERROR_TABLE_UNKNOWN);
  CHECK(septet_http_decode(vendor, 503, 120, &outcome, &error) == SEPTET_OK);
  CHECK(septet_http_decode(vendor, 503, -2, &outcome, &error) == SEPTET_ERROR_INVALID_OPTION);
  septet_vendor_free(&vendor);

  vendor = vendor_of("msgine");
  static const char body[] =
      "{\"id\": \"msg_1\", \"sid\": \"SM1\", \"channel\": \"sms\", \"to\": [\"+256701521269\"], "
      "\"content\": \"hello\", \"status\": \"delivered\", \"cost\": 0.05, \"currency\": \"USD\"}";
  septet_decoded *decoded = NULL;
  size_t count = 0;
  bool is_list = true, malformed = true;
  septet_answer answer;
  septet_str to;
  CHECK(septet_body_decode(vendor, TEXT(body), 200, -1, &decoded, &error) == SEPTET_OK);
  septet_vendor_free(&vendor); /* the handle keeps what it says */
  CHECK(septet_decoded_shape(decoded, &count, &is_list, &malformed, &error) == SEPTET_OK);
  CHECK(count == 1 && !is_list && !malformed);
  CHECK(septet_decoded_answer(decoded, 0, &answer, &error) == SEPTET_OK);
  CHECK(answer.outcome.state == SEPTET_STATE_DELIVERED && IS(answer.reference, "msg_1"));
  CHECK(IS(answer.cost, "0.05") && IS(answer.currency, "USD") && answer.group.data == NULL);
  CHECK(answer.recipient_count == 1);
  CHECK(septet_decoded_recipient(decoded, 0, 0, &to, &error) == SEPTET_OK);
  CHECK(IS(to, "+256701521269"));
  CHECK(septet_decoded_recipient(decoded, 0, 1, &to, &error) == SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_decoded_answer(decoded, 1, &answer, &error) == SEPTET_ERROR_INVALID_OPTION);
  septet_decoded_free(&decoded);
  CHECK(decoded == NULL);
  CHECK(septet_decoded_shape(decoded, &count, &is_list, &malformed, &error) ==
        SEPTET_ERROR_NULL_POINTER);

  septet_receipt receipt;
  static const char text[] = "id:0077 submit date:0809011130 done date:0809011131 stat:DELIVRD err:000";
  CHECK(septet_receipt_decode(NULL, TEXT(text), -1, NONE, &receipt, &error) == SEPTET_OK);
  CHECK(receipt.outcome.state == SEPTET_STATE_DELIVERED && IS(receipt.id, "0077"));
  CHECK(receipt.id.data == text + 3 && strcmp(receipt.done_date, "2008-09-01T11:31:00") == 0);
  CHECK(receipt.sub.data == NULL && !receipt.has_offset);
  CHECK(septet_receipt_decode(NULL, TEXT(text), 5, TEXT("88"), &receipt, &error) == SEPTET_OK);
  CHECK(receipt.outcome.state == SEPTET_STATE_UNDELIVERABLE && IS(receipt.id, "88"));
  CHECK(septet_receipt_decode(NULL, TEXT("\xFF\xFE"), -1, NONE, &receipt, &error) == SEPTET_OK);
  CHECK(!receipt.outcome.recognized && receipt.done_date[0] == 0);
  CHECK(septet_receipt_decode(NULL, TEXT(text), 256, NONE, &receipt, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
}

static void cards(void) {
  septet_error error;
  septet_card *card = NULL;
  CHECK(septet_card_load(TEXT("mine.csv"), TEXT(CARD), &card, &error) == SEPTET_OK);
  CHECK(IS(septet_card_id(card), "mine"));
  septet_card_free(&card);
  CHECK(card == NULL && septet_card_id(card).data == NULL);
  static const char bad[] =
      "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
      "record,id,country,price\nrate,r1,UG,-1\n";
  CHECK(septet_card_load(TEXT("mine.csv"), TEXT(bad), &card, &error) ==
        SEPTET_ERROR_PRICE_NEGATIVE);
  CHECK(card == NULL && strstr(error.text, "mine.csv") != NULL && error.line == 5);
  CHECK(septet_card_load(TEXT("mine.xls"), TEXT(CARD), &card, &error) != SEPTET_OK);
  CHECK(septet_card_load(NONE, NONE, &card, &error) != SEPTET_OK);
  CHECK(septet_card_load(TEXT("mine.csv"), NULL, 5, &card, &error) == SEPTET_ERROR_NULL_POINTER);
}

static bool has(const septet_verdict *verdict, uint16_t finding) {
  for (uint32_t i = 0; i < verdict->finding_count; i++)
    if (verdict->findings[i] == finding) return true;
  return false;
}

static septet_preflight *shared = NULL;

static void *judge(void *wrong) {
  for (int i = 0; i < 500; i++) {
    septet_message message = message_of("+256701521269", "hello");
    septet_verdict verdict;
    if (septet_preflight_message(shared, &message, &verdict, NULL) != SEPTET_OK ||
        verdict.cost_expected.nanos != 50000000)
      ++*(int *)wrong;
  }
  return NULL;
}

static void preflight(void) {
  septet_error error;
  septet_verdict verdict;
  septet_vendor *vendor = vendor_of("msgine");
  septet_card *card = NULL;
  CHECK(septet_card_load(TEXT("mine.csv"), TEXT(CARD), &card, &error) == SEPTET_OK);
  const septet_card *list[1] = {card};
  static const char words[] = "region=UG traffic=transactional at=2026-07-01 languages=tr";
  CHECK(septet_preflight_new(vendor, list, 1, TEXT("MyShop"), TEXT(words), &shared, &error) ==
        SEPTET_OK);

  septet_preflight *other = NULL;
  CHECK(septet_preflight_new(NULL, list, 1, NONE, NONE, &other, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_preflight_new(vendor, NULL, 1, NONE, NONE, &other, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  const septet_card *twice[2] = {card, card}, *none[1] = {NULL};
  CHECK(septet_preflight_new(vendor, twice, 2, NONE, NONE, &other, &error) ==
        SEPTET_ERROR_CARD_ID_DUPLICATE);
  CHECK(septet_preflight_new(vendor, none, 1, NONE, NONE, &other, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_preflight_new(vendor, NULL, 0, NONE, TEXT("traffic=spam"), &other, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_preflight_new(vendor, NULL, 0, NONE, TEXT("colour=red"), &other, &error) ==
        SEPTET_ERROR_FIELD_UNKNOWN);
  CHECK(septet_preflight_new(vendor, NULL, 0, NONE, TEXT("at=soon"), &other, &error) != SEPTET_OK);
  CHECK(other == NULL);
  CHECK(septet_preflight_new(vendor, NULL, 0, NONE, NONE, &other, &error) == SEPTET_OK);
  /* the handles keep copies */
  septet_card_free(&card);
  septet_vendor_free(&vendor);

  septet_message message = message_of("0701521269", "\xC5\x9Fimdi");
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(IS(verdict.status, "priced") && verdict.segments == 1 && verdict.has_cost);
  CHECK(verdict.encoding == SEPTET_ENCODING_GSM7 && verdict.e164_key == 256701521269u);
  CHECK(verdict.cost_expected.units == 0 && verdict.cost_expected.nanos == 50000000);
  CHECK(strcmp(verdict.currency, "EUR") == 0 && strcmp(verdict.region, "UG") == 0);
  CHECK(IS(verdict.sender, "ok_alpha") && verdict.number_error.data == NULL);
  CHECK(septet_preflight_message(other, &message, &verdict, &error) == SEPTET_OK);
  CHECK(!verdict.has_cost && verdict.sender.data == NULL);

  message = message_of("12", "");
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(IS(verdict.status, "invalid_number") && verdict.e164_key == 0 && !verdict.has_cost);
  CHECK(has(&verdict, SEPTET_FINDING_EMPTY_TEXT));
  message = message_of("soon", "a");
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(verdict.number_error.len > 0 && IS(verdict.status, "invalid_number"));
  CHECK(IS(septet_finding_word(SEPTET_FINDING_EMPTY_TEXT), "empty_text"));
  CHECK(septet_finding_severity(SEPTET_FINDING_EMPTY_TEXT).len > 0);
  CHECK(septet_finding_condition(SEPTET_FINDING_EMPTY_TEXT).len > 20);
  CHECK(septet_finding_word(65535).data == NULL);
  /* by Python's hashlib, over msgine, +256701521269, MyShop, Hello and the time, parted by U+001F */
  message = message_of("+256701521269", "Hello");
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(strcmp(verdict.idempotency_key, "3b0504b29ed4e7df9e986cdaa05a5b22") == 0);
  message.time = "2026-07-01T15:00:00+03:00";
  message.time_len = strlen(message.time);
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(strcmp(verdict.idempotency_key, "ebe7e17628e3912822507b528c4bf7cf") == 0);
  septet_document document;
  CHECK(septet_preflight_document(shared, SEPTET_FINDING_LENGTH_LIMITS_CONFLICT, 0, &document,
                                  &error) == SEPTET_OK);
  CHECK(IS(document.id, "chars_or_parts") && IS(document.gap, "conflict") && document.says.len > 20);
  CHECK(septet_preflight_document(shared, SEPTET_FINDING_LENGTH_LIMITS_CONFLICT, 1, &document,
                                  &error) == SEPTET_OK);
  CHECK(document.id.data == NULL && document.says.data == NULL);
  CHECK(septet_preflight_document(NULL, 49, 0, &document, &error) == SEPTET_ERROR_NULL_POINTER);

  memset(&message, 0, sizeof message);
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_OK);
  CHECK(IS(verdict.status, "invalid_number"));
  message = message_of("+256701521269", "\xFF");
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) == SEPTET_ERROR_INVALID_UTF8);
  message = message_of("+256701521269", "a");
  message.card_index = 1;
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  message = message_of("soon", "a"); /* also where nothing is priced */
  message.card_index = 1;
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(strstr(error.text, "card_index") != NULL);
  CHECK(septet_preflight_message(other, &message, &verdict, &error) == SEPTET_ERROR_INVALID_OPTION);
  message = message_of("+256701521269", "a");
  message.mcc = "6";
  message.mcc_len = 1;
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  message.to_len = SIZE_MAX;
  CHECK(septet_preflight_message(shared, &message, &verdict, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  CHECK(septet_preflight_message(shared, NULL, &verdict, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_preflight_message(NULL, &message, &verdict, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_preflight_message(shared, &message, NULL, &error) == SEPTET_ERROR_NULL_POINTER);

  /* one handle, eight threads */
  pthread_t threads[8];
  int wrong[8] = {0};
  for (int i = 0; i < 8; i++) CHECK(pthread_create(&threads[i], NULL, judge, &wrong[i]) == 0);
  for (int i = 0; i < 8; i++) pthread_join(threads[i], NULL);
  for (int i = 0; i < 8; i++) CHECK(wrong[i] == 0);
  septet_preflight_free(&other);
  septet_preflight_free(&shared);
  CHECK(shared == NULL);
  septet_preflight_free(NULL);
}

int main(void) {
  vendors();
  statuses();
  cards();
  preflight();
  return checks_end("vendors");
}
