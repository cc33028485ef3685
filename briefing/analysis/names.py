"""Names: runs of capitalised words, what is a title before them, and which full name a surname stands for."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from briefing.analysis import countries
from briefing.analysis.cues import is_cue_verb
from briefing.analysis.document import Document, Sentence
from briefing.analysis.given_names import given_gender
from briefing.analysis.lexicon import sections, words
from briefing.analysis.name_words import SMALL, is_article_name, is_organisation, is_seat, is_title, joins

_LONGEST = 4
"""Words of a person's name without a given name at its beginning, at most."""
_NEVER = 6
"""Words that no person's name has: a headline runs into one."""
_MOSTLY = 0.5
"""Share of a text's words in headlines past which it has nothing else to tell names by."""
_TITLES = 3
"""Words before a given name, at most: "Lt. Gov. *Ada* Smith"."""
_OPENS_PLACE = frozenset({"san", "santa", "los", "las", "fort", "mount", "lake", "cape", "port"})
"""Words that a place's name of two words and more begins with: "San Jose"."""
_FROM = 2
"""Words of a name that goes on with "of", at least."""
_TITLE_CASE = 0.7
"""Share of words with a capital that an ordinary sentence does not have."""
_SMALL_WORD = 6
"""Characters from which a word has a capital in a headline that ends with a full stop."""
_HEADLINE = 3
"""Words in capitals that may stand side by side in an ordinary sentence: "FBI AND CIA"."""


def _key(word: str) -> str:
    return word.lower().replace("’", "'")


class Name(NamedTuple):
    """A name in the text: tokens `first` to `end`, without the titles and roles before it.

    `titled` says that a personal title or role stands there.
    """

    first: int
    end: int
    titled: bool


_read_last: list[tuple[Document, "Names"]] = []


def names_of(document: Document) -> "Names":
    """Return the names of a document; those of the one asked for last are kept."""
    kept = next((names for one, names in _read_last if one is document), None)
    if kept is None:
        kept = Names(document)
        _read_last[:] = [(document, kept)]
    return kept


