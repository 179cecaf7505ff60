"""Names as they are compared: normal forms, the parts of a person's name, spellings across scripts, acronyms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady rev president chancellor minister senator governor general "
    "colonel captain major admiral ambassador king queen prince princess pope sheikh sheikha emir judge justice "
    "prosecutor mayor premier father bishop imam chief sergeant lieutenant envoy striker midfielder defender".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
#: Words that belong to the surname behind them.
_PARTICLES = frozenset(
    "von van der den de del della di da dos das do du la le las los al el ul as ben ter ten zu abu st san".split()
)
_AND = frozenset("e y i".split())
#: Before a father's name, and after it.
_SON_OF = frozenset("bin ibn bint binti ould".split())
_CHILD = frozenset("oglu ogly oghlu ogli kyzy kizi gizi qizi".split())
#: Surnames that stand first, before two short words or one hyphened one.
_KOREAN = frozenset(
    "kim lee park choi jung jeong kang cho yoon jang lim han oh seo shin kwon hwang ahn song ryu hong moon".split()
)
#: Given names after which, or after one more of them, two surnames follow: the father's, then the mother's, often left
#: out. Names that other languages share are left out.
_TWO_SURNAMES = frozenset(
    "alberto alejandra alejandro alfonso alfredo alicia alvaro amparo andres angel antonio arturo beatriz camila "
    "carlos carmen carolina catalina cecilia cesar consuelo cristina diego dolores eduardo elena emilio enrique "
    "ernesto esperanza esteban eugenio evo felipe fernanda fernando francisca francisco gabriela gerardo gilberto "
    "gonzalo graciela guadalupe guillermo gustavo hector hernan humberto ignacio ines isabel jaime javier jesus "
    "joaquin jorge jose josefina juan juana julio leonardo leticia lorena lorenzo lucia luis luisa luz manuel manuela "
    "marcela marcelo marcos margarita maria mariana mariano mario mauricio mercedes miguel natalia nicolas nora "
    "octavio olga oscar pablo paloma patricio paula paulina pedro pilar rafael ramiro ramon raquel raul ricardo "
    "roberto rocio rodrigo rogelio rosa rosario ruben salvador santiago sebastian sergio silvia soledad susana teresa "
    "tomas valentina vicente violeta xavier ximena yolanda".split()
)
#: Surnames that only Spanish has, by their ends; one of them must be there, so that no other language's middle name is
#: taken for a surname.
_SPANISH = re.compile(
    r"\w+(?:ez|uez|anez|ales|eros?|ada|osa|illo|illa|ejo|uro|uera|inas?|ojas|ores|uez|ega|aga|orre|ido)"
)
_PATRONYMIC = re.compile(r"\w{2,}(ovich|evich|ovych|yovych|ovna|evna|ivna|yivna)")
_DROP = re.compile(r"['’ʼ`´]s?\b|['’ʼ`´]")
_SPLIT = re.compile(r"[\W_]+")
_HYPHENED = re.compile(r"[^\W\d_]{2,}-[^\W\d_]{2,}")

#: Given names that are one, each line a name with its short forms; written as normal forms.
_SHORT = """
william bill will billy liam
robert bob rob bobby
richard dick rick rich
james jim jimmy jamie
john johnny jack
joseph joe joey
michael mike mick
edward ed eddie ted ned
anthony tony
thomas tom tommy
charles charlie chuck
christopher chris
daniel dan danny
david dave davit
donald don donnie
stephen steven steve
matthew matt
benjamin ben
samuel sam
nicholas nick
gregory greg
kenneth ken
lawrence larry
ronald ron
timothy tim
andrew andy drew
peter pete
patrick pat paddy
frederick fred freddie
geoffrey jeffrey jeff geoff
elizabeth liz beth betty eliza lizzie
margaret maggie peggy meg
katherine catherine kate kathy cathy katie
jennifer jen jenny
patricia patty trish
susan sue
deborah debbie deb
rebecca becky
victoria vicky
alexander aleksandr alexandre alejandro sasha alex sandro
alexandra aleksandra sasha
vladimir volodymyr vova volodya
dmitry dmitri dmytro dima
mikhail mykhailo misha
nikolai mykola kolya
sergei serhiy sergey seryozha
yevgeny evgeny zhenya
ivan vanya
yuri yury yuriy
andrei andriy andrey
pavel pavlo pasha
konstantin kostya
francisco paco pancho
jose pepe
ignacio nacho
manuel manolo
mohammed muhammad mohamed mohammad mehmet
ketevan keti keto
georgi giorgi george
lyubomir lyubo
"""
_SHORT_FORMS: dict[str, set[str]] = {}
for _line in _SHORT.split("\n"):
    for _name in _line.split():
        _SHORT_FORMS.setdefault(_name, set()).update(_line.split())

#: Names of states that no reference table spells so, by ISO 3166-1 alpha-3 code.
_STATE_NAMES = {
    "us": "USA",
    "usa": "USA",
    "america": "USA",
    "united states of america": "USA",
    "american": "USA",
    "uk": "GBR",
    "britain": "GBR",
    "great britain": "GBR",
    "british": "GBR",
    "russia": "RUS",
    "russian": "RUS",
    "ukrainian": "UKR",
    "chinese": "CHN",
    "iran": "IRN",
    "iranian": "IRN",
    "israeli": "ISR",
    "french": "FRA",
    "german": "DEU",
    "south korea": "KOR",
    "north korea": "PRK",
    "syria": "SYR",
    "venezuela": "VEN",
    "turkey": "TUR",
    "turkish": "TUR",
    "vietnam": "VNM",
    "czech republic": "CZE",
    "uae": "ARE",
    "emirates": "ARE",
    "ivory coast": "CIV",
    "taiwan": "TWN",
    "bolivia": "BOL",
    "tanzania": "TZA",
    "moldova": "MDA",
    "laos": "LAO",
}
#: Words at an organization's end that say what sort it is, and are often left out.
_SORTS = frozenset(
    "group holding holdings company corporation corp co inc ltd limited llc llp plc gmbh ag sa spa srl bv nv ab as oy "
    "oyj jsc pjsc ojsc ooo ad ead eood kk pty sarl sas kft zrt doo".split()
)
#: First words that say little of which organization it is.
_COMMON = frozenset(
    "national state central ministry bank university united international department federal royal european world "
    "office council committee commission court supreme high general public new party movement union institute "
    "association foundation centre center american british russian chinese french german house".split()
)
_SMALL = frozenset("of for and the in on to a an de la del du des e y und der di da do dos".split())


@lru_cache(maxsize=65_536)
def normalise(name: str) -> str:
    """`name` in lower-case Latin words: no accents, possessives, punctuation or leading article."""
    text = unicodedata.normalize("NFKC", name)
    if not text.isascii():
        from anyascii import anyascii  # tables of 100 kB, needed for few names

        text = anyascii(text.replace("ə", "e").replace("Ə", "E"))
    text = re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)", "", text)  # U.S. is one word
    words = _SPLIT.sub(" ", _DROP.sub("", text)).casefold().split()
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name in parts, each a normal form: `given` may be an initial or empty, `surname` has no particles.

    `second` is the mother's surname behind the father's, as Spanish has it.
    """

    given: str
    middle: tuple[str, ...]
    father: str
    surname: str
    second: str = ""

    @property
    def partial(self) -> bool:
        """Whether the given name is missing or an initial."""
        return len(self.given) < 2

    @property
    def full(self) -> str:
        """The normal form of the whole."""
        return " ".join(filter(None, (self.given, *self.middle, self.father, self.surname, self.second)))


