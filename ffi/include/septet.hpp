// septet for C++17: septet.h with owners, string_view and errors as exceptions. Header only. What has
// no class or function here is called as in C, with get() of a handle.
//
// Every function that can fail has a twin try_...: it throws nothing and gives a septet::result, which
// holds the value or the error. Where exceptions are off (-fno-exceptions) the twins are the ones to
// call; the others print what is wrong and abort.
//
// Texts are UTF-8. Classes own what they hold and can be moved, not copied; all but session may be
// used by any number of threads at the same time.

#ifndef SEPTET_HPP
#define SEPTET_HPP

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "septet.h"

namespace septet {

inline std::string_view view(septet_str text) noexcept {
  return text.data == nullptr ? std::string_view() : std::string_view(text.data, text.len);
}

// A failed call: what() says what is wrong and what to do, result() is SEPTET_ERROR_...
class error : public std::runtime_error {
 public:
  explicit error(const septet_error &raw) : std::runtime_error(raw.text), raw_(raw) {}

  septet_result result() const noexcept { return raw_.result; }
  // The word of the result, such as "too_many_segments".
  std::string_view kind() const noexcept { return view(septet_result_word(raw_.result)); }
  // Line, column and details, as in septet.h.
  const septet_error &raw() const noexcept { return raw_; }

 private:
  septet_error raw_;
};

namespace detail {

[[noreturn]] inline void fail(const septet_error &raw) {
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
  throw error(raw);
#else
  std::fprintf(stderr, "septet: %s\n", raw.text);
  std::abort();
#endif
}

}  // namespace detail

// A value, or why there is none: ask `if (found)` before `*found`.
template <typename T>
class result {
 public:
  result(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  result(const septet_error &error) : held_(std::in_place_index<1>, error) {}

  explicit operator bool() const noexcept { return held_.index() == 0; }
  // The value, which must be there.
  T &operator*() noexcept { return *std::get_if<0>(&held_); }
  const T &operator*() const noexcept { return *std::get_if<0>(&held_); }
  T *operator->() noexcept { return std::get_if<0>(&held_); }
  const T *operator->() const noexcept { return std::get_if<0>(&held_); }
  // The error, which must be there: text, result, line and so on, as in septet.h.
  const septet_error &error() const noexcept { return *std::get_if<1>(&held_); }
  // The value; where there is none, throws septet::error.
  T value() && {
    if (!*this) detail::fail(error());
    return std::move(**this);
  }

 private:
  std::variant<T, septet_error> held_;
};

namespace detail {

// A call that fills a struct.
template <typename T, typename Call>
result<T> found(Call &&call) {
  T out{};
  septet_error raw;
  if (call(&out, &raw) != SEPTET_OK) return raw;
  return out;
}

// A call that fills a buffer: with the room given, then once more with the room it needs.
template <typename T, typename Call>
result<std::vector<T>> filled(std::size_t room, Call &&call) {
  std::vector<T> out(room);
  std::size_t length = 0;
  septet_error raw;
  septet_result result = call(out.data(), out.size(), &length, &raw);
  if (result == SEPTET_ERROR_BUFFER_TOO_SMALL) {
    out.resize(length);
    result = call(out.data(), out.size(), &length, &raw);
  }
  if (result != SEPTET_OK) return raw;
  out.resize(length);
  return out;
}

// The same for text.
template <typename Call>
result<std::string> written(std::size_t room, Call &&call) {
  const auto out = filled<char>(room, std::forward<Call>(call));
  if (!out) return out.error();
  return std::string(out->begin(), out->end());
}

// Owns a handle, which it frees through a pointer to it.
template <typename T, void (*Free)(T **)>
class owner {
 public:
  // The handle, for the functions of septet.h; NULL after a move.
  T *get() const noexcept { return handle_.get(); }

 protected:
  explicit owner(T *handle) noexcept : handle_(handle) {}

