#!/usr/bin/env python3
"""Random campaigns as records of `septet rate --jsonl`, to compare with another rater.

usage: random_campaigns.py COUNT [SEED]

Small pools of values make rows meet: equal keys, ties, tiers that a message straddles, dates on the
day of rating, amounts next to the largest, and mistakes of every kind in cards, options, messages.
"""
import json
import random
import sys

COUNTRIES = ["UG", "KE", "FR", "US"]
NUMBERS = {"UG": "+2567", "KE": "+2547", "FR": "+336", "US": "+1415"}
NETWORKS = {
    "UG": [("641", "10"), ("641", "01")],
    "KE": [("639", "02"), ("639", "010")],
    "FR": [("208", "01"), ("208", "10"), ("208", "15")],
    "US": [("310", "410"), ("310", "260"), ("311", "480")],
}
PREFIXES = ["1", "14", "1415", "2", "256", "2567", "25670", "254", "33", "336", "33612345678"]
DATES = ["2026-01-01", "2026-07-01", "2026-07-01T12:00:00Z", "2026-07-01T14:00:00+02:00",
         "2026-11-21", "2027-01-01"]
LARGEST = "9223372036854775807.999999999"
U64 = (1 << 64) - 1
KEY = ["direction", "country", "mcc", "mnc", "prefix", "sender_type", "traffic"]


