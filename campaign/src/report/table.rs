//! Aligned text: columns as wide as their longest cell.

use std::fmt::Write as _;

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// A table of text cells.
#[derive(Debug)]
pub(crate) struct Table<const N: usize> {
    head: [&'static str; N],
    align: [Align; N],
    rows: Vec<[String; N]>,
}

impl<const N: usize> Table<N> {
    pub(crate) fn new(columns: [(&'static str, Align); N]) -> Table<N> {
        Table { head: columns.map(|c| c.0), align: columns.map(|c| c.1), rows: Vec::new() }
    }

    pub(crate) fn push(&mut self, row: [String; N]) {
        self.rows.push(row);
    }

    /// Writes the table, each line behind two blanks, without blanks at its end. A column whose
    /// cells are all empty is left out.
    pub(crate) fn write(&self, out: &mut String) {
        let width = |column: usize| {
            let cells = self.rows.iter().map(|row| width_of(&row[column])).max().unwrap_or(0);
            if cells == 0 { 0 } else { cells.max(width_of(self.head[column])) }
        };
        let widths: [usize; N] = std::array::from_fn(width);
        let head = self.head.map(String::from);
        for row in std::iter::once(&head).chain(&self.rows) {
            let mut line = String::new();
            for (column, cell) in row.iter().enumerate() {
                if widths[column] == 0 {
                    continue;
                }
                let blanks = " ".repeat(widths[column] - width_of(cell).min(widths[column]));
                let _ = match self.align[column] {
                    Align::Left => write!(line, "  {cell}{blanks}"),
                    Align::Right => write!(line, "  {blanks}{cell}"),
                };
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
}

/// Cells are codes, numbers and amounts: a character is a column.
fn width_of(cell: &str) -> usize {
    cell.chars().count()
}

/// `1234567` as `1,234,567`.
pub(crate) fn grouped(number: u64) -> String {
    grouped_digits(&number.to_string())
}

/// `1 segment`, `2,000 segments`: a number and what it counts.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    format!("{} {noun}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// The digits of a whole number, in groups of three.
pub(crate) fn grouped_digits(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_line_up_and_empty_ones_go() {
        let mut table =
            Table::new([("name", Align::Left), ("n", Align::Right), ("x", Align::Left)]);
        table.push(["a".into(), "1,000".into(), String::new()]);
        table.push(["é".into(), "2".into(), String::new()]);
        let mut out = String::new();
        table.write(&mut out);
        assert_eq!(out, "  name      n\n  a     1,000\n  é         2\n");
    }

    #[test]
    fn digits_in_groups() {
        assert_eq!(["0", "999", "1,000", "12,345,678"], [0, 999, 1000, 12_345_678].map(grouped));
    }
}