  // A call that makes a handle, and the class that owns it.
  template <typename Owner, typename Call>
  static result<Owner> made(Call &&call) {
    T *handle = nullptr;
    septet_error raw;
    if (call(&handle, &raw) != SEPTET_OK) return raw;
    return Owner(handle);
  }

 private:
  struct deleter {
    void operator()(T *handle) const noexcept { Free(&handle); }
  };
  std::unique_ptr<T, deleter> handle_;
};

}  // namespace detail

// What a text is counted and cut under.
class text_options : public detail::owner<septet_text_options, septet_text_options_free> {
 public:
  // The defaults, which are a handle of NULL.
  text_options() noexcept : owner(nullptr) {}
  // Words such as "languages=tr,es reference=16".
  explicit text_options(std::string_view words) : text_options(try_parse(words).value()) {}
  static result<text_options> try_parse(std::string_view words) {
    return made<text_options>([&](septet_text_options **out, septet_error *e) {
      return septet_text_options_parse(words.data(), words.size(), out, e);
    });
  }

 private:
  friend owner;
  explicit text_options(septet_text_options *handle) noexcept : owner(handle) {}
};

// What a text will become.
inline result<septet_inspection> try_inspect(std::string_view text,
                                             const text_options &options = {}) {
  return detail::found<septet_inspection>([&](septet_inspection *out, septet_error *e) {
    return septet_inspect(text.data(), text.size(), options.get(), out, e);
  });
}
inline septet_inspection inspect(std::string_view text, const text_options &options = {}) {
  return try_inspect(text, options).value();
}

// The segments of a text, as parts of what prepare() gives.
inline result<std::vector<septet_segment>> try_split(std::string_view text,
                                                     const text_options &options = {}) {
  return detail::filled<septet_segment>(
      4, [&](septet_segment *out, std::size_t room, std::size_t *length, septet_error *e) {
        return septet_split(text.data(), text.size(), options.get(), out, room, length, e);
      });
}
inline std::vector<septet_segment> split(std::string_view text, const text_options &options = {}) {
  return try_split(text, options).value();
}

// The text as it will be sent: after the options newline, normalize and substitute.
inline result<std::string> try_prepare(std::string_view text, const text_options &options = {}) {
  return detail::written(text.size() + 16, [&](char *out, std::size_t room, std::size_t *length,
                                               septet_error *e) {
    return septet_text_prepare(text.data(), text.size(), options.get(), out, room, length, e);
  });
}
inline std::string prepare(std::string_view text, const text_options &options = {}) {
  return try_prepare(text, options).value();
}

// The octets of every segment of a text.
inline result<std::vector<septet_user_data>> try_encode(std::string_view text,
                                                        const text_options &options = {}) {
  return detail::filled<septet_user_data>(
      4, [&](septet_user_data *out, std::size_t room, std::size_t *length, septet_error *e) {
        return septet_encode(text.data(), text.size(), options.get(), out, room, length, e);
      });
}
inline std::vector<septet_user_data> encode(std::string_view text,
                                            const text_options &options = {}) {
  return try_encode(text, options).value();
}

// A number with libphonenumber's verdict; `flags` is a sum of SEPTET_NUMBER_...
inline result<septet_number> try_parse_number(std::string_view text, std::string_view region = {},
                                              std::uint32_t flags = 0) {
  return detail::found<septet_number>([&](septet_number *out, septet_error *e) {
    return septet_number_parse(text.data(), text.size(), region.data(), region.size(), flags, out,
                               e);
  });
}
inline septet_number parse_number(std::string_view text, std::string_view region = {},
                                  std::uint32_t flags = 0) {
  return try_parse_number(text, region, flags).value();
}

// A vendor's profile.
class vendor : public detail::owner<septet_vendor, septet_vendor_free> {
 public:
  // One that comes with the library, by its id.
  explicit vendor(std::string_view id) : vendor(try_builtin(id).value()) {}
  static result<vendor> try_builtin(std::string_view id) {
    return made<vendor>([&](septet_vendor **out, septet_error *e) {
      return septet_vendor_builtin(id.data(), id.size(), out, e);
    });
  }
  // One of your own, from the text of its file; `format` is SEPTET_FORMAT_...
  static result<vendor> try_load(std::string_view text, std::uint32_t format) {
    return made<vendor>([&](septet_vendor **out, septet_error *e) {
      return septet_vendor_load(text.data(), text.size(), format, out, e);
    });
  }
  static vendor load(std::string_view text, std::uint32_t format) {
    return try_load(text, format).value();
  }

