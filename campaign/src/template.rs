//! Texts with fields: `Hi {{name}}`, compiled once.

use septet::{Error, ErrorKind};

/// A text with fields in double braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pieces: Vec<Piece>,
    fields: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    /// Index of the field.
    Field(usize),
}

impl Template {
    /// Compiles a template. A field is a column's name; blanks around it do not count.
    ///
    /// # Errors
    /// `invalid_option` for braces that are not closed, not opened, or hold no name.
    pub fn compile(text: &str) -> Result<Template, Error> {
        let mut template = Template { pieces: Vec::new(), fields: Vec::new() };
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            template.push_text(before)?;
            let Some((name, after)) = after.split_once("}}") else {
                return Err(wrong("{{ is opened and not closed: close the field with }}", after));
            };
            let name = name.trim();
            if name.is_empty() || name.contains(['{', '}']) {
                return Err(wrong("a field needs a column's name, such as {{name}}", name));
            }
            let known = template.fields.iter().position(|field| field == name);
            let index = known.unwrap_or_else(|| {
                template.fields.push(name.to_string());
                template.fields.len() - 1
            });
            template.pieces.push(Piece::Field(index));
            rest = after;
        }
        template.push_text(rest)?;
        Ok(template)
    }

    fn push_text(&mut self, text: &str) -> Result<(), Error> {
        if text.contains("}}") {
            return Err(wrong("}} closes a field that was not opened", text));
        }
        if !text.is_empty() {
            self.pieces.push(Piece::Text(text.to_string()));
        }
        Ok(())
    }

    /// The fields, each once, in the order in which they first stand in the text.
    pub fn fields(&self) -> &[String] {
        &self.fields
    }

    /// Writes the text of one row into `into`, whose content is replaced; `value` gives a field by
    /// its index. True when every field has a value.
    pub fn render<'a>(&self, into: &mut String, value: impl Fn(usize) -> &'a str) -> bool {
        into.clear();
        let mut whole = true;
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => into.push_str(text),
                Piece::Field(index) => {
                    let value = value(*index);
                    whole &= !value.is_empty();
                    into.push_str(value);
                }
            }
        }
        whole
    }
}

fn wrong(what: &str, at: &str) -> Error {
    let start: String = at.chars().take(20).collect();
    Error::new(ErrorKind::InvalidOption, what).with_field("template").with_value(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_put_in() {
        let template = Template::compile("Hi {{name}}, {{ code }} {x} for {{name}}").unwrap();
        assert_eq!(template.fields(), ["name", "code"]);
        let mut text = String::from("before");
        assert!(template.render(&mut text, |i| ["Ana", "{{name}}"][i]));
        assert_eq!(text, "Hi Ana, {{name}} {x} for Ana", "a value is no template");
        assert!(!template.render(&mut text, |i| ["Ana", ""][i]));
        assert_eq!(text, "Hi Ana,  {x} for Ana");
        assert!(Template::compile("").unwrap().fields().is_empty());
    }

    #[test]
    fn braces_that_are_refused() {
        for bad in ["Hi {{name", "Hi name}}", "{{}}", "{{ }}", "{{a{{b}}"] {
            let error = Template::compile(bad).unwrap_err();
            assert_eq!((error.kind(), error.field()), (ErrorKind::InvalidOption, Some("template")));
        }
    }
}
