/* What the C programs share: a check that names its line, and a count. */

#ifndef SEPTET_TESTS_CHECK_H
#define SEPTET_TESTS_CHECK_H

#include <septet.h>
#include <stdio.h>
#include <string.h>

static int checks_failed = 0;
static int checks_done = 0;

#define CHECK(condition)                                                                       \
  do {                                                                                         \
    checks_done++;                                                                             \
    if (!(condition)) {                                                                        \
      checks_failed++;                                                                         \
      fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);                \
    }                                                                                          \
  } while (0)

/* Whether a septet_str is this word. */
#define IS(str, word) ((str).len == strlen(word) && memcmp((str).data, word, (str).len) == 0)

/* A message of a recipient and a text. */
static inline septet_message message_of(const char *to, const char *text) {
  septet_message message;
  memset(&message, 0, sizeof message);
  message.to = to;
  message.to_len = strlen(to);
  message.text = text;
  message.text_len = strlen(text);
  return message;
}

static int checks_end(const char *name) {
  printf("%s: %d checks, %d failed\n", name, checks_done, checks_failed);
  return checks_failed != 0;
}

#endif