  std::string_view id() const noexcept { return view(septet_vendor_id(get())); }

  // What a status code means.
  result<septet_outcome> try_decode_status(std::string_view code,
                                           std::string_view table = {}) const {
    return detail::found<septet_outcome>([&](septet_outcome *out, septet_error *e) {
      return septet_status_decode(get(), code.data(), code.size(), nullptr, 0, table.data(),
                                  table.size(), out, e);
    });
  }
  septet_outcome decode_status(std::string_view code, std::string_view table = {}) const {
    return try_decode_status(code, table).value();
  }

 private:
  friend owner;
  explicit vendor(septet_vendor *handle) noexcept : owner(handle) {}
};

// A rate card.
class card : public detail::owner<septet_card, septet_card_free> {
 public:
  // From the content of its file, whose name ends in .csv, .json or .toml.
  card(std::string_view name, std::string_view content) : card(try_load(name, content).value()) {}
  static result<card> try_load(std::string_view name, std::string_view content) {
    return made<card>([&](septet_card **out, septet_error *e) {
      return septet_card_load(name.data(), name.size(), content.data(), content.size(), out, e);
    });
  }

  std::string_view id() const noexcept { return view(septet_card_id(get())); }

 private:
  friend owner;
  explicit card(septet_card *handle) noexcept : owner(handle) {}
};

namespace detail {

inline std::vector<const septet_card *> handles(const std::vector<const card *> &cards) {
  std::vector<const septet_card *> raw;
  for (const card *one : cards) raw.push_back(one->get());
  return raw;
}

}  // namespace detail

// Messages rated without their texts: a record in, its answer out, as JSON (septet_campaign_rate).
inline result<std::string> try_rate(const std::vector<const card *> &cards,
                                    std::string_view record) {
  const auto raw = detail::handles(cards);
  return detail::written(
      1 << 12, [&](char *out, std::size_t room, std::size_t *length, septet_error *e) {
        return septet_campaign_rate(raw.data(), raw.size(), record.data(), record.size(), out, room,
                                    length, e);
      });
}
inline std::string rate(const std::vector<const card *> &cards, std::string_view record) {
  return try_rate(cards, record).value();
}

// A report on a campaign.
class report : public detail::owner<septet_report, septet_report_free> {
 public:
  // Takes over a handle of septet_session_report or septet_parts_merge.
  explicit report(septet_report *handle) noexcept : owner(handle) {}
  // The whole of parts that session::part wrote, in any order.
  static result<report> try_merge(const std::vector<std::string> &parts) {
    std::vector<septet_str> raw;
    for (const std::string &part : parts) raw.push_back({part.data(), part.size()});
    return made<report>([&](septet_report **out, septet_error *e) {
      return septet_parts_merge(raw.data(), raw.size(), out, e);
    });
  }
  static report merge(const std::vector<std::string> &parts) { return try_merge(parts).value(); }

  septet_totals totals() const {
    const auto call = [&](septet_totals *out, septet_error *e) {
      return septet_report_totals(get(), out, e);
    };
    return detail::found<septet_totals>(call).value();
  }
  // What it costs in each currency.
  std::vector<septet_cost> costs() const {
    return listed<septet_cost>(totals().cost_count, septet_report_cost);
  }
  // What was found: errors first, then the most frequent.
  std::vector<septet_found> findings() const {
    return listed<septet_found>(totals().finding_count, septet_report_finding);
  }
  // In a form, SEPTET_REPORT_...
  result<std::string> try_write(std::uint32_t form) const {
    return detail::written(
        1 << 14, [&](char *out, std::size_t room, std::size_t *length, septet_error *e) {
          return septet_report_write(get(), form, out, room, length, e);
        });
  }
  std::string write(std::uint32_t form) const { return try_write(form).value(); }

