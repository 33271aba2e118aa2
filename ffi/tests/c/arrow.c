/* Columns through the Arrow C Data Interface, made and read here by hand. */

/* as https://arrow.apache.org/docs/format/CDataInterface.html defines them */
#include <stdint.h>
struct ArrowSchema {
  const char *format;
  const char *name;
  const char *metadata;
  int64_t flags;
  int64_t n_children;
  struct ArrowSchema **children;
  struct ArrowSchema *dictionary;
  void (*release)(struct ArrowSchema *);
  void *private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void **buffers;
  struct ArrowArray **children;
  struct ArrowArray *dictionary;
  void (*release)(struct ArrowArray *);
  void *private_data;
};

#include <septet.h>

#include "check.h"

#define TEXT(literal) literal, sizeof literal - 1

static int released = 0;

static void release_array(struct ArrowArray *array) {
  released++;
  array->release = NULL;
}

static void release_schema(struct ArrowSchema *schema) { schema->release = NULL; }

/* "hello", null, half a character, "It’s", within a longer column */
static const int32_t offsets[] = {0, 3, 8, 8, 10, 16, 17};
static const char octets[] = "pre" "hello" "\xE2\x82" "It\xE2\x80\x99s" "x";
static const uint8_t validity[] = {0x3B}; /* row 2 is null */

static struct ArrowSchema of(const char *format) {
  struct ArrowSchema schema = {format, "text", NULL, 2, 0, NULL, NULL, release_schema, NULL};
  return schema;
}

static struct ArrowArray column(const void **buffers) {
  struct ArrowArray array = {4, 1, 1, 3, 0, NULL, NULL, NULL, release_array, NULL};
  buffers[0] = validity;
  buffers[1] = offsets;
  buffers[2] = octets;
  array.buffers = buffers;
  return array;
}

static int is_word(const struct ArrowArray *words, int64_t row, const char *word) {
  const int32_t *ends = (const int32_t *)words->buffers[1] + words->offset;
  size_t length = (size_t)(ends[row + 1] - ends[row]);
  return length == strlen(word) && memcmp((const char *)words->buffers[2] + ends[row], word, length) == 0;
}

static int is_null(const struct ArrowArray *array, int64_t row) {
  const uint8_t *bits = array->buffers[0];
  row += array->offset;
  return bits && !(bits[row / 8] >> (row % 8) & 1);
}