class Maker:
    def __init__(self, seed):
        self.r = random.Random(seed)

    def chance(self, p):
        return self.r.random() < p

    def amount(self, zero=False):
        r = self.r
        kind = r.random()
        if zero and kind < 0.1:
            return "0"
        if kind < 0.5:
            return f"0.{r.randint(1, 9999):04d}"
        if kind < 0.7:
            return str(r.randint(1, 60))
        if kind < 0.85:
            return f"{r.randint(0, 9)}.{r.randint(1, 999999999):09d}"
        if kind < 0.97:
            return f"{r.randint(1, 999)}.5"
        if kind < 0.985:
            return str(r.randint(1, 1 << 62))
        return LARGEST

    def bad_amount(self):
        return self.r.choice(["", "-1", "-0", "0", "0.0", "1e3", ".5", "5.", "00", "0,05", "+1", " 1",
                              "0.0000000001", "9223372036854775808", "abc", "1_0"])

    def matchers(self, row):
        r = self.r
        country = r.choice(COUNTRIES)
        kind = r.random()
        if kind < 0.35:
            row["country"] = country
        elif kind < 0.6:
            row["mcc"], row["mnc"] = r.choice(NETWORKS[country])
            if self.chance(0.8):
                row["country"] = country
        elif kind < 0.75:
            row["prefix"] = r.choice(PREFIXES)
        elif kind < 0.82:
            row["mcc"] = r.choice(NETWORKS[country])[0]
            if self.chance(0.5):
                row["country"] = country
        if self.chance(0.1):
            row["prefix"] = r.choice(PREFIXES)
        if self.chance(0.15):
            row["sender_type"] = r.choice(["alpha", "long_code", "any"])
        if self.chance(0.15):
            row["traffic"] = r.choice(["otp", "promotional"])
        if self.chance(0.08):
            row["direction"] = r.choice(["mt", "mo"])

    def dates(self, row, p):
        if self.chance(p):
            first, last = sorted(self.r.sample(range(len(DATES)), 2))
            if self.chance(0.7):
                row["valid_from"] = DATES[first]
            if self.chance(0.7):
                row["valid_to"] = DATES[last]

    def spoil(self, card):
        """One mistake, or two."""
        r = self.r
        rows = card["rates"] + card.get("surcharges", [])
        row = r.choice(rows) if rows else {}
        field, value = r.choice([
            ("price", self.bad_amount()), ("amount", self.bad_amount()), ("country", "ug"),
            ("country", "UGA"), ("mcc", "64"), ("mnc", "1"), ("mnc", "10"), ("prefix", "+1"),
            ("prefix", "0"), ("direction", "up"), ("sender_type", "x"), ("traffic", "spam"),
            ("action", "x"), ("action", "free"), ("per", "x"), ("name", ""), ("id", ""),
            ("id", "r0"), ("valid_from", "2026-7-1"), ("valid_to", "2026-01-01"),
            ("valid_from", "2027-01-01"), ("tier_from", -1), ("tier_from", U64 + 1), ("tier_from", 7),
            ("colour", "red"), ("charge_unit", "x"), ("charge_unit", "message"),
        ])
        row[field] = value
        if self.chance(0.3):
            field, value = r.choice([
                ("format", "x"), ("id", ""), ("currency", "usd"), ("max_segments", 0),
                ("unknown_network", "x"), ("charge_failed", "yes"), ("tier_mode", "x"),
                ("tier_scope", "x"), ("minimum_per_message", "-1"), ("rounding", {"at": "x"}),
                ("rounding", {"at": "unit", "mode": "up"}), ("tax", {"rate": "x"}),
                ("tax", {"rate": "0.1", "scale": 10}), ("rates", []), ("expires", "2027-01-01"),
                ("default_charge_unit", "x"),
            ])
            card[field] = value

    def card(self, number):
        r = self.r
        card = {"format": "septet-ratecard/1", "id": f"c{number}",
                "currency": r.choice(["USD", "USD", "USD", "EUR", "x-points"])}
        if self.chance(0.2):
            card["default_charge_unit"] = r.choice(["segment", "message"])
        if self.chance(0.2):
            card["max_segments"] = r.choice([1, 2, 5, U64])
        if self.chance(0.6):
            card["unknown_network"] = r.choice(["max", "min", "error"])
        if self.chance(0.4):
            card["charge_failed"] = self.chance(0.5)
        if self.chance(0.4):
            card["tier_mode"] = r.choice(["graduated", "volume"])
        if self.chance(0.3):
            card["tier_scope"] = r.choice(["rate", "card"])
        if self.chance(0.25):
            card["minimum_per_message"] = self.amount(True)
        if self.chance(0.5):
            card["rounding"] = {"at": r.choice(["none", "unit", "message", "campaign"]),
                                "mode": r.choice(["half_up", "half_even", "up", "down"]),
                                "scale": r.randint(0, 9)}
        if self.chance(0.4):
            card["tax"] = {"rate": r.choice(["0.19", "0", "0.075", "1", self.amount(True)])}
            if self.chance(0.5):
                card["tax"]["scale"] = r.randint(0, 9)
            if self.chance(0.5):
                card["tax"]["mode"] = r.choice(["half_up", "half_even", "up", "down"])
        dated = r.choice([0, 0, 0.3])
        rates, ids, seen = [], 0, []
        for _ in range(r.randint(1, 7)):
            row = {"id": f"r{ids}"}
            ids += 1
            self.matchers(row)
            # mostly other keys: a card with two rows of one key is refused
            key = [row.get(name) for name in KEY]
            if self.chance(0.97) and key in seen:
                continue
            seen.append(key)
            if self.chance(0.08):
                row["action"] = r.choice(["free", "block"])
            else:
                row["price"] = self.amount()
            if self.chance(0.15):
                row["charge_unit"] = r.choice(["segment", "message"])
            self.dates(row, dated)
            rates.append(row)
            tier = 0
            while "price" in row and self.chance(0.35):
                tier += r.choice([1, 2, 3, 7, 50, 1000, 10 ** 9, U64 // 3])
                if tier > U64:
                    break
                more = {**row, "id": f"r{ids}", "tier_from": tier, "price": self.amount()}
                ids += 1
                if dated and self.chance(0.3):
                    self.dates(more, 1)
                rates.append(more)
        if self.chance(0.1):
            r.shuffle(rates)
        card["rates"] = rates
        surcharges = []
        for i in range(r.choice([0, 0, 1, 2, 4])):
            row = {"id": f"s{i}", "name": r.choice(["fee", "fee", "carrier", "tip"])}
            self.matchers(row)
            row["per"] = r.choice(["segment", "message", "percent", "failed_message"])
            row["amount"] = self.r.choice(["0.02", "1", "0.333333333", self.amount(True)])
            self.dates(row, dated)
            surcharges.append(row)
        if surcharges or self.chance(0.3):
            card["surcharges"] = surcharges
        if self.chance(0.06):
            self.spoil(card)
        return card

    def message(self, cards):
        r = self.r
        country = r.choice(COUNTRIES)
        message = {"to": NUMBERS[country] + "".join(r.choices("0123456789", k=8))}
        if self.chance(0.05):
            message["to"] = r.choice(["", "256701521269", "+0256", "+12", "+1234567", "+2567015212691234",
                                      "+25670152126x", "+256701", "+3361234"])
        if self.chance(0.9):
            message["country"] = country if self.chance(0.95) else r.choice(COUNTRIES)
        if self.chance(0.5):
            mcc, mnc = r.choice(NETWORKS[country])
            message["mcc"] = mcc
            if self.chance(0.8):
                message["mnc"] = mnc
        message["segments"] = r.choice([1, 1, 1, 2, 3, 5, 7, 10])
        if self.chance(0.5):
            message["count"] = r.choice([1, 2, 5, 17, 57, 999, 10 ** 6, 10 ** 9])
        if self.chance(0.01):
            message["count"] = r.choice([U64, U64 // 2, 1 << 63])
        if self.chance(0.01):
            message["segments"] = r.choice([U64, 1 << 62])
        if self.chance(0.3):
            message["traffic"] = r.choice(["otp", "promotional", "transactional"])
        if self.chance(0.3):
            message["sender_type"] = r.choice(["alpha", "long_code", "toll_free"])
        if self.chance(0.1):
            message["direction"] = r.choice(["mt", "mo"])
        if self.chance(0.2):
            message["failed"] = self.chance(0.7)
        if len(cards) > 1 and self.chance(0.6):
            message["card"] = r.choice(cards)["id"]
        if self.chance(0.004):
            field, value = r.choice([("count", 0), ("count", -1), ("count", U64 + 1), ("segments", 0),
                                     ("card", "none"), ("traffic", "x"), ("sender_type", "x"),
                                     ("direction", "x")])
            message[field] = value
        return message

    def campaign(self):
        r = self.r
        cards = [self.card(i) for i in range(r.choice([1, 1, 1, 2, 3]))]
        if len(cards) > 1 and self.chance(0.02):
            cards[1]["id"] = cards[0]["id"]
        record = {"kind": "campaign", "cards": cards, "options": {},
                  "messages": [self.message(cards) for _ in range(r.randint(1, 10))]}
        if self.chance(0.97):
            record["at"] = r.choice(DATES)
        if self.chance(0.01):
            record["at"] = "2026-7-1"
        if self.chance(0.3):
            before = {}
            for card in cards:
                if card.get("tier_scope") == "card":
                    before[card["id"]] = r.choice([0, 5, 40, 10 ** 9, U64 - 3])
                else:
                    for row in card["rates"]:
                        if row.get("tier_from", 0) == 0 and self.chance(0.7):
                            before[row["id"]] = r.choice([0, 1, 5, 40, 999, 10 ** 6])
            if self.chance(0.02):
                before["nobody"] = 1
            record["options"]["units_before"] = before
        if self.chance(0.005):
            record["options"]["unit_before"] = {}
        if self.chance(0.4):
            record["balance"] = {"currency": r.choice(["USD", "USD", cards[0].get("currency")]),
                                 "amount": r.choice([self.amount(True), str(r.randint(0, 10 ** 6)),
                                                     f"{r.randint(0, 99)}.{r.randint(0, 99):02d}",
                                                     self.bad_amount() if self.chance(0.1) else "1"])}
        return record


def main():
    count = int(sys.argv[1])
    maker = Maker(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    for _ in range(count):
        print(json.dumps(maker.campaign()))


main()