 private:
  template <typename T>
  std::vector<T> listed(std::size_t count,
                        septet_result (*one)(const septet_report *, std::size_t, T *,
                                             septet_error *)) const {
    std::vector<T> out;
    for (std::size_t i = 0; i < count; i++) {
      const auto call = [&](T *to, septet_error *e) { return one(get(), i, to, e); };
      out.push_back(detail::found<T>(call).value());
    }
    return out;
  }
};

// Everything that messages are judged by.
class preflight : public detail::owner<septet_preflight, septet_preflight_free> {
 public:
  // `words` as for septet_preflight_new, such as "region=UG traffic=otp".
  preflight(const vendor &of, const std::vector<const card *> &cards, std::string_view sender = {},
            std::string_view words = {})
      : preflight(try_make(of, cards, sender, words).value()) {}
  static result<preflight> try_make(const vendor &of, const std::vector<const card *> &cards,
                                    std::string_view sender = {}, std::string_view words = {}) {
    const auto raw = detail::handles(cards);
    return made<preflight>([&](septet_preflight **out, septet_error *e) {
      return septet_preflight_new(of.get(), raw.data(), raw.size(), sender.data(), sender.size(),
                                  words.data(), words.size(), out, e);
    });
  }

  // Judges one message.
  result<septet_verdict> try_message(const septet_message &given) const {
    return detail::found<septet_verdict>([&](septet_verdict *out, septet_error *e) {
      return septet_preflight_message(get(), &given, out, e);
    });
  }
  septet_verdict message(const septet_message &given) const { return try_message(given).value(); }
  septet_verdict message(std::string_view to, std::string_view text) const {
    return message(of(to, text));
  }

  // A message of a recipient and a text; the other fields are not known.
  static septet_message of(std::string_view to, std::string_view text) noexcept {
    septet_message given{};
    given.to = to.data();
    given.to_len = to.size();
    given.text = text.data();
    given.text_len = text.size();
    return given;
  }

 private:
  friend owner;
  explicit preflight(septet_preflight *handle) noexcept : owner(handle) {}
};

// A pass over a campaign or a part of it: messages judged and counted, by one thread at a time.
class session : public detail::owner<septet_session, septet_session_free> {
 public:
  explicit session(const preflight &by) : session(try_make(by).value()) {}
  static result<session> try_make(const preflight &by) {
    return made<session>([&](septet_session **out, septet_error *e) {
      return septet_session_new(by.get(), out, e);
    });
  }

  // Judges the next message and counts it.
  result<septet_verdict> try_message(const septet_message &given) {
    return detail::found<septet_verdict>([&](septet_verdict *out, septet_error *e) {
      return septet_session_message(get(), &given, out, e);
    });
  }
  septet_verdict message(const septet_message &given) { return try_message(given).value(); }
  septet_verdict message(std::string_view to, std::string_view text) {
    return message(preflight::of(to, text));
  }
  // What was counted so far; the session goes on.
  result<septet::report> try_report() const {
    septet_report *handle = nullptr;
    septet_error raw;
    if (septet_session_report(get(), &handle, &raw) != SEPTET_OK) return raw;
    return septet::report(handle);
  }
  septet::report report() const { return try_report().value(); }
  // The same as a part of a campaign: its place from 0, and whether all messages to a recipient
  // stand in one part.
  result<std::string> try_part(std::uint32_t index, bool by_recipient = false) const {
    return detail::written(
        1 << 14, [&](char *out, std::size_t room, std::size_t *length, septet_error *e) {
          return septet_session_part(get(), index, by_recipient, out, room, length, e);
        });
  }
  std::string part(std::uint32_t index, bool by_recipient = false) const {
    return try_part(index, by_recipient).value();
  }

 private:
  friend owner;
  explicit session(septet_session *handle) noexcept : owner(handle) {}
};

}  // namespace septet

#endif
