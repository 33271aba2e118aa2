"""Writes a large campaign as CSV to standard output: `make_large_campaign.py ROWS`.

All numbers differ but for one in 200; half of the texts are met only once; one text in five needs
UCS-2. The same rows come out in every run.
"""

import sys

# Prefix of a mobile number, digits behind it.
COUNTRIES = [("+25670", 7), ("+25471", 7), ("+25575", 7), ("+96650", 7), ("+20100", 7), ("+9198", 8)]
TEXTS = [
    "Your code is {}. It is valid for 10 minutes, do not share it.",
    "Hi, your order {} is on its way and arrives today before 14:15. Track it in the app.",
    "Reminder: your appointment {} is tomorrow at 9:30. Reply C to confirm, X to cancel.",
    "Thank you for your payment of {} shillings. Your balance is shown in the app at any time.",
    "It\u2019s here: your parcel {} waits at the shop \u2013 bring this text.",
]


def main() -> None:
    rows = int(sys.argv[1])
    out = sys.stdout
    out.write("to,text\n")
    lines = []
    spread = 6_700_417  # prime, and prime to every power of ten: numbers do not come in order
    for i in range(rows):
        number = i - 100 if i % 200 == 199 else i
        prefix, digits = COUNTRIES[number % len(COUNTRIES)]
        tail = number // len(COUNTRIES) * spread % 10**digits
        # every other row has a text of its own
        word = i if i % 2 else i // 2 % 5000
        lines.append(f'{prefix}{tail:0{digits}},"{TEXTS[i % 5].format(word)}"\n')
        if len(lines) == 10_000:
            out.write("".join(lines))
            lines.clear()
    out.write("".join(lines))


if __name__ == "__main__":
    main()
