//! Horizontal bars in a table, drawn as SVG so that they print without background colours.

use std::fmt::Write as _;

use super::html::escaped;

/// A table of bars.
pub(super) struct Chart<'a> {
    pub(super) title: &'a str,
    /// Over the names, the figures and the notes.
    pub(super) heads: [&'a str; 3],
    /// Names are sentences: they may take more lines than one.
    pub(super) long_names: bool,
}

pub(super) struct Bar {
    pub(super) name: String,
    /// How long the bar is beside the others.
    pub(super) weight: u128,
    pub(super) figure: String,
    pub(super) note: String,
}

impl Chart<'_> {
    /// Appends the table; the longest bar fills its cell.
    pub(super) fn draw(&self, bars: &[Bar], out: &mut String) {
        let most = bars.iter().map(|bar| bar.weight).max().unwrap_or(1).max(1);
        let [name, figure, note] = self.heads.map(escaped);
        let has_notes = bars.iter().any(|bar| !bar.note.is_empty());
        let class = if self.long_names { "bars long" } else { "bars" };
        let _ = write!(
            out,
            "<table class=\"{class}\">\n<thead><tr><th scope=\"col\">{name}</th><td></td>\
             <th scope=\"col\">{figure}</th>"
        );
        if has_notes {
            let _ = write!(out, "<th scope=\"col\">{note}</th>");
        }
        out.push_str("</tr></thead>\n<tbody>\n");
        for bar in bars {
            // hundredths of a percent: the same digits everywhere
            let width = bar.weight.saturating_mul(10_000) / most;
            let _ = write!(
                out,
                "<tr><th scope=\"row\"><bdi>{}</bdi></th><td class=\"bar\"><svg \
                 viewBox=\"0 0 100 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
                 <rect width=\"{}.{:02}\" height=\"10\"/></svg></td><td>{}</td>",
                escaped(&bar.name),
                width / 100,
                width % 100,
                escaped(&bar.figure),
            );
            if has_notes {
                let _ = write!(out, "<td>{}</td>", escaped(&bar.note));
            }
            out.push_str("</tr>\n");
        }
        out.push_str("</tbody>\n</table>\n");
    }

    /// Appends a section with the table; nothing where there are no bars.
    pub(super) fn section(&self, bars: &[Bar], out: &mut String) {
        if bars.is_empty() {
            return;
        }
        let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(self.title));
        self.draw(bars, out);
        out.push_str("</section>\n");
    }
}
