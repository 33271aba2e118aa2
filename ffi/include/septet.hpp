// septet for C++17: septet.h with owners, string_view and exceptions. Header only.

#ifndef SEPTET_HPP
#define SEPTET_HPP

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "septet.h"

namespace septet {

// A failed call: what() says what is wrong and what to do, result() is SEPTET_ERROR_...
class error : public std::runtime_error {
 public:
  explicit error(const septet_error &raw) : std::runtime_error(raw.text), raw_(raw) {}

  septet_result result() const noexcept { return raw_.result; }
  // The word of the result, such as "too_many_segments".
  std::string_view kind() const noexcept {
    const septet_str word = septet_result_word(raw_.result);
    return {word.data, word.len};
  }
  // Line, column and details, as in septet.h.
  const septet_error &raw() const noexcept { return raw_; }

 private:
  septet_error raw_;
};

namespace detail {

// Runs a call with room for its error, and throws that.
template <typename Call>
void check(Call &&call) {
  septet_error raw;
  if (call(&raw) != SEPTET_OK) throw error(raw);
}

// Frees a handle through a pointer to it.
template <typename T, void (*Free)(T **)>
struct deleter {
  void operator()(T *handle) const noexcept { Free(&handle); }
};

// Runs a call that fills a buffer: with the room given, then once more with the room it needs.
template <typename T, typename Call>
std::vector<T> fill(std::size_t room, Call &&call) {
  std::vector<T> out(room);
  std::size_t length = 0;
  septet_error raw;
  septet_result result = call(out.data(), out.size(), &length, &raw);
  if (result == SEPTET_ERROR_BUFFER_TOO_SMALL) {
    out.resize(length);
    result = call(out.data(), out.size(), &length, &raw);
  }
  if (result != SEPTET_OK) throw error(raw);
  out.resize(length);
  return out;
}

}  // namespace detail

inline std::string_view view(septet_str text) noexcept {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.len);
}

// What a text is counted and cut under; may be shared between threads.
class text_options {
 public:
  // The defaults.
  text_options() = default;
  // Words such as "languages=tr,es reference=16".
  explicit text_options(std::string_view words) {
    septet_text_options *made = nullptr;
    detail::check([&](septet_error *e) {
      return septet_text_options_parse(words.data(), words.size(), &made, e);
    });
    handle_.reset(made);
  }

  // NULL for the defaults.
  const septet_text_options *get() const noexcept { return handle_.get(); }

 private:
  std::unique_ptr<septet_text_options,
                  detail::deleter<septet_text_options, septet_text_options_free>>
      handle_;
};

// What a text will become.
inline septet_inspection inspect(std::string_view text, const text_options &options = {}) {
  septet_inspection found;
  detail::check([&](septet_error *e) {
    return septet_inspect(text.data(), text.size(), options.get(), &found, e);
  });
  return found;
}

// The segments of a text, as parts of what prepare() gives.
inline std::vector<septet_segment> split(std::string_view text, const text_options &options = {}) {
  return detail::fill<septet_segment>(
      4, [&](septet_segment *out, std::size_t capacity, std::size_t *length, septet_error *e) {
        return septet_split(text.data(), text.size(), options.get(), out, capacity, length, e);
      });
}

// The text as it will be sent: after the options newline, normalize and substitute.
inline std::string prepare(std::string_view text, const text_options &options = {}) {
  const auto out = detail::fill<char>(
      text.size() + 16, [&](char *to, std::size_t capacity, std::size_t *length, septet_error *e) {
        return septet_text_prepare(text.data(), text.size(), options.get(), to, capacity, length,
                                   e);
      });
  return {out.begin(), out.end()};
}

// The octets of every segment of a text.
inline std::vector<septet_user_data> encode(std::string_view text,
                                            const text_options &options = {}) {
  return detail::fill<septet_user_data>(
      4, [&](septet_user_data *out, std::size_t capacity, std::size_t *length, septet_error *e) {
        return septet_encode(text.data(), text.size(), options.get(), out, capacity, length, e);
      });
}

// A number with libphonenumber's verdict.
inline septet_number parse_number(std::string_view text, std::string_view region = {},
                                  std::uint32_t flags = 0) {
  septet_number number;
  detail::check([&](septet_error *e) {
    return septet_number_parse(text.data(), text.size(), region.data(), region.size(), flags,
                               &number, e);
  });
  return number;
}

// A vendor's profile; may be shared between threads.
class vendor {
 public:
  // One that comes with the library, by its id.
  explicit vendor(std::string_view id) {
    septet_vendor *made = nullptr;
    detail::check([&](septet_error *e) {
      return septet_vendor_builtin(id.data(), id.size(), &made, e);
    });
    handle_.reset(made);
  }
  // One of your own, from the text of its file.
  static vendor load(std::string_view text, std::uint32_t format) {
    septet_vendor *made = nullptr;
    detail::check([&](septet_error *e) {
      return septet_vendor_load(text.data(), text.size(), format, &made, e);
    });
    return vendor(made);
  }

  std::string_view id() const noexcept { return view(septet_vendor_id(handle_.get())); }
  const septet_vendor *get() const noexcept { return handle_.get(); }

  // What a status code means.
  septet_outcome decode_status(std::string_view code, std::string_view table = {}) const {
    septet_outcome outcome;
    detail::check([&](septet_error *e) {
      return septet_status_decode(get(), code.data(), code.size(), nullptr, 0, table.data(),
                                  table.size(), &outcome, e);
    });
    return outcome;
  }