@lru_cache(maxsize=65_536)
def person_name(name: str) -> PersonName:
    """The parts of a person's name: titles dropped, patronymics told apart, surname first put last where it shows."""
    raw = unicodedata.normalize("NFKC", name).split()
    words = [w for part in raw for w in _person_words(part)]
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    father, middle = "", []
    surname_first = False
    if words[-1:] and words[-1] in _CHILD and len(words) > 2:  # Huseynov Elchin Rashid oglu
        father, words, surname_first = words[-2], words[:-2], len(words) > 3
    for number in range(len(words) - 1, 0, -1):
        if words[number] in _CHILD and number > 1:
            father = words[number - 1]
            del words[number - 1 : number + 1]
            break
        if words[number] in _SON_OF and number + 1 < len(words) - 1:
            father = words[number + 1]
            del words[number : number + 2]
    for number, word in enumerate(words):
        if len(words) > 2 and number and _PATRONYMIC.fullmatch(word):
            father, surname_first = word, surname_first or number == len(words) - 1
            del words[number]
            break
    words = [w for n, w in enumerate(words) if w not in _PARTICLES or (n == len(words) - 1) or len(words) == 1]
    if len(raw) == 2 and len(words) == 2 and _HYPHENED.fullmatch(raw[1]) and raw[1].split("-")[1][:1].islower():
        surname_first = True  # Seo Min-jae
    if len(words) == 3 and words[0] in _KOREAN and all(len(word) <= 5 for word in words):
        words, surname_first = [words[0], words[1] + words[2]], True  # Kim Jong Un
    if surname_first and len(words) > 1:
        words = [*words[1:], words[0]]
    if not words:
        return PersonName(given="", middle=(), father=father, surname="")
    second = ""
    if len(words) > 2:
        middle = [w for w in words[1:-1] if len(w) > 1 and w not in _AND]
        if middle and words[0] in _TWO_SURNAMES and middle[-1] not in _TWO_SURNAMES and not father:
            pair = middle[-1], words[-1]
            if any(_SPANISH.fullmatch(word) for word in pair) or words[-2] in _AND:
                second, words, middle = words[-1], [words[0], middle[-1]], middle[:-1]
    given = words[0] if len(words) > 1 else ""
    return PersonName(given=given, middle=tuple(middle), father=father, surname=words[-1], second=second)


