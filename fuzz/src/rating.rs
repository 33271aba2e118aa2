//! Amounts and rate cards.

use septet::money::Amount;
use septet::rate::RateCard;

/// An amount that is read is written as its shortest text, and no text is read as two amounts: as
/// a JSON number it is the same.
pub fn amount(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    if let Ok(amount) = Amount::parse(text) {
        let shortest = amount.to_string();
        assert!(shortest.len() <= text.len());
        assert_eq!(Amount::parse(&shortest).expect("its own text"), amount);
        assert_eq!(Amount::parse_json_number(text).expect("a JSON number"), amount);
    } else if let Ok(amount) = Amount::parse_json_number(text) {
        assert!(text.contains(['e', 'E']));
        assert_eq!(Amount::parse(&amount.to_string()).expect("its own text"), amount);
    }
}

/// A card that loads comes back equal from its JSON; one that does not names a line inside the
/// text. The first octet chooses the notation.
pub fn card(data: &[u8]) {
    let [notation, content @ ..] = data else {
        return;
    };
    let name = ["card.json", "card.toml", "card.csv"][usize::from(*notation) % 3];
    match RateCard::load(name, content) {
        Ok(card) => {
            let again = RateCard::from_json(&card.to_json()).expect("its own text");
            assert_eq!(again, card);
        }
        Err(error) => {
            assert_eq!(error.file(), Some(name));
            let lines = content.iter().filter(|b| **b == b'\n').count() as u64 + 1;
            assert!(error.line().is_none_or(|line| (1..=lines).contains(&line)), "{error}");
        }
    }
}
