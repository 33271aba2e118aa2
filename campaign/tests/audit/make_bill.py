#!/usr/bin/env python3
"""Makes sent messages and a vendor's bill for them, with known mistakes in the bill.

Counts parts and computes prices by the plain rules below and nothing of septet. Writes card.json,
sent.csv, bill.csv and truth.csv (what was planted: message id or bill row, cause) into a folder.

    make_bill.py FOLDER [SEED] [ROWS]

The committed files are those of seed 1 and 400 rows; --check compares them.
"""

import csv
import json
import random
import sys
from decimal import Decimal
from pathlib import Path

# GSM 7 bit default alphabet as far as the texts below use it (3GPP TS 23.038, 6.2.1)
BASIC = set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 .,:;!?'()/-+\n\r@$_éèäöüÄÖÜñà")
EXTENSION = set("€[]{}^~|\\")  # one septet of escape and one more (6.2.1.1)

FOOTER = " Reply STOP to opt out"
CARD = {
    "format": "septet-ratecard/1",
    "id": "spring",
    "currency": "USD",
    "charge_failed": False,
    "tier_mode": "graduated",
    "rates": [
        {"id": "ug", "country": "UG", "price": "0.04"},
        {"id": "ug-mtn", "country": "UG", "mcc": "641", "mnc": "10", "price": "0.035"},
        {"id": "ug-airtel", "country": "UG", "mcc": "641", "mnc": "01", "price": "0.0283"},
        {"id": "ke", "country": "KE", "price": "0.02", "tier_from": 0},
        {"id": "ke-100", "country": "KE", "price": "0.0151", "tier_from": 100},
        {"id": "de", "country": "DE", "price": "0.0742"},
    ],
}
UG = {"10": Decimal("0.035"), "01": Decimal("0.0283")}
KE_TIERS = [(0, Decimal("0.02")), (100, Decimal("0.0151"))]
DE = Decimal("0.0742")

WORDS = (
    "your parcel is on its way please call us before noon tomorrow the code for the gate is "
    "payment received thank you for shopping with us see you soon at our new place in town"
).split()


def widths(text):
    """Septets of each character, or None where one is in no table."""
    if all(c in BASIC or c in EXTENSION for c in text):
        return [2 if c in EXTENSION else 1 for c in text]
    return None


def fill(sizes, single, each):
    """Parts when nothing of `sizes` is cut."""
    if sum(sizes) <= single:
        return 1
    parts, free = 1, each
    for size in sizes:
        if size > free:
            parts, free = parts + 1, each
        free -= size
    return parts


def parts_gsm7(text):
    return fill(widths(text), 160, 153)


def parts_ucs2(text):
    return fill([2 if ord(c) > 0xFFFF else 1 for c in text], 70, 67)


def parts_of(text):
    return parts_gsm7(text) if widths(text) is not None else parts_ucs2(text)


def text_of(rng, length):
    words = []
    while len(" ".join(words)) < length:
        words.append(rng.choice(WORDS))
    return " ".join(words)[:length].strip()


class Meter:
    """Prices in the order of the list."""

    def __init__(self):
        self.ke = 0

    def price(self, message, parts):
        if message["failed"]:
            return Decimal(0)
        if message["country"] == "UG":
            return UG[message["mnc"]] * parts
        if message["country"] == "DE":
            return DE * parts
        if message["country"] == "KE":
            total = sum((self.tier(self.ke + i) for i in range(parts)), Decimal(0))
            self.ke += parts
            return total
        return None

    @staticmethod
    def tier(unit):
        return [price for start, price in KE_TIERS if start <= unit][-1]


def number(rng, country):
    head, more = {"UG": ("+25677", 7), "KE": ("+25472", 7), "DE": ("+49151", 8), "FR": ("+336", 8)}[country]
    return head + "".join(rng.choice("123456789") for _ in range(more))


def message(rng, index):
    country = rng.choices(["UG", "KE", "DE"], [5, 4, 3])[0]
    kind = rng.choices(["short", "long", "lines", "ucs2", "euro"], [4, 5, 2, 2, 1])[0]
    text = {
        "short": lambda: text_of(rng, rng.randint(20, 150)),
        "long": lambda: text_of(rng, rng.randint(150, 500)),
        "lines": lambda: text_of(rng, rng.randint(150, 165)).replace(" ", "\n", 8),
        "ucs2": lambda: text_of(rng, rng.randint(30, 200)) + " \u2713",
        "euro": lambda: text_of(rng, 148) + "€€€€€",
    }[kind]()
    return {
        "id": f"m{index:06}",
        "to": number(rng, country),
        "text": text,
        "country": country,
        "mcc": "641" if country == "UG" else "",
        "mnc": rng.choice(sorted(UG)) if country == "UG" else "",
        "failed": rng.random() < 0.05,
    }


def cents(amount):
    return amount.quantize(Decimal("0.01"))


