"""Which language a text is in, among those that have a lexicon."""

import re
from collections import Counter
from functools import lru_cache

from .lexicon import languages, stopwords

_WORD = re.compile(r"[^\W\d_]+")
#: Letters that a language with a lexicon does not use: a text with many of them is in another one.
_FOREIGN = {
    "ru": frozenset("іїєґўәғқңөұүһіјљњћђџѓќ"),
    "ar": frozenset("پچژگکیےٹڈڑںہھۀۆێە"),
}
#: Common words of languages without a lexicon that share words with one that has it.
_OTHERS = {
    "pt": "não uma dos das ao pela pelo são também foi mais seu sua os as em um com para que",
    "it": "il della di che non una per del con sono è alla nel gli dei anche più questo lo",
    "nl": "het een van de en dat niet zijn op te voor met aan door ook naar bij wordt",
    "pl": "nie się jest na do to że jak przez oraz został",
    "ro": "și în la cu nu este sunt din pentru care pe",
    "id": "yang dan di dengan untuk dari pada tidak ini itu dalam akan oleh",
    "sv": "och att det som en på är av för den till inte med har om ett",
    "da": "og det at en den til er som på de med han af for ikke der var et",
    "az": "və bu bir ilə üçün olan edib görə tərəfindən ki də da",
    "uk": "та що не на у з до як від це за про його є",
    "bg": "на и за от се да е че това като по ще",
    "uz": "va bu uchun bilan ham bir edi deb",
    "la": "et in est non ad ut cum sed qui quae quod",
}
_SAMPLE = 6000


@lru_cache(maxsize=1)
def _tables() -> dict[str, frozenset[str]]:
    known = {code: stopwords(code) for code in languages()}
    return {**known, **{code: frozenset(words.split()) for code, words in _OTHERS.items()}}


def detect(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code, or None when it is none of those with a lexicon."""
    words = [w.lower() for w in _WORD.findall(text[:_SAMPLE])]
    if not words:
        return None
    score: Counter[str] = Counter()
    for word in words:
        for code, table in _tables().items():
            if word in table:
                score[code] += 1
    for code, letters in _FOREIGN.items():
        strange = sum(1 for w in words if not letters.isdisjoint(w))
        if strange * 20 > len(words):
            score.pop(code, None)
    best = score.most_common(1)
    if not best or best[0][0] not in languages():
        return None
    code, hits = best[0]
    share = hits / len(words)
    return code if share >= (0.04 if code in ("ru", "ar", "tr") else 0.1) else None
