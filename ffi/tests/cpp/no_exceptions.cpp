// The C++ header where exceptions are off: errors are values. Compiled with -fno-exceptions.

#include <septet.hpp>

#include "../c/check.h"

int main() {
  const auto found = septet::try_inspect("It\xE2\x80\x99s here");
  CHECK(found && found->segments == 1 && found->encoding == SEPTET_ENCODING_UCS2);
  const auto wrong = septet::try_inspect("\xFF");
  CHECK(!wrong && wrong.error().result == SEPTET_ERROR_INVALID_UTF8 && wrong.error().text[0]);
  CHECK(!septet::text_options::try_parse("reference=7"));
  const auto options = septet::text_options::try_parse("reference_number=7");
  CHECK(options && septet::try_encode(std::string(400, 'a'), *options)->size() == 3);
  CHECK(!septet::try_encode(std::string(400, 'a')));
  CHECK(septet::try_split(std::string(1000, 'a'))->size() == 7);
  CHECK(*septet::try_prepare("a\n", *septet::text_options::try_parse("newline=crlf")) == "a\r\n");
  CHECK(septet::try_parse_number("0701521269", "UG")->e164_key == 256701521269u);
  CHECK(!septet::try_parse_number("no"));

  CHECK(septet::vendor::try_builtin("nobody").error().result == SEPTET_ERROR_VENDOR_UNKNOWN);
  CHECK(!septet::vendor::try_load("{}", SEPTET_FORMAT_JSON));
  const auto vendor = septet::vendor::try_builtin("msgine");
  const auto card = septet::card::try_load("mine.csv",
                                           "#! format = septet-ratecard/1\n#! id = mine\n"
                                           "#! currency = EUR\n"
                                           "record,id,country,price\nrate,r1,UG,0.05\n");
  CHECK(vendor && card && !septet::card::try_load("mine.csv", "x"));
  CHECK(!vendor->try_decode_status("sent", "no_such_table"));
  const auto check = septet::preflight::try_make(*vendor, {&*card}, "MyShop");
  CHECK(check && !septet::preflight::try_make(*vendor, {}, "", "traffic=spam"));
  const auto verdict = check->try_message(septet::preflight::of("+256701521269", "hello"));
  CHECK(verdict && verdict->cost_expected.nanos == 50000000);
  CHECK(!check->try_message(septet::preflight::of("+256701521269", "\xFF")));
  auto counted = septet::session::try_make(*check);
  CHECK(counted && counted->try_message(septet::preflight::of("+256701521269", "hello")));
  const auto part = counted->try_part(0);
  CHECK(part && septet::report::try_merge({*part})->totals().segments == 1);
  CHECK(!septet::report::try_merge({}) && counted->try_report()->costs().size() == 1);
  CHECK(!counted->try_report()->try_write(7));
  CHECK(septet::try_rate({&*card}, "{\"messages\":[]}") && !septet::try_rate({&*card}, "["));
  // what owns a handle can be moved; the one that was moved from is refused, not followed
  auto moved = std::move(*counted);
  CHECK(!counted->try_report() && moved.try_report());
  return checks_end("no_exceptions");
}
