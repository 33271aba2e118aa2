// The C++ header: owners, views, exceptions, and handles shared between threads.

#include <septet.hpp>
#include <thread>

#include "../c/check.h"

int main() {
  CHECK(septet::inspect("hello").units == 5);
  const septet::text_options turkish("languages=tr reference_number=7");
  const auto found = septet::inspect("\xC5\x9F", turkish);
  CHECK(found.encoding == SEPTET_ENCODING_GSM7 && found.locking_id == 1);
  CHECK(septet::view(found.reason) == "national_language");

  const std::string text(1000, 'a');
  const auto cuts = septet::split(text);
  CHECK(cuts.size() == 7 && cuts[6].octet_offset == 918);
  CHECK(septet::encode(text, turkish).size() == 7);
  CHECK(septet::prepare("a\n\n\n", septet::text_options("newline=crlf")) == "a\r\n\r\n\r\n");
  CHECK(septet::parse_number("+256701521269").e164_key == 256701521269u);

  try {
    septet::text_options wrong("reference=7");
    CHECK(false);
  } catch (const septet::error &error) {
    CHECK(error.result() == SEPTET_ERROR_INVALID_OPTION && error.kind() == "invalid_option");
    CHECK(std::string(error.what()).find("reference") != std::string::npos);
  }
  try {
    septet::encode(text);
    CHECK(false);
  } catch (const septet::error &error) {
    CHECK(error.kind() == "reference_required");
  }

  const septet::vendor vendor("msgine");
  CHECK(vendor.id() == "msgine");
  CHECK(septet::vendor("msegat").decode_status("1060").state == SEPTET_STATE_REJECTED);
  const septet::card card("mine.csv",
                          "#! format = septet-ratecard/1\n#! id = mine\n#! currency = EUR\n"
                          "record,id,country,price\nrate,r1,UG,0.05\n");
  const septet::preflight check(vendor, {&card}, "MyShop");
  const auto verdict = check.message("+256701521269", text.substr(0, 161));
  CHECK(verdict.has_cost && verdict.segments == 2 && verdict.cost_expected.nanos == 100000000);
  septet::session counted(check), rest(check);
  CHECK(counted.message("+256701521269", "hello").segments == 1);
  CHECK(counted.report().costs().at(0).total.expected.nanos == 50000000);
  CHECK(counted.message("+256701521269", text.substr(0, 161)).segments == 2);
  rest.message("+256701521270", "hello");
  const auto whole = septet::report::merge({counted.part(0), rest.part(1)});
  CHECK(whole.totals().messages == 3 && whole.totals().segments == 4);
  CHECK(whole.costs().at(0).total.expected.nanos == 200000000);
  CHECK(whole.findings().size() == whole.totals().finding_count);
  CHECK(whole.write(SEPTET_REPORT_JSON).find("septet.report/1") != std::string::npos);
  try {
    septet::report::merge({"{}"});
    CHECK(false);
  } catch (const septet::error &error) {
    CHECK(error.kind() == "syntax");
  }

  CHECK(septet::rate({&card}, "{\"messages\":[{\"to\":\"+256701521269\",\"country\":\"UG\"}]}")
            .find("\"0.05\"") != std::string::npos);
  try {
    septet::vendor::load("{}", SEPTET_FORMAT_JSON);
    CHECK(false);
  } catch (const septet::error &error) {
    CHECK(error.kind() == "field_missing");
  }

  // a moved owner leaves NULL behind, which every call refuses
  septet::vendor from("msgine");
  const septet::vendor to = std::move(from);
  CHECK(from.get() == nullptr && from.id().empty() && to.id() == "msgine");
  try {
    from.decode_status("sent");
    CHECK(false);
  } catch (const septet::error &error) {
    CHECK(error.result() == SEPTET_ERROR_NULL_POINTER);
  }

  // one handle, many threads
  std::vector<std::thread> threads;
  std::vector<int> wrong(8, 0);
  for (std::size_t i = 0; i < wrong.size(); i++) {
    threads.emplace_back([&, i] {
      for (int round = 0; round < 1000; round++)
        if (septet::inspect("\xC5\x9F", turkish).locking_id != 1) wrong[i]++;
    });
  }
  for (auto &thread : threads) thread.join();
  for (const int count : wrong) CHECK(count == 0);
  return checks_end("wrapper");
}
