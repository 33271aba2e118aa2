/* Golden octets through C: reads lines of core/tests/vectors/octets.tsv from standard input
   (encoding, text as a JSON string, header, TP-UDL, TP-UD, septets; octets in hexadecimal),
   decodes each and encodes those without a header. */

#include <septet.h>
#include <stdlib.h>

#include "check.h"

static size_t unhex(const char *hex, uint8_t *out) {
  size_t count = 0;
  for (; hex[0] && hex[1]; hex += 2) {
    char pair[3] = {hex[0], hex[1], 0};
    out[count++] = (uint8_t)strtoul(pair, NULL, 16);
  }
  return count;
}

static size_t put_utf8(unsigned long c, char *out) {
  if (c < 0x80) {
    out[0] = (char)c;
    return 1;
  }
  size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
  for (size_t i = count - 1; i > 0; i--, c >>= 6) out[i] = (char)(0x80 | (c & 0x3F));
  out[0] = (char)((count == 2 ? 0xC0 : count == 3 ? 0xE0 : 0xF0) | c);
  return count;
}

/* A JSON string, quotes included, as UTF-8. */
static size_t unjson(const char *json, char *out) {
  size_t count = 0;
  unsigned long high = 0;
  for (json++; *json && *json != '"'; json++) {
    if (*json != '\\') {
      out[count++] = *json;
      continue;
    }
    json++;
    const char *escapes = "\"\"\\\\//b\bf\fn\nr\rt\t";
    if (*json != 'u') {
      const char *at = strchr(escapes, *json);
      out[count++] = at ? at[1] : '?';
      continue;
    }
    char digits[5] = {json[1], json[2], json[3], json[4], 0};
    unsigned long unit = strtoul(digits, NULL, 16);
    json += 4;
    if (unit >= 0xD800 && unit < 0xDC00) {
      high = unit;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
      count += put_utf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out + count);
    } else {
      count += put_utf8(unit, out + count);
    }
  }
  return count;
}

int main(void) {
  static char line[8192];
  int encoded = 0;
  while (fgets(line, sizeof line, stdin)) {
    line[strcspn(line, "\n")] = 0;
    char *fields[6], *at = line;
    for (int i = 0; i < 6; i++) {
      fields[i] = at;
      at += strcspn(at, "\t");
      if (*at) *at++ = 0;
    }
    static char text[4096];
    uint8_t octets[140], expected[2048];
    size_t text_len = unjson(fields[1], text), octet_len = unhex(fields[4], octets);
    bool is_data = strcmp(fields[0], "data8") == 0, ucs2 = strcmp(fields[0], "ucs2") == 0;
    if (is_data) {
      text[text_len] = 0;
      text_len = unhex(text, expected);
      memcpy(text, expected, text_len);
    }

    char out[480];
    size_t length = 0;
    bool found_data = false;
    septet_error error;
    septet_result result = septet_user_data_decode(
        octets, octet_len, (uint8_t)atoi(fields[3]), is_data ? 4 : ucs2 ? 8 : 0, fields[2][0] != 0,
        out, sizeof out, &length, &found_data, &error);
    CHECK(result == SEPTET_OK && found_data == is_data);
    CHECK(length == text_len && memcmp(out, text, length) == 0);
    if (is_data || fields[2][0]) continue;

    septet_text_options *options = NULL;
    const char *words = ucs2 ? "encoding=ucs2" : "encoding=gsm7";
    CHECK(septet_text_options_parse(words, strlen(words), &options, &error) == SEPTET_OK);
    septet_user_data wire;
    septet_short_message smpp;
    CHECK(septet_encode(text, text_len, options, &wire, 1, &length, &error) == SEPTET_OK);
    CHECK(wire.octet_len == octet_len && memcmp(wire.octets, octets, octet_len) == 0);
    CHECK(wire.udl == atoi(fields[3]) && wire.dcs == (ucs2 ? 8 : 0));
    CHECK(septet_encode_smpp(text, text_len, options, &smpp, 1, &length, &error) == SEPTET_OK);
    size_t septets = unhex(fields[ucs2 ? 4 : 5], expected);
    CHECK(smpp.sm_length == septets && memcmp(smpp.short_message, expected, septets) == 0);
    septet_text_options_free(&options);
    encoded++;
  }
  CHECK(encoded > 100);
  return checks_end("golden");
}