def _person_words(part: str) -> list[str]:
    """One written word's normal forms: a hyphened name is one, a particle before a hyphen is a word of its own."""
    words = normalise(part).split()
    if len(words) == 2 and words[0] not in _PARTICLES and _HYPHENED.search(part):
        return ["".join(words)]
    return words


_FOLDS = (
    ("dzh", "j"), ("tsch", "c"), ("tch", "c"), ("sch", "s"), ("zh", "j"), ("ch", "c"), ("kh", "h"), ("gh", "g"),
    ("sh", "s"), ("th", "t"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"),
    ("q", "k"), ("w", "v"), ("x", "h"), ("tz", "z"), ("ts", "z"),
)  # fmt: skip


@lru_cache(maxsize=65_536)
def folded(word: str) -> str:
    """`word` with the spellings that romanisations differ in made one (Zelenskyy and Zelenskiy, Khubulia, Hubulia)."""
    text = word
    for spelling, letter in _FOLDS:
        text = text.replace(spelling, letter)
    if len(text) > 4 and text.startswith(("ye", "je")):  # Yerlan and Erlan, Yelena and Elena
        text = text[1:]
    first, rest = text[:1], text[1:]
    if first in "hg":
        first = "h"
    elif first in "yj":
        first = "y"
    rest = re.sub(r"[yj]", "i", rest)
    rest = re.sub(r"(?<=[^aeiou])h|h(?=[^aeiou]|$)", "", rest)
    rest = re.sub(r"i(?=[aou])", "", rest)
    return re.sub(r"(.)\1+", r"\1", first + rest)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """The first sound of `word` and its other consonants, sorted: the same for spellings and slips of one name."""
    text = folded(word)
    rest = ["f" if c == "v" else c for c in text[1:] if c not in "aeiouh"]
    return text[:1] + "".join(sorted(rest))


def consonants(word: str) -> str:
    """The consonants of a folded word in order, voiced and voiceless alike."""
    text = folded(word)
    rest = re.sub(r"[aeiouh]", "", text[1:])
    return text[:1] + rest.translate(str.maketrans("dbgzvq", "tpksfk"))


def short_form_of(name: str) -> str:
    """The name that stands for all short forms of a given name, or the name itself."""
    return min(_SHORT_FORMS.get(name, {name}))


def one_given_name(one: str, other: str) -> bool:
    """Whether one of two given names is a usual short form of the other, or both of a third."""
    return other in _SHORT_FORMS.get(one, ())


@lru_cache(maxsize=4_096)
def state_name(name: str) -> str:
    """The ISO 3166-1 alpha-3 code, in lower case, of a state's name; the normal form of any other."""
    words = normalise(name)
    if words in _STATE_NAMES:
        return _STATE_NAMES[words].casefold()
    return _countries().get(words, words)


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    import pycountry  # reads its tables from disk when first asked

    found: dict[str, str] = {}
    for attribute in ("official_name", "common_name", "name"):
        for country in pycountry.countries:
            value = getattr(country, attribute, "")
            if value:
                found[normalise(value)] = str(country.alpha_3).casefold()
    return found


def known_state(name: str) -> bool:
    """Whether ISO 3166 or common usage knows a state by this name."""
    code = state_name(name)
    return code != normalise(name) or code in _codes()


@lru_cache(maxsize=1)
def _codes() -> frozenset[str]:
    return frozenset(_countries().values())


@lru_cache(maxsize=65_536)
def core(name: str) -> str:
    """An organization's normal form without the words that say what sort it is, unless nothing else is left."""
    words = normalise(name).split()
    if len(words) > 3 and words[-2] == "of" and words[-3] in _SORTS:  # Pontika Holding of Bulgaria
        words = words[:-2]
    while len(words) > 1 and words[-1] in _SORTS:
        words = words[:-1]
    return " ".join(words)


def initials(name: str) -> str | None:
    """The acronym that an organization's name of three words or more makes, or that it is; None for others."""
    words = normalise(name).split()
    if len(words) == 1:
        letters = re.sub(r"[^A-Za-z]", "", name)
        return words[0] if 2 <= len(letters) <= 6 and letters.isupper() else None
    large = [word for word in words if word not in _SMALL]
    return "".join(word[0] for word in large) if len(large) > 2 else None


def organization_block(name: str) -> str:
    """The key under which organizations that may be one meet."""
    words = core(name).split()
    if not words:
        return ""
    return folded(words[0]) if words[0] not in _COMMON else " ".join(folded(word) for word in words)
