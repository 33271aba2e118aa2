#!/usr/bin/env python3
"""Writes metadata.tsv from PyPI phonenumbers, whose release number is that of libphonenumber's metadata.

    pip install phonenumbers==9.0.43
    python3 core/data/numbering/dump.py > core/data/numbering/metadata.tsv && cargo run -p septet-gen

One record per line, fields by tab, an empty field where the metadata has none:

    version   release of the metadata
    digits    version of Unicode, code points of its decimal zeros (1 to 9 follow each)
    code      calling code, its regions in libphonenumber's order
    region    code, calling code, international prefix, national prefix for parsing, transform,
              leading digits, 1 where numbers are portable, prefix of an extension
    desc      kind of number, pattern, possible lengths, lengths possible in local calls only;
              belongs to the region above
    format    pattern, format, leading digits (the most exact ones), national prefix rule;
              belongs to the region above; intl: the same for the international format
    short     region of the short numbers below
    shortdesc kind of short number, pattern, possible lengths
"""

import sys
import unicodedata

import phonenumbers
from phonenumbers import PhoneMetadata, shortdata
from phonenumbers.phonenumberutil import COUNTRY_CODE_TO_REGION_CODE

DESCRIPTIONS = (
    "general_desc", "fixed_line", "mobile", "toll_free", "premium_rate", "shared_cost",
    "personal_number", "voip", "pager", "uan", "voicemail",
)
SHORT_DESCRIPTIONS = (
    "general_desc", "short_code", "emergency", "toll_free", "standard_rate", "premium_rate",
    "carrier_specific", "sms_services",
)


def row(*fields):
    print("\t".join("" if f is None else str(f) for f in fields))


def pattern_of(desc):
    return desc.national_number_pattern if desc is not None else None


def lengths(numbers):
    return ",".join(str(n) for n in numbers if n > 0)


def dump_region(code, meta):
    row("region", code, meta.country_code, meta.international_prefix,
        meta.national_prefix_for_parsing, meta.national_prefix_transform_rule, meta.leading_digits,
        int(bool(meta.mobile_number_portable_region)), meta.preferred_extn_prefix)
    for name in DESCRIPTIONS:
        desc = getattr(meta, name)
        if pattern_of(desc):
            row("desc", name, desc.national_number_pattern, lengths(desc.possible_length),
                lengths(desc.possible_length_local_only))
    for word, formats in (("format", meta.number_format), ("intl", meta.intl_number_format)):
        for f in formats:
            leading = f.leading_digits_pattern[-1] if f.leading_digits_pattern else None
            row(word, f.pattern, f.format, leading, f.national_prefix_formatting_rule)


print("# Dialling plans of libphonenumber (Copyright the libphonenumber authors, Apache License 2.0),")
print("# by way of PyPI phonenumbers; written by dump.py, which explains the records. Do not edit.")
row("version", phonenumbers.__version__)
row("digits", unicodedata.unidata_version, " ".join(
    f"{c:x}" for c in range(sys.maxunicode + 1)
    if unicodedata.category(chr(c)) == "Nd" and unicodedata.digit(chr(c)) == 0))
for calling_code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
    row("code", calling_code, " ".join(regions))
for calling_code, regions in sorted(COUNTRY_CODE_TO_REGION_CODE.items()):
    for region in regions:
        if region == "001":
            dump_region(region, PhoneMetadata.metadata_for_nongeo_region(calling_code))
        else:
            dump_region(region, PhoneMetadata.metadata_for_region(region))
for region in sorted(shortdata._AVAILABLE_REGION_CODES):
    meta = PhoneMetadata.short_metadata_for_region(region)
    row("short", region)
    for name in SHORT_DESCRIPTIONS:
        desc = getattr(meta, name)
        if pattern_of(desc):
            row("shortdesc", name, desc.national_number_pattern, lengths(desc.possible_length))
sys.stdout.flush()