int main(void) {
  const void *buffers[3];
  struct ArrowArray array = column(buffers), result;
  struct ArrowSchema schema = of("u"), result_schema;
  septet_error error;
  CHECK(septet_count_arrow(&array, &schema, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_OK);
  CHECK(array.release == NULL && schema.release != NULL);
  CHECK(released == 1);
  CHECK(result.length == 4 && result.n_children == 6 && result_schema.n_children == 6);
  CHECK(strcmp(result_schema.children[1]->name, "units") == 0);
  CHECK(strcmp(result_schema.children[1]->format, "i") == 0);
  const struct ArrowArray *units = result.children[1], *words = result.children[5];
  const int32_t *counted = (const int32_t *)units->buffers[1] + units->offset;
  CHECK(counted[0] == 5 && counted[3] == 4);
  CHECK(!is_null(units, 0) && is_null(units, 1) && is_null(units, 2) && !is_null(units, 3));
  CHECK(is_null(words, 0) && is_null(words, 1) && is_word(words, 2, "invalid_utf8"));
  CHECK(is_word(result.children[0], 3, "ucs2"));
  result.release(&result);
  result_schema.release(&result_schema);

  /* what is no text is refused, and the array is used up all the same */
  array = column(buffers);
  struct ArrowSchema binary = of("z");
  released = 0;
  CHECK(septet_count_arrow(&array, &binary, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_COLUMN_TYPE);
  CHECK(strstr(error.text, "cast") != NULL);
  CHECK(released == 1 && array.release == NULL);
  CHECK(septet_count_arrow(&array, &schema, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_ARROW_DATA);
  array = column(buffers);
  struct ArrowSchema unknown = of("no such format");
  CHECK(septet_count_arrow(&array, &unknown, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_ARROW_DATA);
  array = column(buffers);
  released = 0;
  CHECK(septet_count_arrow(&array, NULL, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  CHECK(released == 1);
  CHECK(septet_count_arrow(NULL, &schema, NULL, 0, NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_NULL_POINTER);
  array = column(buffers);
  CHECK(septet_count_arrow(&array, &schema, TEXT("text"), NULL, &result, &result_schema, &error) ==
        SEPTET_ERROR_COLUMN_MISSING);

  array = column(buffers);
  CHECK(septet_number_arrow(&array, &schema, NULL, 0, TEXT("UG"), 0, &result, &result_schema,
                            &error) == SEPTET_OK);
  CHECK(result.n_children == 8 && is_word(result.children[7], 0, "not_a_number"));
  result.release(&result);
  result_schema.release(&result_schema);

  /* a table of one message */
  static const int32_t to_ends[] = {0, 13}, text_ends[] = {0, 5};
  const void *to_buffers[] = {NULL, to_ends, "+256701521269"};
  const void *text_buffers[] = {NULL, text_ends, "hello"};
  const void *no_buffer[] = {NULL};
  struct ArrowArray to = {1, 0, 0, 3, 0, to_buffers, NULL, NULL, release_array, NULL};
  struct ArrowArray text = {1, 0, 0, 3, 0, text_buffers, NULL, NULL, release_array, NULL};
  struct ArrowArray *columns[] = {&to, &text};
  struct ArrowArray table = {1, 0, 0, 1, 2, no_buffer, columns, NULL, release_array, NULL};
  struct ArrowSchema to_type = of("u"), text_type = of("u");
  to_type.name = "to";
  struct ArrowSchema *types[] = {&to_type, &text_type};
  struct ArrowSchema table_type = {"+s", "", NULL, 0, 2, types, NULL, release_schema, NULL};
  const struct ArrowArray whole_to = to, whole_text = text, whole_table = table;
  septet_vendor *vendor = NULL;
  septet_preflight *preflight = NULL;
  CHECK(septet_vendor_builtin(TEXT("msgine"), &vendor, &error) == SEPTET_OK);
  CHECK(septet_preflight_new(vendor, NULL, 0, TEXT("Shop"), NULL, 0, &preflight, &error) ==
        SEPTET_OK);
  CHECK(septet_preflight_arrow(preflight, &table, &table_type, &result, &result_schema, &error) ==
        SEPTET_OK);
  CHECK(result.length == 1 && is_word(result.children[0], 0, "counted"));
  CHECK(is_word(result.children[1], 0, "+256701521269") && is_null(result.children[9], 0));
  CHECK(strcmp(result_schema.children[9]->format, "d:38,9") == 0);
  result.release(&result);
  result_schema.release(&result_schema);

  /* a session counts the table behind the messages before */
  septet_session *session = NULL;
  CHECK(septet_session_new(preflight, &session, &error) == SEPTET_OK);
  septet_message message;
  memset(&message, 0, sizeof message);
  message.to = "n/a";
  message.to_len = 3;
  CHECK(septet_session_message(session, &message, NULL, &error) == SEPTET_OK);
  for (int i = 0; i < 2; i++) {
    to = whole_to;
    text = whole_text;
    table = whole_table;
    CHECK(septet_session_arrow(session, &table, &table_type, &result, &result_schema, &error) ==
          SEPTET_OK);
    CHECK(result.length == 1 && is_word(result.children[0], 0, "counted"));
    result.release(&result);
    result_schema.release(&result_schema);
  }
  septet_report *report = NULL;
  septet_totals totals;
  CHECK(septet_session_report(session, &report, &error) == SEPTET_OK);
  CHECK(septet_report_totals(report, &totals, &error) == SEPTET_OK);
  CHECK(totals.rows == 3 && totals.messages == 2 && totals.segments == 2);
  septet_report_free(&report);
  /* a column is no table: nothing is counted, the session goes on */
  array = column(buffers);
  CHECK(septet_session_arrow(session, &array, &schema, &result, &result_schema, &error) ==
        SEPTET_ERROR_COLUMN_TYPE);
  CHECK(septet_session_report(session, &report, &error) == SEPTET_OK);
  CHECK(septet_report_totals(report, &totals, &error) == SEPTET_OK && totals.rows == 3);
  septet_report_free(&report);
  septet_session_free(&session);
  septet_preflight_free(&preflight);
  septet_vendor_free(&vendor);
  return checks_end("arrow");
}