 private:
  explicit vendor(septet_vendor *made) noexcept : handle_(made) {}
  std::unique_ptr<septet_vendor, detail::deleter<septet_vendor, septet_vendor_free>> handle_;
};

// A rate card; may be shared between threads.
class card {
 public:
  // From the content of its file, whose name ends in .csv, .json or .toml.
  card(std::string_view name, std::string_view content) {
    septet_card *made = nullptr;
    detail::check([&](septet_error *e) {
      return septet_card_load(name.data(), name.size(), content.data(), content.size(), &made, e);
    });
    handle_.reset(made);
  }

  std::string_view id() const noexcept { return view(septet_card_id(handle_.get())); }
  const septet_card *get() const noexcept { return handle_.get(); }

 private:
  std::unique_ptr<septet_card, detail::deleter<septet_card, septet_card_free>> handle_;
};

// A report on a campaign; may be shared between threads.
class report {
 public:
  // Takes over a handle of septet_session_report or septet_parts_merge.
  explicit report(septet_report *made) noexcept : handle_(made) {}
  // The whole of parts that session::part wrote, in any order.
  static report merge(const std::vector<std::string> &parts) {
    std::vector<septet_str> raw;
    for (const std::string &part : parts) raw.push_back({part.data(), part.size()});
    septet_report *made = nullptr;
    detail::check(
        [&](septet_error *e) { return septet_parts_merge(raw.data(), raw.size(), &made, e); });
    return report(made);
  }

  septet_totals totals() const {
    septet_totals totals;
    detail::check([&](septet_error *e) { return septet_report_totals(get(), &totals, e); });
    return totals;
  }
  // What it costs in each currency.
  std::vector<septet_cost> costs() const {
    std::vector<septet_cost> out(totals().cost_count);
    for (std::size_t i = 0; i < out.size(); i++)
      detail::check([&](septet_error *e) { return septet_report_cost(get(), i, &out[i], e); });
    return out;
  }
  // What was found: errors first, then the most frequent.
  std::vector<septet_found> findings() const {
    std::vector<septet_found> out(totals().finding_count);
    for (std::size_t i = 0; i < out.size(); i++)
      detail::check([&](septet_error *e) { return septet_report_finding(get(), i, &out[i], e); });
    return out;
  }
  // In a form, SEPTET_REPORT_...
  std::string write(std::uint32_t form) const {
    const auto out =
        detail::fill<char>(1 << 14, [&](char *data, std::size_t room, std::size_t *length,
                                        septet_error *e) {
          return septet_report_write(get(), form, data, room, length, e);
        });
    return {out.begin(), out.end()};
  }
  const septet_report *get() const noexcept { return handle_.get(); }

 private:
  std::unique_ptr<septet_report, detail::deleter<septet_report, septet_report_free>> handle_;
};

// Everything that messages are judged by; may be shared between threads.
class preflight {
 public:
  preflight(const vendor &of, const std::vector<const card *> &cards, std::string_view sender = {},
            std::string_view words = {}) {
    std::vector<const septet_card *> raw;
    for (const card *one : cards) raw.push_back(one->get());
    septet_preflight *made = nullptr;
    detail::check([&](septet_error *e) {
      return septet_preflight_new(of.get(), raw.data(), raw.size(), sender.data(), sender.size(),
                                  words.data(), words.size(), &made, e);
    });
    handle_.reset(made);
  }

  // Judges one message.
  septet_verdict message(std::string_view to, std::string_view text) const {
    septet_message given{};
    given.to = to.data();
    given.to_len = to.size();
    given.text = text.data();
    given.text_len = text.size();
    septet_verdict verdict;
    detail::check([&](septet_error *e) {
      return septet_preflight_message(handle_.get(), &given, &verdict, e);
    });
    return verdict;
  }
  const septet_preflight *get() const noexcept { return handle_.get(); }

 private:
  std::unique_ptr<septet_preflight, detail::deleter<septet_preflight, septet_preflight_free>>
      handle_;
};

// A pass over a campaign or a part of it: messages judged and counted, by one thread at a time.
class session {
 public:
  explicit session(const preflight &by) {
    septet_session *made = nullptr;
    detail::check([&](septet_error *e) { return septet_session_new(by.get(), &made, e); });
    handle_.reset(made);
  }

  // Judges the next message and counts it.
  septet_verdict message(std::string_view to, std::string_view text) {
    septet_message given{};
    given.to = to.data();
    given.to_len = to.size();
    given.text = text.data();
    given.text_len = text.size();
    return message(given);
  }
  septet_verdict message(const septet_message &given) {
    septet_verdict verdict;
    detail::check([&](septet_error *e) {
      return septet_session_message(handle_.get(), &given, &verdict, e);
    });
    return verdict;
  }
  // What was counted so far; the session goes on.
  septet::report report() const {
    septet_report *made = nullptr;
    detail::check([&](septet_error *e) { return septet_session_report(handle_.get(), &made, e); });
    return septet::report(made);
  }
  // The same as a part of a campaign: its place from 0, and whether all messages to a recipient
  // stand in one part.
  std::string part(std::uint32_t index, bool by_recipient = false) const {
    const auto out = detail::fill<char>(
        1 << 14, [&](char *data, std::size_t room, std::size_t *length, septet_error *e) {
          return septet_session_part(handle_.get(), index, by_recipient, data, room, length, e);
        });
    return {out.begin(), out.end()};
  }

 private:
  std::unique_ptr<septet_session, detail::deleter<septet_session, septet_session_free>> handle_;
};

}  // namespace septet

#endif
