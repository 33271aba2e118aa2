/* Many threads share every handle: each result is the one that a single thread gets. With an argument
 * one thread does the same before: what is set up at its first use is set up then. */

#include <pthread.h>
#include <septet.h>

#include "check.h"

#define TEXT(literal) literal, sizeof literal - 1
#define THREADS 8
#define ROUNDS 300

static septet_vendor *vendor;
static septet_preflight *preflight;
static septet_text_options *options;
static long *first_failure;

/* Each thread's part of one campaign. */
static char parts[THREADS][16384];
static size_t part_lens[THREADS];

static void *work(void *failures) {
  long failed = 0;
  const size_t own = (size_t)((long *)failures - first_failure);
  septet_session *session = NULL;
  if (septet_session_new(preflight, &session, NULL) != SEPTET_OK) failed++;
  for (int round = 0; round < ROUNDS; round++) {
    septet_error error;
    septet_inspection inspection;
    if (septet_inspect(TEXT("It\xE2\x80\x99s here"), options, &inspection, &error) != SEPTET_OK ||
        inspection.units != 9)
      failed++;
    septet_outcome outcome;
    if (septet_status_decode(vendor, TEXT("1000"), NULL, 0, NULL, 0, &outcome, &error) != SEPTET_OK)
      failed++;
    const septet_message message = message_of("+256701521269", "hello");
    septet_verdict verdict;
    if (septet_preflight_message(preflight, &message, &verdict, &error) != SEPTET_OK ||
        verdict.segments != 1 || verdict.e164_key != 256701521269)
      failed++;
    if (septet_session_message(session, &message, NULL, &error) != SEPTET_OK) failed++;
    /* errors belong to the call: another thread's never show here */
    septet_number number;
    if (septet_number_parse(TEXT("hello"), NULL, 0, 0, &number, &error) != SEPTET_ERROR_NOT_A_NUMBER ||
        error.result != SEPTET_ERROR_NOT_A_NUMBER)
      failed++;
    septet_decoded *decoded = NULL;
    if (septet_body_decode(vendor, TEXT("{\"status\":1}"), 200, -1, &decoded, &error) != SEPTET_OK)
      failed++;
    septet_decoded_free(&decoded);
  }
  if (septet_session_part(session, (uint32_t)own, false, parts[own], sizeof parts[own],
                          &part_lens[own], NULL) != SEPTET_OK)
    failed++;
  septet_session_free(&session);
  *(long *)failures = failed;
  return NULL;
}

int main(int argc, char **argv) {
  (void)argv;
  septet_error error;
  CHECK(septet_vendor_builtin(TEXT("msegat"), &vendor, &error) == SEPTET_OK);
  CHECK(septet_preflight_new(vendor, NULL, 0, TEXT("Shop"), NULL, 0, &preflight, &error) ==
        SEPTET_OK);
  CHECK(septet_text_options_parse(TEXT("languages=all"), &options, &error) == SEPTET_OK);
  pthread_t threads[THREADS];
  long failures[THREADS];
  first_failure = failures;
  if (argc > 1) CHECK(work(&failures[0]) == NULL && failures[0] == 0);
  for (int i = 0; i < THREADS; i++)
    CHECK(pthread_create(&threads[i], NULL, work, &failures[i]) == 0);
  for (int i = 0; i < THREADS; i++) {
    CHECK(pthread_join(threads[i], NULL) == 0);
    CHECK(failures[i] == 0);
  }
  septet_str texts[THREADS];
  for (int i = 0; i < THREADS; i++) {
    texts[i].data = parts[i];
    texts[i].len = part_lens[i];
  }
  septet_report *report = NULL;
  septet_totals totals;
  CHECK(septet_parts_merge(texts, THREADS, &report, &error) == SEPTET_OK);
  CHECK(septet_report_totals(report, &totals, &error) == SEPTET_OK);
  CHECK(totals.rows == THREADS * ROUNDS && totals.segments == THREADS * ROUNDS);
  septet_report_free(&report);
  septet_text_options_free(&options);
  septet_preflight_free(&preflight);
  septet_vendor_free(&vendor);
  return checks_end("threads");
}