def wrong_bill(cause, sent, parts, price, meter_before):
    """What is billed under a mistake, as (parts, price); None where it would change nothing."""
    text, failed = sent["text"], sent["failed"]
    unit = {"UG": UG.get(sent["mnc"]), "DE": DE}.get(sent["country"])

    def of_parts(other):
        if failed or other == parts:
            return None
        meter = Meter()
        meter.ke = meter_before
        return other, meter.price(sent, other)

    if cause == "billed_as_ucs2":
        return of_parts(parts_ucs2(text)) if widths(text) is not None else None
    if cause == "line_feed_as_two":
        return of_parts(parts_of(text.replace("\n", "\r\n"))) if "\n" in text else None
    if cause == "blocks_of_160":
        gsm7 = widths(text)
        return of_parts(max(1, -(-sum(gsm7) // 160))) if gsm7 is not None else None
    if cause == "text_added":
        return of_parts(parts_of(text + FOOTER))
    if cause == "other_tier":
        if sent["country"] != "KE" or failed:
            return None
        other = [p for _, p in KE_TIERS if p * parts != price]
        return (parts, other[0] * parts)
    if cause == "other_network":
        if sent["country"] != "UG" or failed:
            return None
        return parts, [p for mnc, p in UG.items() if mnc != sent["mnc"]][0] * parts
    if cause == "failed_billed":
        if not failed:
            return None
        meter = Meter()
        meter.ke = meter_before
        return parts, meter.price({**sent, "failed": False}, parts)
    if cause == "rounding":
        return None if failed or cents(price) == price else (parts, cents(price))
    if cause == "price_not_on_card":
        return None if failed or unit is None else (parts, price + Decimal("0.00017"))
    if cause == "unknown":
        return None if failed else (parts + 11, price + Decimal("0.00017"))
    raise ValueError(cause)


CAUSES = [
    "billed_as_ucs2",
    "line_feed_as_two",
    "blocks_of_160",
    "text_added",
    "other_tier",
    "other_network",
    "failed_billed",
    "rounding",
    "price_not_on_card",
    "unknown",
]


RARE = ["line_feed_as_two", "blocks_of_160", "text_added", "failed_billed"]


def make(seed, rows):
    rng = random.Random(seed)
    meter = Meter()
    sent_rows, bill, truth = [], [], []
    for index in range(rows):
        sent = message(rng, index)
        parts, before = parts_of(sent["text"]), meter.ke
        price = meter.price(sent, parts)
        sent_rows.append(sent)
        billed = (parts, price, "USD")
        roll = rng.random()
        if roll < 0.30:
            wrong = {c: wrong_bill(c, sent, parts, price, before) for c in CAUSES}
            possible = [c for c in CAUSES if wrong[c] is not None and wrong[c] != (parts, price)]
            # those that few messages can have come first
            rare = [c for c in possible if c in RARE]
            if possible:
                cause = rng.choice(rare or possible)
                billed = (*wrong[cause], "USD")
                truth.append((sent["id"], cause))
        elif roll < 0.33 and price > 0:
            truth.append((sent["id"], "not_billed"))
            continue
        elif roll < 0.34:
            truth.append((sent["id"], "other_currency"))
            billed = (parts, price, "EUR")
        bill.append((sent["id"], sent["to"], *billed))
        if roll > 0.98 and price > 0:
            truth.append((f"row {len(bill) + 1}", "duplicate_billed"))
            bill.append((sent["id"], sent["to"], *billed))
        elif roll > 0.96:
            truth.append((f"row {len(bill) + 1}", "never_sent"))
            bill.append((f"x{index:06}", number(rng, "UG"), 1, UG["10"], "USD"))
    # destinations that the card has no price for
    for index in range(rows, rows + 3):
        sent = {**message(rng, index), "country": "FR", "mcc": "", "mnc": "", "failed": False}
        sent["to"] = number(rng, "FR")
        sent_rows.append(sent)
        bill.append((sent["id"], sent["to"], parts_of(sent["text"]), Decimal("0.06"), "USD"))
        truth.append((sent["id"], "unpriced"))
    return sent_rows, bill, truth


def files(seed, rows):
    sent_rows, bill, truth = make(seed, rows)
    yield "card.json", lambda f: f.write(json.dumps(CARD, indent=1) + "\n")

    def write_sent(f):
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["id", "to", "text", "mcc", "mnc", "status"])
        for s in sent_rows:
            status = "undeliverable" if s["failed"] else "delivered"
            out.writerow([s["id"], s["to"], s["text"], s["mcc"], s["mnc"], status])

    def write_bill(f):
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["message_id", "msisdn", "segments", "total", "currency"])
        out.writerows(bill)

    def write_truth(f):
        out = csv.writer(f, lineterminator="\n")
        out.writerow(["message", "cause"])
        out.writerows(truth)

    yield "sent.csv", write_sent
    yield "bill.csv", write_bill
    yield "truth.csv", write_truth


def main(args):
    check = "--check" in args
    args = [arg for arg in args if arg != "--check"]
    folder = Path(args[0]) if args else Path(__file__).parent
    seed = int(args[1]) if len(args) > 1 else 1
    rows = int(args[2]) if len(args) > 2 else 400
    for name, write in files(seed, rows):
        path = folder / name
        if check:
            import io

            made = io.StringIO()
            write(made)
            if path.read_bytes().decode() != made.getvalue():
                sys.exit(f"{path} is not what this script makes")
        else:
            with path.open("w", encoding="utf-8", newline="") as f:
                write(f)


if __name__ == "__main__":
    main(sys.argv[1:])
