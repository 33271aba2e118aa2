/* Running totals, parts and their report; senders and what is published of them. Sums by hand. */

#include <septet.h>

#include "check.h"

#define TEXT(literal) literal, sizeof literal - 1

static septet_vendor *vendor;

static const char flat[] =
    "#! format = septet-ratecard/1\n#! id = flat\n#! currency = USD\n"
    "record,id,country,price\nrate,ug,UG,0.05\nrate,ke,KE,0.04\n";
static const char tiers[] =
    "#! format = septet-ratecard/1\n#! id = tiers\n#! currency = USD\n"
    "record,id,country,price,tier_from\nrate,ug-0,UG,0.05,0\nrate,ug-2,UG,0.03,2\n";

static septet_preflight *preflight_of(const char *card_text, size_t card_len, const char *words) {
  septet_error error;
  septet_card *card = NULL;
  septet_preflight *preflight = NULL;
  CHECK(septet_card_load(TEXT("prices.csv"), card_text, card_len, &card, &error) == SEPTET_OK);
  CHECK(septet_preflight_new(vendor, (const septet_card *const *)&card, 1, TEXT("KitoMarket"),
                             words, strlen(words), &preflight, &error) == SEPTET_OK);
  septet_card_free(&card);
  return preflight;
}

static septet_result judge(septet_session *session, const char *to, const char *text,
                           septet_verdict *verdict) {
  const septet_message message = message_of(to, text);
  return septet_session_message(session, &message, verdict, NULL);
}

static bool costs(const septet_report *report, int64_t units, int32_t nanos) {
  septet_cost cost;
  if (septet_report_cost(report, 0, &cost, NULL) != SEPTET_OK) return false;
  return strcmp(cost.currency, "USD") == 0 && cost.total.expected.units == units &&
         cost.total.expected.nanos == nanos && cost.subtotal.min.nanos == nanos &&
         cost.tax.max.nanos == 0;
}

static uint64_t found(const septet_report *report, uint16_t finding, uint64_t first_row) {
  septet_found found;
  for (size_t i = 0; septet_report_finding(report, i, &found, NULL) == SEPTET_OK && found.finding; i++)
    if (found.finding == finding && found.first_row_count > 0 && found.first_rows[0] == first_row)
      return found.count;
  return 0;
}

/* What a session costs now, in nanos: the session goes on. */
static bool costs_now(const septet_session *session, int32_t nanos) {
  septet_report *report = NULL;
  septet_error error;
  bool is_so = septet_session_report(session, &report, &error) == SEPTET_OK && costs(report, 0, nanos);
  septet_report_free(&report);
  return is_so && report == NULL;
}

