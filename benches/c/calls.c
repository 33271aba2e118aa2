/* What a call costs from C: nanoseconds, the best of several rounds.

   cc -O2 -std=c11 -D_POSIX_C_SOURCE=199309L benches/c/calls.c $(pkg-config --cflags --libs septet) -o calls */

#include <septet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define ROUNDS 7
#define CALLS 200000

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1e9 + time.tv_nsec;
}

static void must(int holds) {
  if (!holds) {
    fprintf(stderr, "another answer than expected\n");
    exit(1);
  }
}

/* Runs `call` CALLS times a round and prints what one took in the best round. */
#define MEASURE(name, calls, call)                                              \
  do {                                                                          \
    double best = 1e300;                                                        \
    for (int round = 0; round < ROUNDS; round++) {                              \
      double started = now();                                                   \
      for (long n = 0; n < (calls); n++) {                                      \
        call;                                                                   \
      }                                                                         \
      double took = (now() - started) / (double)(calls);                        \
      if (took < best)                                                          \
        best = took;                                                            \
    }                                                                           \
    printf("%-34s %9.1f ns a call\n", name, best);                              \
  } while (0)

int main(void) {
  septet_error error;
  char text[161];
  memset(text, 'a', 160);
  text[160] = 0;
  septet_vendor *vendor = NULL;
  septet_preflight *preflight = NULL;
  must(septet_vendor_builtin("msgine", 6, &vendor, &error) == SEPTET_OK);
  must(septet_preflight_new(vendor, NULL, 0, "Shop", 4, NULL, 0, &preflight, &error) == SEPTET_OK);

  volatile uint32_t sink = 0;
  MEASURE("septet_abi_version", CALLS, sink += septet_abi_version());
  septet_inspection found;
  must(septet_inspect(text, 160, NULL, &found, &error) == SEPTET_OK && found.units == 160);
  MEASURE("septet_inspect, empty", CALLS, septet_inspect(NULL, 0, NULL, &found, &error));
  MEASURE("septet_inspect, 5 octets", CALLS, septet_inspect("hello", 5, NULL, &found, &error));
  MEASURE("septet_inspect, 160 octets", CALLS, septet_inspect(text, 160, NULL, &found, &error));
  MEASURE("septet_inspect, refused (NULL)", CALLS, septet_inspect(NULL, 5, NULL, &found, &error));
  septet_number number;
  must(septet_number_parse("+256701521269", 13, NULL, 0, 0, &number, &error) == SEPTET_OK);
  MEASURE("septet_number_parse", CALLS,
          septet_number_parse("+256701521269", 13, NULL, 0, 0, &number, &error));
  septet_outcome outcome;
  MEASURE("septet_status_decode", CALLS,
          septet_status_decode(vendor, "M0000", 5, NULL, 0, NULL, 0, &outcome, &error));
  septet_message message;
  memset(&message, 0, sizeof message);
  message.to = "+256701521269";
  message.to_len = 13;
  message.text = text;
  message.text_len = 160;
  septet_verdict verdict;
  must(septet_preflight_message(preflight, &message, &verdict, &error) == SEPTET_OK);
  MEASURE("septet_preflight_message", CALLS / 10,
          septet_preflight_message(preflight, &message, &verdict, &error));

  enum { ROWS = 1000 };
  static uint64_t offsets[ROWS + 1];
  static char texts[ROWS * 160];
  static septet_inspection inspections[ROWS];
  static septet_result results[ROWS];
  memset(texts, 'a', sizeof texts);
  for (size_t row = 0; row <= ROWS; row++)
    offsets[row] = row * 160;
  MEASURE("septet_inspect_batch, 1000 x 160", 200,
          septet_inspect_batch(texts, sizeof texts, offsets, ROWS, NULL, inspections, results, &error));
  must(results[ROWS - 1] == SEPTET_OK && inspections[ROWS - 1].units == 160);
  septet_preflight_free(&preflight);
  septet_vendor_free(&vendor);
  return 0;
}
