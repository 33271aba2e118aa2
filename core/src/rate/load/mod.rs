//! From the text of a card to a checked card. JSON, TOML and CSV are read into one tree of values
//! with their places; the checks then run over it in the order of the format, so that the first
//! mistake is the same one in every notation.

mod checks;
pub(super) mod csv;
mod head;
pub(super) mod json;
mod rows;
pub(super) mod toml;
mod value;

use super::card::RateCard;
use crate::error::Error;
use value::Table;

/// Checks a card that was read, after others whose ids it may not have.
pub(super) fn card(table: &Table, before: &[RateCard]) -> Result<RateCard, Error> {
    let mut card = head::read(table, before)?;
    let mut ids = rows::Ids::default();
    let mut seen = checks::Keys::default();
    let mut places = Vec::new();
    for row in rows::list(table, "rates") {
        let rate = rows::rate(row?, &mut ids, card.default_charge_unit)?;
        seen.add(&card.rates, &rate.rate).map_err(|e| rate.place.put(e))?;
        card.rates.push(rate.rate);
        places.push(rate.place);
    }
    checks::no_tier_gap(&card.rates).map_err(|(row, error)| places[row].put(error))?;
    let mut names = checks::Names::default();
    for row in rows::list(table, "surcharges") {
        let surcharge = rows::surcharge(row?, &mut ids)?;
        names.add(&card.surcharges, &surcharge.surcharge).map_err(|e| surcharge.place.put(e))?;
        card.surcharges.push(surcharge.surcharge);
    }
    Ok(card)
}
