"""Everything on one date, and the type of every name that expressions over customers may read."""
from . import parser
from .values import Mistake, places
from .windows import span

ATTRIBUTES = ("person", "company", "served")
INTEGERS = ("count", "distinct", "days")


class Types:
    """The type of every name that expressions over customers may read."""

    def __init__(self, definitions, facts):
        self.definitions, self.facts, self.known = definitions, facts, {}

    def __call__(self, name):
        if name in ATTRIBUTES:
            return "bool"
        if name not in self.known:
            if name not in self.definitions.indicators:
                raise Mistake(f"{name} is no indicator")
            self.known[name] = self.of(self.definitions.indicators[name])
        return self.known[name]

    def of(self, indicator):
        if indicator.form in ("points", "sum"):
            return "int"
        if indicator.form == "grade":
            return "text"
        if indicator.form in ("change", "share"):
            return ("dec", 6)
        if indicator.form == "expression":
            return parser.compile(indicator.terms[0], self, self.facts.date)[0]
        one = indicator.terms[0]
        if one.kind in INTEGERS:
            return "int"
        if one.kind in ("first_date", "last_date"):
            return "date"
        kind = self.facts.expression(one.fact, one.of)[0]
        return ("dec", max(2, places(kind))) if one.kind == "daily_average" else kind


class World:
    """Everything on one date."""

    def __init__(self, definitions, people, facts, date, months=None):
        self.definitions, self.people, self.facts, self.date = definitions, people, facts, date
        self.months = months
        self.types, self.compiled, self.beginnings, self.spans = Types(definitions, facts), {}, {}, {}

    def span(self, window, shift):
        if (window, shift) not in self.spans:
            self.spans[window, shift] = span(window, self.date, shift)
        return self.spans[window, shift]

    def expression(self, text):
        if text not in self.compiled:
            self.compiled[text] = parser.compile(text, self.types, self.date)
        return self.compiled[text]

    def is_short(self, one):
        """Whether the fact begins within the window."""
        if one.fact not in self.beginnings:
            self.beginnings[one.fact] = self.facts.beginning(one.fact)
        begins = self.beginnings[one.fact]
        return begins is None or begins > self.span(one.window, one.shift)[0]