class Names:
    """The names in a text, and the full names of its persons by surname and given name.

    `runs` are all of them, in the order in which they stand; `inside` are the words that have a capital inside a
    sentence.
    """

    def __init__(self, document: Document) -> None:
        self.document = self._document = document
        self._persons: dict[Name, str | None] = {}
        self._headlines: dict[int, bool] = {}
        self._among: dict[tuple[int, int], tuple[Name, ...]] = {}
        self._common = self._common_words()
        self._headline_tokens = self._in_headlines()
        self.runs = [run for sentence in document.sentences for run in self.among(sentence.first, sentence.end)]
        full = [run for run in self.runs if run.end - run.first >= 2 and self._may_be_person(run)]
        self._pairs = {self._document.line(run.first, run.end) for run in full if run.end - run.first == 2}
        self._alone = {self.text(run) for run in self.runs if run.end - run.first == 1}
        self._by_surname: dict[str, list[tuple[int, str]]] = {}
        self._by_given: dict[str, set[str]] = {}
        self._ending: dict[str, list[tuple[int, str]]] = {}
        self._titled: dict[str, Counter[str | None]] = {}
        for run in full:
            name = self.canonical(run)
            self._by_surname.setdefault(_key(self.surname(run)), []).append((run.first, name))
            self._by_given.setdefault(name.split()[0].lower(), set()).add(name)
        for run in self.runs:
            if run.titled and run.end - run.first == 1:
                self._titled.setdefault(self.text(run).lower(), Counter())[self._title_gender(run)] += 1

    def text(self, name: Name) -> str:
        """Return a name as it stands, on one line."""
        return self._document.line(name.first, name.end)

    def person(self, name: Name) -> str | None:
        """Return the fullest form of a person's name; None where it is none: an organisation's, a single word's."""
        if name not in self._persons:
            self._persons[name] = self._person(name)
        return self._persons[name]

    def _person(self, name: Name) -> str | None:
        tokens = self._document.tokens
        if name.end - name.first > _FROM and tokens[name.first + 1].low == "of":
            known = self._by_surname.get(_key(tokens[name.first].text), ())  # "Smith of Acme"
            of_surname = [one for one in known if given_gender(one[1].split(maxsplit=1)[0]) is not None]
            if of_surname:
                return self._meant(of_surname, Name(name.first, name.first + 1, name.titled))
        if not self._may_be_person(name):
            return None
        word = self.text(name)
        if name.end - name.first > 1:
            longer = self._longer(_key(self.surname(name)), word.casefold())
            return self._meant(longer, name) or self.canonical(name)
        if (full := self._meant(self._by_surname.get(_key(word), ()), name)) is not None:
            return full
        given = self._by_given.get(word.lower(), set()) if self._may_go_by(word) else set()
        royal = given and self._document.tokens[name.first - 1].low in words("royal_titles")
        if (name.titled and not royal and not is_title(word.lower())) or self._is_kin(name):
            return word
        return max(sorted(given), key=self._times, default=None)

    def _longer(self, surname: str, word: str) -> list[tuple[int, str]]:
        """Return those of a surname whose fuller form ends with the words, in lower case."""
        if word not in self._ending:
            known = self._by_surname.get(surname, ())
            self._ending[word] = [one for one in known if one[1].casefold().endswith(f" {word}")]
        return self._ending[word]

    def _times(self, full: str) -> int:
        """Return how often the article names a person in full."""
        known = self._by_surname.get(_key(full.rsplit(maxsplit=1)[-1]), ())
        return sum(one == full for _, one in known)

    def _is_kin(self, name: Name) -> bool:
        """Whether a given name tells who a relative is: "his wife, *Ada*, said"."""
        tokens = self._document.tokens
        before = name.first - 1 - (name.first > 1 and tokens[name.first - 1].text == ",")
        return before >= 0 and tokens[before].low in words("kin") and given_gender(self.text(name)) is not None

    def _may_go_by(self, word: str) -> bool:
        """Whether somebody goes by the first word of their name: a given name, or a surname as in "*Ban* Ki-moon"."""
        if given_gender(word) is not None:
            return True
        full = self._by_given.get(word.lower(), set())
        return len(full) == 1 and word[1:].islower() and not any(name.split()[-1] in self._alone for name in full)

    def _may_be_person(self, name: Name) -> bool:
        if is_organisation(self._document, name.first, name.end):
            return False
        if self.text(name).casefold() in sections("places.txt")["places"]:
            return False
        first, last = self._document.tokens[name.first].low, self._document.tokens[name.end - 1].low
        if last in words("us_presidents") and first in sections("places.txt")["places"] and not given_gender(first):
            return False  # "the Wisconsin Trump rally"
        if not name.titled and (last in words("place_words") or (first in _OPENS_PLACE and name.end - name.first > 1)):
            return False
        if self._ends_in_capitals(name) or self._document.tokens[name.end - 1].low in words("labels"):
            return False
        the = name.first > 0 and self._document.tokens[name.first - 1].low == "the"
        return name.titled or not the

    def _ends_in_capitals(self, name: Name) -> bool:
        """Whether a name's last word is an acronym, which no person's is: "Sansun USA"."""
        first, last = self._document.tokens[name.first], self._document.tokens[name.end - 1]
        acronym = last.text.isupper() and len(last.text) > 1 and not first.text.isupper()
        return acronym and name.end - name.first > 1 and not name.titled and given_gender(first.text) is None

    def _title_gender(self, name: Name) -> str | None:
        title = self._document.tokens[name.first - 1].low if name.titled else ""
        if title == "president" and self.text(name).casefold() in words("us_presidents"):
            return "he"
        return next((gender for gender in ("he", "she") if title in words(f"{gender}_titles")), None)

    def _meant(self, full: Sequence[tuple[int, str]], name: Name) -> str | None:
        """Return who of those of one surname goes by it alone at `name`.

        It is whom the paragraph named last in full, else who is named in full far more often, else who was first: of
        those after whom the article calls somebody by the surname alone, relatives keep their given names. None where
        a title ("Mr. Obama") shows that it is none of them.
        """
        titled = self._titled.get(self.text(name).lower(), Counter())
        gender = self._title_gender(name) or (titled.most_common(1)[0][0] if titled else None)
        fit = [
            one
            for one in full
            if gender is None or given_gender(one[1].split(maxsplit=1)[0]) in (gender, "either", None)
        ]
        if not fit:
            return None
        paragraph = self._document.sentence_of(name.first).paragraph
        near = [one for one in fit if one[0] < name.first and self._document.sentence_of(one[0]).paragraph == paragraph]
        if near:
            return near[-1][1]
        counts = Counter(one for _, one in fit).most_common(2)
        if len(counts) > 1 and counts[0][1] > 2 * counts[1][1]:
            return counts[0][0]
        return fit[0][1]

    def is_headline(self, token: int) -> bool:
        """Whether the token stands in a sentence of capitals, or of words that nearly all begin with one."""
        sentence = self._document.sentence_of(token)
        if sentence.first not in self._headlines:
            tokens = [t for t in self._document.tokens[sentence.first : sentence.end] if t.text[0].isalpha()]
            many = sum(t.capital for t in tokens) >= _TITLE_CASE * len(tokens)
            stop = self._document.tokens[sentence.end - 1].text == "."
            alone = not stop or (
                self._is_alone(sentence) and all(t.capital or len(t.text) < _SMALL_WORD for t in tokens)
            )
            capitals = all(t.text.isupper() for t in tokens)
            self._headlines[sentence.first] = len(tokens) > _HEADLINE and many and (alone or capitals)
        return self._headlines[sentence.first]

    def _is_alone(self, sentence: Sentence) -> bool:
        """Whether a sentence is a paragraph of a text that has others."""
        document = self._document
        opens = document.opens_paragraph(sentence.first)
        last = sentence.end >= len(document.tokens)
        return opens and not last and document.opens_paragraph(sentence.end)

    def among(self, first: int, end: int) -> Iterator[Name]:
        """Return the names among tokens `first` to `end`, in order."""
        if (first, end) not in self._among:
            self._among[first, end] = tuple(self._read(first, end))
        return iter(self._among[first, end])

    def _read(self, first: int, end: int) -> Iterator[Name]:
        tokens = self._document.tokens
        i = first
        while i < end:
            if not self._is_part(i):
                i += 1
                continue
            past = i + 1
            while past < end and (
                self._is_part(past) or joins(self._document, i, past, end) or is_article_name(tokens[past].text)
            ):
                past += 1
            past = self._before_of(i, past)
            start = self._past_country(i, past)
            start = self._past_office(self._past_titles(start, past), past)
            if past - i > 1 and i > 1 and (tokens[i - 2].low, tokens[i - 1].low) == ("secretary", "of"):
                start = max(start, i + 1)  # the secretary of State Clinton
            if tokens[start].low == "of":  # "(former Secretary) *of State* (Ada Smith)"
                start = min(start + 2, past)
            while past - start > 1 and tokens[past - 1].low in words("prepositions"):
                past -= 1
            if (
                start == past
                or is_seat(tokens[i].text)
                or all(is_title(t.low) and t.low.endswith(".") for t in tokens[start:past])
            ):
                i = past
                continue
            yield Name(start, past, start > i or (start > 0 and is_title(tokens[start - 1].low)))
            i = past

    def _before_of(self, first: int, end: int) -> int:
        """Return where a person's name ends before "of": "Mike Pence of Indiana"."""
        tokens = self._document.tokens
        of = next((i for i in range(first + 2, end) if tokens[i].low == "of"), end)
        person = any(given_gender(token.text) is not None for token in tokens[first : min(of, first + _TITLES)])
        return of if of < end and person else end

    def _past_country(self, first: int, end: int) -> int:
        """Return where a person's name begins after a country's: "(ambassador to) Britain Liu Xiaoming"."""
        places = countries.find(self._document, first, end)
        past = places[0].end if places and places[0].first == first else first
        if end - past < 2 or is_organisation(self._document, past, end):
            return first
        tokens = self._document.tokens
        led = first > 0 and tokens[first - 1].low in ("to", "of", "from")
        known = given_gender(tokens[past].text) is not None or is_title(tokens[past].low)
        return past if led or known else first

    def surname(self, name: Name) -> str:
        """Return the name's last word that is no "Jr."."""
        tokens = self._document.tokens
        last = name.end - 1
        suffix = tokens[last].low in ("jr", "jr.", "sr", "sr.", "ii", "iii", "iv")
        return tokens[last - 1 if suffix and last > name.first else last].text

    def _past_titles(self, first: int, end: int) -> int:
        """Return where the name begins after "Senator", "US President", "Secretary of State"; `first` without one."""
        tokens = self._document.tokens
        if end - first > 1 and tokens[end - 1].low in words("organisation_words"):
            return first  # the Congressional Budget Office
        title = next((k for k in range(end - 2, first - 1, -1) if is_title(tokens[k].low)), None)
        if title is None and tokens[first].low in words("describing") and end - first > _FROM:
            return first + 1 if given_gender(tokens[first + 1].text) is not None else first  # "Actress Ada Smith"
        if title is None or tokens[title + 1].low in words("organisation_words"):
            return first
        start = title + 3 if tokens[title + 1].low == "of" and title + 4 < end else title + 1
        return start if tokens[start].capital or tokens[start].low in SMALL else first

    def _past_office(self, first: int, end: int) -> int:
        """Return where the given name begins after an office with "of" or "for" in it: "Chief of Staff *Ada* Smith"."""
        tokens = self._document.tokens
        if given_gender(tokens[first].text) is not None:
            return first
        given = next((k for k in range(first + 1, end - 1) if given_gender(tokens[k].text) is not None), None)
        if given is None:
            of = next((k for k in range(first + 1, end) if tokens[k].low == "of"), end)
            role = tokens[of - 1].low in words("roles") and tokens[of - 1].capital
            return end - 2 if role and end - of > _TITLES else first
        if tokens[given - 1].low in SMALL:
            return first
        before = tokens[max(self._document.sentence_of(first).first, first - _TITLES) : given]
        office = any(token.low in words("roles") and token.capital for token in before)
        return given if office and any(token.low in ("of", "for") for token in before) else first

    def canonical(self, name: Name) -> str:
        """Return a person's name without what only stands before it, where the article also has it without."""
        named = given_gender(self._document.tokens[name.first].text) is not None
        pair = self._document.line(name.end - 2, name.end) if name.end - name.first > 2 and not named else ""
        if pair in self._pairs or (name.end - name.first > _LONGEST and pair):
            return pair
        if name.end - name.first > _NEVER:
            return self._document.line(name.end - 2, name.end)
        return self._document.line(name.first, name.end)

    def _common_words(self) -> frozenset[int]:
        """Return the first tokens of sentences that are common words: elsewhere they have no capital."""
        tokens = self._document.tokens
        starts = {sentence.first for sentence in self._document.sentences}
        self.inside = {token.low for i, token in enumerate(tokens) if token.capital and i not in starts}
        small = {t.low for t in tokens if t.is_word and not t.capital and not is_article_name(t.text)}
        return frozenset(i for i in starts if tokens[i].low in small and tokens[i].low not in self.inside)

    def _in_headlines(self) -> frozenset[int]:
        """Return the tokens of headlines: there a word is a name's where it is one elsewhere."""
        tokens = self._document.tokens
        found: set[int] = set()
        self._proper: set[str] = set()
        for sentence in self._document.sentences:
            if self.is_headline(sentence.first):
                found.update(range(sentence.first, sentence.end))
                continue
            letters = [token for token in tokens[sentence.first : sentence.end] if token.text[0].isalpha()]
            self._proper.update(token.low for token in letters[1:] if token.capital)
            self._proper.update(token.low for token in letters[:1] if sentence.first not in self._common)
        return frozenset(found) if len(found) < _MOSTLY * len(tokens) else frozenset()

    def _is_part(self, i: int) -> bool:
        token = self._document.tokens[i]
        if i in self._headline_tokens and token.low not in self._proper:
            return False
        if (
            not token.capital
            or i in self._common
            or token.low in words("days")
            or token.low in words("subject_pronouns")
        ):
            return False
        if token.low in ("our", "my", "your") and self._opens_name(i):
            return True
        if self._is_verb_before_name(i):
            return False
        closed = any(token.low in words(section) for section in ("starters", "prepositions", "determiners"))
        return not closed or (len(token.text) > 1 and token.text.isupper())

    def _opens_name(self, i: int) -> bool:
        """Whether a possessive with a capital inside a sentence opens a name: "*Our* Principles PAC"."""
        tokens = self._document.tokens
        inside = i > self._document.sentence_of(i).first and tokens[i - 1].is_word
        past = next((k for k in range(i + 1, len(tokens)) if not tokens[k].capital), i)
        fund = past - i > _FROM and tokens[past - 1].low in ("pac", "fund", "action", "project")
        return fund or (inside and i + 1 < len(tokens) and tokens[i + 1].capital)

    def _is_verb_before_name(self, i: int) -> bool:
        """Whether a sentence begins with a verb of saying and who says it: "*Continued* Smith"."""
        tokens = self._document.tokens
        opens = self._document.sentence_of(i).first == i and tokens[i].low.endswith("ed")
        said = opens and is_cue_verb(tokens[i]._replace(text=tokens[i].low))
        return said and i + 1 < len(tokens) and tokens[i + 1].capital
