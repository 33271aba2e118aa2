#!/usr/bin/env python3
"""Writes examples/campaign.csv: an invented campaign with the mistakes people make.

    python3 examples/make_campaign.py > examples/campaign.csv

No dependency, and always the same bytes: the random numbers are a few lines below. Names, shops and
texts are invented. Numbers are made from each country's numbering plan and belong to nobody known
to us; nothing is ever sent to them.
"""

import csv
import sys

ROWS = 1000


class Random:
    """A 64-bit linear congruential generator, so that no Python version changes the file."""

    def __init__(self, seed):
        self.state = seed

    def below(self, limit):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % limit

    def pick(self, items):
        return items[self.below(len(items))]

    def digits(self, count):
        return "".join(str(self.below(10)) for _ in range(count))


# country: share, calling code, beginnings of mobile numbers, further digits, language, names
PLACES = {
    "UG": (14, "256", ["772", "782", "701", "752"], 6, "en", ["Akello", "Okello", "Nakato", "Mukasa"]),
    "KE": (12, "254", ["712", "722", "733"], 6, "sw", ["Wanjiku", "Otieno", "Achieng", "Kamau"]),
    "TZ": (12, "255", ["754", "713", "784"], 6, "sw", ["Neema", "Juma", "Asha", "Baraka"]),
    "NG": (10, "234", ["803", "806", "703"], 7, "en", ["Ngozi", "Chinedu", "Amina", "Tunde"]),
    "GH": (6, "233", ["24", "20", "54"], 7, "en", ["Ama", "Kofi", "Efua", "Yaw"]),
    "SA": (10, "966", ["50", "53", "55"], 7, "ar", ["نورة", "فهد", "سارة", "خالد"]),
    "EG": (7, "20", ["100", "111", "122"], 7, "ar", ["منى", "أحمد", "ليلى", "عمر"]),
    "US": (6, "1", ["212555", "415555", "312555"], 4, "en", ["Grace", "Liam", "Maya", "Noah"]),
    "GB": (5, "44", ["7400", "7700", "7911"], 6, "en", ["Oliver", "Amelia", "Zoë", "Harry"]),
    "DE": (5, "49", ["151", "160", "171"], 8, "de", ["Jürgen", "Käthe", "Anna", "Björn"]),
    "FR": (4, "33", ["61", "62", "75"], 7, "fr", ["Chloé", "Jérôme", "Léa", "Benoît"]),
    "ES": (3, "34", ["612", "655", "699"], 6, "es", ["Begoña", "Iñaki", "Lucía", "Javier"]),
    "TR": (4, "90", ["532", "542", "555"], 7, "tr", ["Ayşe", "Çağrı", "Gülşen", "Mehmet"]),
    "BR": (4, "55", ["119", "219", "319"], 8, "pt", ["João", "Conceição", "Beatriz", "Luís"]),
    "IN": (5, "91", ["98", "99", "70"], 8, "hi", ["आशा", "विजय", "मीना", "राहुल"]),
    "ID": (3, "62", ["811", "812", "813"], 7, "id", ["Siti", "Budi", "Dewi", "Agus"]),
}

