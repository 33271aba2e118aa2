//! Numbers and senders.

use septet::number::{
    E164, NumberColumn, NumberForm, ParseOptions, Region, judge_batch, judge_strict, parse,
    parse_with,
};
use septet::sender::{MAX_ADDRESS_OCTETS, SenderId};

/// Any text: what parses is written out so that it parses to the same, and a batch of one row says
/// the same. The first octet chooses region and options.
pub fn parse_any(data: &[u8]) {
    let Some((&first, rest)) = data.split_first() else { return };
    let regions = [None, Region::new("US"), Region::new("BR"), Region::new("IT")];
    let options = ParseOptions {
        default_region: regions[usize::from(first & 3)],
        idd00: first & 4 != 0,
        assume_international: first & 8 != 0,
        letters: first & 16 != 0,
    };
    let offsets = [0i32, rest.len() as i32];
    let column = NumberColumn::new(rest, &offsets).expect("a column of one row");
    let mut verdict = [judge_strict(b"+12015550123").expect("a strict number")];
    let mut key = [0];
    judge_batch(&column, &options, &mut verdict, &mut key).expect("one row each");

    let Ok(text) = core::str::from_utf8(rest) else { return };
    match parse_with(text, &options) {
        Err(error) => assert_eq!((verdict[0].error(), key[0]), (Some(error), 0)),
        Ok(number) => {
            assert_eq!(verdict[0], number.verdict());
            assert_eq!(key[0], number.e164().map_or(0, E164::key));
            let again = parse(&number.in_form(NumberForm::Plus), None).expect("written as E.164");
            assert!(again.digits() == number.digits() || again.changed());
            if number.is_valid() {
                assert_eq!(again.digits(), number.digits());
                // libphonenumber writes an extension behind "x" and reads at most nine digits there
                if number.extension().is_none_or(|extension| extension.len() <= 9) {
                    let formatted = parse(&number.international().to_string(), None);
                    assert_eq!(formatted.expect("formatted").digits(), number.digits());
                }
            }
        }
    }
}

/// Any octets as an originating address: what is read is written to the same meaning.
pub fn sender_address(data: &[u8]) {
    if let Ok(id) = SenderId::from_address(data) {
        let mut octets = [0; MAX_ADDRESS_OCTETS];
        let again = SenderId::from_address(id.address(&mut octets));
        assert_eq!(again.expect("an address of our own"), id);
    }
}