static void running(void) {
  septet_preflight *preflight = preflight_of(TEXT(flat), "");
  septet_session *session = NULL;
  septet_error error;
  CHECK(septet_session_new(preflight, &session, &error) == SEPTET_OK && session);
  septet_preflight_free(&preflight); /* the session keeps what it needs */

  septet_verdict verdict;
  CHECK(judge(session, "+256701521269", "hello", &verdict) == SEPTET_OK);
  CHECK(verdict.segments == 1 && verdict.cost_expected.nanos == 50000000);
  CHECK(costs_now(session, 50000000));
  char longer[162];
  memset(longer, 'a', 161);
  longer[161] = 0;
  CHECK(judge(session, "+256701521269", longer, NULL) == SEPTET_OK);
  CHECK(costs_now(session, 150000000));
  CHECK(judge(session, "+254722000001", "hello", NULL) == SEPTET_OK);
  CHECK(judge(session, "12", "hello", &verdict) == SEPTET_OK && IS(verdict.status, "invalid_number"));
  /* a message that is none is not counted */
  CHECK(judge(session, "+256701521269", "\xFF", NULL) == SEPTET_ERROR_INVALID_UTF8);

  septet_report *report = NULL;
  CHECK(septet_session_report(session, &report, &error) == SEPTET_OK);
  CHECK(costs(report, 0, 190000000));
  septet_totals totals;
  CHECK(septet_report_totals(report, &totals, &error) == SEPTET_OK);
  CHECK(totals.rows == 4 && totals.messages == 3 && totals.segments == 4 && totals.is_complete);
  CHECK(totals.refused_messages == 0 && totals.cost_count == 1 && totals.finding_count >= 2);
  septet_cost cost;
  CHECK(septet_report_cost(report, 1, &cost, &error) == SEPTET_OK && cost.currency[0] == 0);
  CHECK(found(report, SEPTET_FINDING_INVALID_NUMBER, 4) == 1);
  CHECK(found(report, SEPTET_FINDING_SENDER_ADVICE, 1) == 3);

  char page[65536];
  size_t length = 0;
  CHECK(septet_report_write(report, SEPTET_REPORT_JSON, page, sizeof page - 1, &length, &error) ==
        SEPTET_OK);
  page[length] = 0;
  CHECK(strstr(page, "\"schema\":\"septet.report/1\"") && strstr(page, "\"expected\":\"0.19\""));
  /* the report can be made again: it names the card's file and its SHA-256, by sha256sum */
  CHECK(strstr(page, "prices.csv") && strstr(page, "f9ec4618f9edd005ed1967387d6ac6ba09acd91cf41a7a6c40d8adaf2ac56798"));
  CHECK(!strstr(page, "701521269"));
  CHECK(septet_report_write(report, SEPTET_REPORT_TEXT, page, sizeof page - 1, &length, &error) ==
        SEPTET_OK);
  page[length] = 0;
  CHECK(strstr(page, "0.19 USD") && strstr(page, "invalid_number"));
  CHECK(septet_report_write(report, SEPTET_REPORT_HTML, NULL, 0, &length, &error) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(length > 1000);
  CHECK(septet_report_write(report, 3, page, sizeof page, &length, &error) ==
        SEPTET_ERROR_INVALID_OPTION);
  septet_report_free(&report);
  septet_session_free(&session);
  CHECK(session == NULL);
}

/* Asking in between takes nothing from the tiers. */
static void tiered(void) {
  septet_preflight *preflight = preflight_of(TEXT(tiers), "");
  septet_session *session = NULL;
  septet_error error;
  CHECK(septet_session_new(preflight, &session, &error) == SEPTET_OK);
  const int32_t sums[] = {50000000, 100000000, 130000000, 160000000};
  for (size_t i = 0; i < 4; i++) {
    CHECK(judge(session, "+256701521269", "hello", NULL) == SEPTET_OK);
    CHECK(costs_now(session, sums[i]));
  }
  septet_session_free(&session);
  septet_preflight_free(&preflight);
}

static char part_texts[3][16384];

static septet_str part_of(septet_session *session, uint32_t index) {
  septet_error error;
  size_t length = 0;
  CHECK(septet_session_part(session, index, false, part_texts[index], sizeof part_texts[index],
                            &length, &error) == SEPTET_OK);
  septet_str part = {part_texts[index], length};
  return part;
}

static void parts(void) {
  septet_preflight *preflight = preflight_of(TEXT(flat), "");
  septet_session *sessions[2] = {NULL, NULL};
  septet_error error;
  for (int i = 0; i < 2; i++)
    CHECK(septet_session_new(preflight, &sessions[i], &error) == SEPTET_OK);
  CHECK(judge(sessions[0], "+256701521269", "hello", NULL) == SEPTET_OK);
  CHECK(judge(sessions[0], "+256701521270", "hello", NULL) == SEPTET_OK);
  CHECK(judge(sessions[1], "+254722000001", "hello", NULL) == SEPTET_OK);
  CHECK(judge(sessions[1], "n/a", "hello", NULL) == SEPTET_OK);
  septet_str first = part_of(sessions[0], 0), second = part_of(sessions[1], 1);

  septet_report *report = NULL;
  const septet_str both[] = {second, first};
  CHECK(septet_parts_merge(both, 2, &report, &error) == SEPTET_OK && report);
  CHECK(costs(report, 0, 140000000));
  septet_totals totals;
  CHECK(septet_report_totals(report, &totals, &error) == SEPTET_OK);
  CHECK(totals.rows == 4 && totals.messages == 3);
  /* the second row of the second part is the fourth of all */
  CHECK(found(report, SEPTET_FINDING_INVALID_NUMBER, 4) == 1);
  septet_report_free(&report);

  CHECK(septet_parts_merge(&second, 1, &report, &error) == SEPTET_ERROR_PART_MISSING && !report);
  CHECK(septet_parts_merge(NULL, 0, &report, &error) == SEPTET_ERROR_PART_MISSING);
  const septet_str twice[] = {first, first};
  CHECK(septet_parts_merge(twice, 2, &report, &error) == SEPTET_ERROR_PART_DUPLICATE);
  const septet_str cut = {first.data, first.len / 2};
  CHECK(septet_parts_merge(&cut, 1, &report, &error) == SEPTET_ERROR_SYNTAX);
  CHECK(septet_parts_merge(NULL, 1, &report, &error) == SEPTET_ERROR_NULL_POINTER);

  septet_preflight *other = preflight_of(TEXT(flat), "traffic=otp");
  septet_session *otp = NULL;
  CHECK(septet_session_new(other, &otp, &error) == SEPTET_OK);
  CHECK(judge(otp, "+256701521269", "hello", NULL) == SEPTET_OK);
  const septet_str unlike[] = {first, part_of(otp, 1)};
  CHECK(septet_parts_merge(unlike, 2, &report, &error) == SEPTET_ERROR_PART_MISMATCH);
  CHECK(strstr(error.text, "traffic"));
  septet_session_free(&otp);
  septet_preflight_free(&other);
  for (int i = 0; i < 2; i++) septet_session_free(&sessions[i]);
  septet_preflight_free(&preflight);
}

static void senders(void) {
  septet_sender sender, back;
  septet_error error;
  CHECK(septet_sender_parse(TEXT("+256701521269"), &sender, &error) == SEPTET_OK);
  CHECK(IS(sender.kind, "number") && strcmp(sender.text, "+256701521269") == 0);
  /* 12 digits, international, swapped in pairs */
  CHECK(sender.address_len == 8 && memcmp(sender.address, "\x0C\x91\x52\x76\x10\x25\x21\x96", 8) == 0);
  CHECK(septet_sender_from_address(sender.address, sender.address_len, &back, &error) == SEPTET_OK);
  CHECK(strcmp(back.text, sender.text) == 0 && IS(back.kind, "number"));
  /* four septets in seven semi-octets: 53 68 6F 70 packed */
  CHECK(septet_sender_parse(TEXT("Shop"), &sender, &error) == SEPTET_OK);
  CHECK(sender.address_len == 6 && memcmp(sender.address, "\x07\xD0\x53\xF4\x1B\x0E", 6) == 0);
  CHECK(septet_sender_from_address(sender.address, sender.address_len, &back, &error) == SEPTET_OK);
  CHECK(strcmp(back.text, "Shop") == 0 && IS(back.kind, "alphanumeric"));
  CHECK(septet_sender_from_address(sender.address, 5, &back, &error) ==
        SEPTET_ERROR_SENDER_NUMBER_INVALID);
  CHECK(septet_sender_parse(TEXT("12345"), &sender, &error) == SEPTET_OK && IS(sender.kind, "short_code"));
  CHECK(septet_sender_parse(TEXT("TwelveLetter"), &sender, &error) == SEPTET_ERROR_SENDER_TOO_LONG);

  /* as core/data/senders/advice.csv has it; 1818720000 is 2027-08-20, by date -u */
  septet_advice advice;
  CHECK(septet_sender_advice(TEXT("KE"), 1818720000, &advice, &error) == SEPTET_OK);
  CHECK(advice.prefix == 254 && IS(advice.countries, "Kenya") && IS(advice.alphanumeric, "registration"));
  CHECK(IS(advice.numeric, "no") && IS(advice.short_code, "yes") && IS(advice.delivery_reports, "yes"));
  CHECK(strcmp(advice.as_of, "2026-08-20") == 0 && !advice.is_stale && advice.source.len > 0);
  CHECK(septet_sender_advice(TEXT("+254722000001"), 1818720000 + 86400, &advice, &error) == SEPTET_OK);
  CHECK(advice.prefix == 254 && advice.is_stale);
  CHECK(septet_sender_advice(TEXT("+999123456"), 0, &advice, &error) == SEPTET_OK);
  CHECK(advice.prefix == 0 && advice.countries.data == NULL);
  CHECK(septet_sender_advice(TEXT("Kenya"), 0, &advice, &error) == SEPTET_ERROR_INVALID_OPTION);
}

static void refused(void) {
  septet_session *session = NULL;
  septet_report *report = NULL;
  size_t length = 0;
  CHECK(septet_session_new(NULL, &session, NULL) == SEPTET_ERROR_NULL_POINTER && !session);
  CHECK(septet_session_message(NULL, NULL, NULL, NULL) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_session_report(NULL, &report, NULL) == SEPTET_ERROR_NULL_POINTER && !report);
  CHECK(septet_session_part(NULL, 0, false, NULL, 0, &length, NULL) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_report_totals(NULL, NULL, NULL) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_report_write(NULL, 0, NULL, 0, &length, NULL) == SEPTET_ERROR_NULL_POINTER);
  septet_session_free(NULL);
  septet_session_free(&session);
  septet_report_free(&report);
}

int main(void) {
  septet_error error;
  CHECK(septet_vendor_builtin(TEXT("msgine"), &vendor, &error) == SEPTET_OK);
  running();
  tiered();
  parts();
  senders();
  refused();
  septet_vendor_free(&vendor);
  return checks_end("session");
}