TEXTS = {
    "en": [
        "Hi {name}, your Kito Market order {code} is on its way and arrives today before {hour}.",
        "{name}, this weekend everything for the kitchen is 20% off at Kito Market. Show this message at the till.",
        "Reminder: {name}, your pick-up at Kito Market is booked for {hour} today. Reply C to cancel, R to rebook.",
        "Kito Market: your code is {code}. It is valid for 10 minutes. Do not share it with anyone.",
        "Dear {name}, thank you for shopping with us. You have collected {points} points, enough for a free delivery "
        "on your next order. Open kito.example/p to use them before the end of the month.",
    ],
    "sw": [
        "Habari {name}, oda yako {code} ya Kito Market itafika leo kabla ya saa {hour}.",
        "{name}, wikendi hii punguzo la 20% kwa vyombo vyote vya jikoni katika Kito Market. Onyesha ujumbe huu dukani.",
        "Kito Market: namba yako ya siri ni {code}. Itatumika kwa dakika 10. Usimpe mtu yeyote.",
    ],
    "ar": [
        "مرحبا {name}، طلبك رقم {code} في طريقه إليك ويصل اليوم قبل الساعة {hour}.",
        "{name}، خصم 20% على كل أدوات المطبخ في نهاية هذا الأسبوع. اعرض هذه الرسالة عند الدفع واستمتع بالعرض.",
        "رمز التحقق الخاص بك هو {code}. صالح لمدة 10 دقائق.",
    ],
    "de": [
        "Hallo {name}, Ihre Bestellung {code} kommt heute vor {hour} Uhr. Grüße, Kito Market",
        "{name}, dieses Wochenende 20 % auf alles für die Küche, Geschirr ab 5 €. Zeigen Sie diese Nachricht an der Kasse.",
    ],
    "fr": [
        "Bonjour {name}, votre commande {code} arrive aujourd'hui avant {hour}. À bientôt chez Kito Market",
        "{name}, ce week-end, -20 % sur tout pour la cuisine. Présentez ce message à la caisse, même le dimanche.",
        "Chère cliente, cher client, vos {points} points fêtent Noël : profitez-en dès ce soir en boutique.",
    ],
    "es": [
        "Hola {name}, tu pedido {code} llega hoy antes de las {hour}. ¡Gracias por comprar en Kito Market!",
        "{name}, este fin de semana 20% de descuento en cocina. ¿Vienes mañana? Enseña este mensaje en caja.",
    ],
    "tr": [
        "Merhaba {name}, {code} numaralı siparişiniz bugün saat {hour} öncesinde kapınızda.",
        "{name}, bu hafta sonu mutfak ürünlerinde %20 indirim. Kasada bu mesajı gösterin, çayınız bizden.",
    ],
    "pt": [
        "Olá {name}, seu pedido {code} chega hoje antes das {hour}. Até já, Kito Market",
        "{name}, neste fim de semana 20% de desconto na cozinha. A promoção não se estende às bebidas.",
    ],
    "hi": [
        "नमस्ते {name}, आपका ऑर्डर {code} आज {hour} बजे से पहले पहुँच जाएगा। किटो मार्केट",
        "{name}, इस सप्ताहांत रसोई के हर सामान पर 20% की छूट। यह संदेश काउंटर पर दिखाएँ।",
    ],
    "id": [
        "Halo {name}, pesanan {code} Anda tiba hari ini sebelum pukul {hour}. Salam, Kito Market",
        "{name}, akhir pekan ini diskon 20% untuk semua alat dapur. Tunjukkan pesan ini di kasir.",
    ],
}

EMOJI = [" 🎉", " 😊", " 🛒", " 👍🏽"]


def curly(text):
    """What a word processor makes of quotes and dashes."""
    return text.replace("'", "\u2019").replace(", ", " \u2013 ", 1)


def written(random, calling_code, national):
    """A number as people write it."""
    style = random.below(10)
    if style == 0:
        return f"00{calling_code}{national}"
    if style == 1:
        return f"+{calling_code} {national[:3]} {national[3:]}"
    if style == 2:
        return f"+{calling_code}-{national[:2]}-{national[2:]}"
    return f"+{calling_code}{national}"


def spoil(random, index, to, text):
    """One mistake in about eight rows, each kind in turn."""
    kind = index % 89
    if kind == 3:
        return to[:-4], text  # digits lost
    if kind == 11:
        digits = "".join(c for c in to if c.isdigit())
        return f"{digits[0]}.{digits[1:6]}E+{len(digits) - 1}", text  # a spreadsheet's doing
    if kind == 17:
        return to, ""  # nothing to say
    if kind == 23:
        return to, curly(text if "'" in text else text + " Don't miss it!")
    if kind in (29, 71):
        return to, text + random.pick(EMOJI)
    if kind == 37:
        return to, text.replace(" ", "\u00a0", 2)  # no-break spaces from a web page
    if kind == 43:
        return to, text + "\u200b"  # invisible
    if kind == 53:
        return random.pick(["n/a", "-", "unknown", "+" + to.lstrip("+") + "12345"]), text
    if kind == 61:
        return to, text + "\nTerms: one coupon a customer [not for {drinks}], kito.example/terms ~ thank you"
    if kind == 67:
        return to, text + " " + text
    if kind == 79:
        return to, "\u201c" + text + "\u201d \u2026"
    return to, text


def main():
    random = Random(20261121)
    weighted = [place for place, row in PLACES.items() for _ in range(row[0])]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["to", "text", "from"])
    rows = []
    for index in range(ROWS):
        if index % 50 == 49:  # the same row once more
            out.writerow(rows[random.below(len(rows))])
            continue
        place = random.pick(weighted)
        _, calling_code, beginnings, more, language, names = PLACES[place]
        national = random.pick(beginnings) + random.digits(more)
        text = random.pick(TEXTS[language]).format(
            name=random.pick(names),
            code=random.digits(6),
            hour=f"{9 + random.below(10)}:{random.pick(['00', '15', '30', '45'])}",
            points=100 + random.below(900),
        )
        to, text = spoil(random, index, written(random, calling_code, national), text)
        sender = "KitoMarket"
        if index % 97 == 5:
            sender = "Kito Market Uganda"  # too long
        if index % 97 == 55:
            sender = "Kito"
        row = [to, text, sender]
        rows.append(row)
        out.writerow(row)


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    main()
