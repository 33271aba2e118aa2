//! To and from the types of the crate `phonenumber`.

use phonenumber::PhoneNumber;

use super::{NumberError, NumberForm, ParsedNumber, parse};
use alloc::format;

impl TryFrom<&PhoneNumber> for ParsedNumber {
    type Error = NumberError;

    /// The same digits, judged anew. An extension is not taken over.
    fn try_from(number: &PhoneNumber) -> Result<ParsedNumber, NumberError> {
        let national = number.national();
        let zeros = usize::from(national.zeros());
        let digits = format!("{:0>zeros$}{}", "", national.value());
        let code = number.code().value();
        parse(&format!("+{code}{digits}"), None)
    }
}

impl TryFrom<&ParsedNumber> for PhoneNumber {
    type Error = NumberError;

    /// The same digits, as that crate reads them. An extension is not taken over.
    ///
    /// # Errors
    /// [`NumberError::NotANumber`]: that crate refuses the number, or would change its digits.
    fn try_from(number: &ParsedNumber) -> Result<PhoneNumber, NumberError> {
        let text = number.in_form(NumberForm::Plus);
        let theirs = phonenumber::parse(None, &*text).map_err(|_| NumberError::NotANumber)?;
        match ParsedNumber::try_from(&theirs) {
            Ok(back) if back.digits() == number.digits() => Ok(theirs),
            _ => Err(NumberError::NotANumber),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for text in ["+447911123456", "+256701521269", "+12015550123", "+390612345678"] {
            let number = parse(text, None).unwrap();
            let theirs = PhoneNumber::try_from(&number).unwrap();
            assert_eq!(theirs.code().value(), number.calling_code());
            let back = ParsedNumber::try_from(&theirs).unwrap();
            assert_eq!(back.digits(), number.digits());
            assert_eq!(back.kind(), number.kind());
        }
    }

    #[test]
    fn a_number_that_would_change_is_refused() {
        // libphonenumber's longest: the other crate may take it only with its digits unchanged
        for text in ["+5980004425653156", "+2250700000001", "+39012345"] {
            let number = parse(text, None).unwrap();
            if let Ok(theirs) = PhoneNumber::try_from(&number) {
                assert_eq!(ParsedNumber::try_from(&theirs).unwrap().digits(), number.digits());
            }
        }
    }
}
