/* Campaigns rated without their texts: JSON in, JSON out. The sums are by hand. */

#include <septet.h>

#include "check.h"

#define TEXT(literal) literal, sizeof literal - 1

static const char CARD[] =
    "#! format = septet-ratecard/1\n#! id = mine\n#! currency = USD\n"
    "record,id,country,price\nrate,ug,UG,0.05\nrate,ke,KE,0.004\n";
static const char OTHER[] =
    "#! format = septet-ratecard/1\n#! id = other\n#! currency = EUR\n"
    "record,id,country,price\nrate,all,,1\n";

static char answer[4096];

static septet_result rate(const septet_card *const *cards, size_t count, const char *record,
                          septet_error *error) {
  size_t length = 0;
  memset(answer, 0, sizeof answer);
  return septet_campaign_rate(cards, count, record, strlen(record), answer, sizeof answer - 1,
                              &length, error);
}

int main(void) {
  septet_error error;
  septet_card *mine = NULL, *other = NULL;
  CHECK(septet_card_load(TEXT("mine.csv"), TEXT(CARD), &mine, &error) == SEPTET_OK);
  CHECK(septet_card_load(TEXT("other.csv"), TEXT(OTHER), &other, &error) == SEPTET_OK);
  const septet_card *one[] = {mine}, *both[] = {mine, other}, *none[] = {NULL};

  /* 100 * 2 * 0.05 + 3 * 0.004; a number of a country without a rate stands apart */
  CHECK(rate(one, 1,
             "{\"messages\":[{\"to\":\"+256701521269\",\"country\":\"UG\",\"segments\":2,\"count\":100},"
             "{\"to\":\"+254722000001\",\"country\":\"KE\",\"segments\":3},"
             "{\"to\":\"+447911123456\",\"country\":\"GB\",\"count\":7}],"
             "\"balance\":{\"amount\":\"10.01\",\"currency\":\"USD\"}}",
             &error) == SEPTET_OK);
  CHECK(strstr(answer, "\"total\":\"10.012\"") && strstr(answer, "\"complete\":false"));
  CHECK(strstr(answer, "\"shortfall\":\"0.002\""));
  /* a message names its card where there are several; currencies are never added up */
  CHECK(rate(both, 2,
             "{\"messages\":[{\"card\":\"other\",\"to\":\"+447911123456\"},"
             "{\"card\":\"mine\",\"to\":\"+256701521269\",\"country\":\"UG\"}]}",
             &error) == SEPTET_OK);
  CHECK(strstr(answer, "\"EUR\":{") && strstr(answer, "\"USD\":{") && strstr(answer, "\"0.05\""));

  /* why: the row of the card that the price comes from */
  CHECK(rate(one, 1,
             "{\"options\":{\"explain\":true},"
             "\"messages\":[{\"to\":\"+254722000001\",\"country\":\"KE\"}]}",
             &error) == SEPTET_OK);
  CHECK(strstr(answer, "\"explanation\":{") && strstr(answer, "\"ke\""));

  /* the answer's length is asked for, and fits then */
  static const char small[] = "{\"messages\":[]}";
  size_t length = 0;
  char exact[512];
  CHECK(septet_campaign_rate(one, 1, TEXT(small), NULL, 0, &length, &error) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(length > 0 && length <= sizeof exact && error.details[0].number == length);
  CHECK(septet_campaign_rate(one, 1, TEXT(small), exact, length - 1, &length, &error) ==
        SEPTET_ERROR_BUFFER_TOO_SMALL);
  CHECK(septet_campaign_rate(one, 1, TEXT(small), exact, length, &length, &error) == SEPTET_OK);
  CHECK(exact[0] == '{' && exact[length - 1] == '}');

  CHECK(rate(one, 1, "{\"messages\":[\n{]", &error) == SEPTET_ERROR_SYNTAX);
  CHECK(error.line == 2 && error.column == 2);
  CHECK(rate(one, 1, "{\"messages\":[{\"count\":0}]}", &error) == SEPTET_ERROR_COUNT_INVALID);
  CHECK(rate(one, 1, "{\"messages\":[{\"text\":\"a\"}]}", &error) == SEPTET_ERROR_FIELD_UNKNOWN);
  CHECK(strstr(error.text, "text"));
  CHECK(rate(one, 1, "{\"cards\":[],\"messages\":[]}", &error) == SEPTET_ERROR_FIELD_UNKNOWN);
  CHECK(rate(both, 2, "{\"messages\":[{\"card\":\"third\"}]}", &error) == SEPTET_ERROR_CARD_UNKNOWN);
  CHECK(rate(one, 1, "", &error) == SEPTET_ERROR_SYNTAX);
  CHECK(rate(none, 1, small, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(rate(NULL, 1, small, &error) == SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_campaign_rate(one, 1, NULL, 3, answer, sizeof answer, &length, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(septet_campaign_rate(one, 1, TEXT("\xFF"), answer, sizeof answer, &length, &error) ==
        SEPTET_ERROR_INVALID_UTF8);
  CHECK(septet_campaign_rate(one, 1, TEXT(small), answer, sizeof answer, NULL, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  septet_card_free(&mine);
  septet_card_free(&other);
  return checks_end("rating");
}
