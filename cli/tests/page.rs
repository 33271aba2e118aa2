//! The report's page in a real browser: Chromium opens it at the width of a desk and of a phone, and
//! says what it sees. Skipped where Chromium is not installed, unless SEPTET_REQUIRE names it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;

use std::process::Command;

use common::Place;
use serde_json::Value;

const RATES: &str = "#! format = septet-ratecard/1\n#! id = r\n#! currency = USD\n\
                     record,id,country,price\nrate,ug,UG,0.05\nrate,ke,KE,0.04\n";

/// Shows the page in a frame of some width and writes down what became of it. The page has no script
/// of its own; this one only looks.
const HARNESS: &str = r#"<!DOCTYPE html><meta charset="utf-8"><body><script>
const seen = [];
const frame = document.createElement("iframe");
frame.style.height = "3000px";
document.body.append(frame);
const look = (width) => new Promise((done) => {
  frame.style.width = width + "px";
  frame.onload = () => {
    const page = frame.contentDocument, root = page.documentElement;
    const wide = [...page.querySelectorAll("main *")].filter((e) => {
      const box = e.getBoundingClientRect();
      return box.width > 0 && box.right > width + 1;
    });
    const bars = [...page.querySelectorAll("td.bar rect")].map((e) => e.getBoundingClientRect());
    seen.push({
      width,
      scrolls: root.scrollWidth,
      over: wide.map((e) => e.tagName + " " + e.textContent.slice(0, 40)),
      title: page.title,
      headings: [...page.querySelectorAll("h2")].map((e) => e.textContent),
      text: page.body.innerText,
      bars: bars.length,
      drawn: bars.filter((box) => box.width >= 1 && box.height >= 5).length,
      fetched: frame.contentWindow.performance.getEntriesByType("resource").length,
      active: page.querySelectorAll("script, link, img, iframe, object, form, a, [onclick], [onload]").length,
    });
    done();
  };
  frame.src = "page.html?" + width;
});
look(1280).then(() => look(390)).then(() => {
  document.body.textContent = "";
  const out = document.createElement("pre");
  out.textContent = "seen:" + btoa(encodeURIComponent(JSON.stringify(seen))) + ":";
  document.body.append(out);
});
</script>"#;

fn chromium() -> Option<&'static str> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let runs = |name: &&str| {
        Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success())
    };
    let found = names.into_iter().find(runs);
    let required = std::env::var("SEPTET_REQUIRE").unwrap_or_default();
    assert!(
        found.is_some() || !required.split(' ').any(|tool| tool == "chromium"),
        "chromium is required and missing"
    );
    found
}

/// Writes `page.html`.
fn page(place: &Place) {
    let mut campaign = String::from("to,text\n");
    for row in 0..40 {
        let to = ["+256772000001", "+254722000001", "12"][row % 3];
        let words = ["plain", "It’s", "“so” <b>bold</b> & \"quoted\"", "It’s “so” 🎉"][row % 4];
        let words = words.replace('"', "\"\"");
        campaign.push_str(&format!(
            "{to},\"{words} with words to fill it, and a few more of them, so that it is long\"\n"
        ));
    }
    // a name as long and as nasty as file systems take it
    let name =
        "autumn_<script>alert(1)<_script>_&_a_very_long_name_without_any_blank_in_it_at_all.csv";
    place.file(name, campaign);
    place.file("rates.csv", RATES);
    place.done(&format!("preflight --vendor msgine --rates @rates.csv --html @page.html @{name}"));
}

#[test]
fn a_browser_shows_the_page() {
    let Some(browser) = chromium() else {
        eprintln!("skipped: chromium is not installed");
        return;
    };
    let place = Place::new("page");
    page(&place);
    let harness = place.file("harness.html", HARNESS);
    let ran = Command::new(browser)
        .args(["--headless", "--no-sandbox", "--disable-gpu", "--allow-file-access-from-files"])
        .args(["--no-first-run", "--disable-dev-shm-usage", "--window-size=1400,3200"])
        .args(["--virtual-time-budget=20000", "--dump-dom"])
        .arg(format!("--user-data-dir={}", place.0.join("profile").display()))
        .arg(format!("file://{}", harness.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&ran.stdout);
    let said = dom.split("seen:").nth(1).and_then(|rest| rest.split(':').next());
    let said = said.unwrap_or_else(|| panic!("{dom}\n{}", String::from_utf8_lossy(&ran.stderr)));
    let seen: Value = serde_json::from_str(&unescaped(said)).unwrap();
    let seen = seen.as_array().unwrap();
    assert_eq!(seen.len(), 2);
    for page in seen {
        let width = page["width"].as_u64().unwrap();
        assert_eq!(page["over"], serde_json::json!([]), "at {width}");
        assert!(page["scrolls"].as_u64().unwrap() <= width, "at {width}: {}", page["scrolls"]);
        assert_eq!((&page["fetched"], &page["active"]), (&0.into(), &0.into()));
        assert!(page["bars"].as_u64().unwrap() >= 8 && page["bars"] == page["drawn"], "{page}");
        let headings: Vec<&str> =
            page["headings"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        for heading in
            ["Cost", "By country", "By encoding", "By length", "What to change", "Findings"]
        {
            assert!(headings.contains(&heading), "no {heading} in {headings:?}");
        }
        let text = page["text"].as_str().unwrap();
        for shown in
            ["<script>alert(1)<_script>_&_", "replace ’ by '", "invalid number", "USD", "SHA-256"]
        {
            assert!(text.contains(shown), "no {shown} at {width}: {text}");
        }
        for hidden in ["256772000001", "words to fill", "bold"] {
            assert!(!text.contains(hidden), "{hidden} at {width}");
        }
    }
}

/// Base 64 of percent escapes of UTF-8, as a browser's `btoa(encodeURIComponent(text))` makes it.
fn unescaped(text: &str) -> String {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut octets, mut bits, mut count) = (Vec::new(), 0u32, 0);
    for c in text.bytes().filter(|c| *c != b'=') {
        bits = bits << 6 | DIGITS.iter().position(|d| *d == c).unwrap() as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            octets.push((bits >> count) as u8);
        }
    }
    let mut plain = Vec::new();
    let mut rest = octets.as_slice();
    while let [first, others @ ..] = rest {
        if let (b'%', [high, low, after @ ..]) = (*first, others) {
            let digit = |c: u8| char::from(c).to_digit(16).unwrap() as u8;
            plain.push(digit(*high) << 4 | digit(*low));
            rest = after;
        } else {
            plain.push(*first);
            rest = others;
        }
    }
    String::from_utf8(plain).unwrap()
}
