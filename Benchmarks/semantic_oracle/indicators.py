"""Indicators of one customer after the other, straight from their definitions."""
from . import parser
from .definitions import EMPTY_IS_ZERO
from .expressions import Decimal, Mistake, places, ratio, rounded
from .facts import FOREVER
from .windows import DAY, span

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


class Customer:
    """The names of one customer: attributes and indicators, each worked out when it is first asked for."""

    def __init__(self, world, number):
        self.world, self.number, self.known, self.conditions, self.chosen = world, number, {}, {}, {}

    def __getitem__(self, name):
        if name not in self.known:
            self.known[name] = (self.world.people.attribute(self.number, name) if name in ATTRIBUTES
                                else self.value(self.world.definitions.indicators[name]))
        return self.known[name]

    def holds(self, condition):
        if condition not in self.conditions:
            self.conditions[condition] = self.world.expression(condition)[1](self) is True
        return self.conditions[condition]

    def value(self, indicator):
        if not self.holds(indicator.population):
            return None
        if indicator.form == "expression":
            return self.world.expression(indicator.terms[0])[1](self)
        values = [self.aggregate(one) for one in indicator.terms]
        if indicator.form == "aggregate":
            return None if indicator.history and self.world.is_short(indicator.terms[0]) else values[0]
        current, base = values
        if current is None or base is None:
            return None
        if indicator.form == "share":
            return ratio(current, base)
        return ratio(Decimal(current) - Decimal(base), base) if base > 0 else None

    def rows(self, one):
        """The rows an aggregate is of, each with how many days of the window it lies in."""
        key = one.fact, one.window, one.shift, one.conditions, one.kind == "daily_average"
        if key not in self.chosen:
            inside = self.inside(one)
            for text in one.conditions:
                test = self.world.facts.expression(one.fact, text)[1]
                inside = [(row, days) for row, days in inside if test(row) is True]
            self.chosen[key] = inside
        return self.chosen[key]

    def inside(self, one):
        world = self.world
        rows = world.facts.of(one.fact, self.number)
        if not rows:
            return []
        first, last = world.span(one.window, one.shift)
        if one.kind == "daily_average":
            days = [(row, (min(row["to"] or FOREVER, last + DAY) - max(row["from"], first)).days) for row in rows]
            return [(row, count) for row, count in days if count > 0]
        if world.definitions.facts[one.fact]["rows"] == "held":
            return [(row, 1) for row in rows if row["from"] <= last < (row["to"] or FOREVER)]
        return [(row, 1) for row in rows if first <= row["day"] <= last]

    def aggregate(self, one):
        kind, rows = one.kind, self.rows(one)
        if one.of:
            value = self.world.facts.expression(one.fact, one.of)[1]
            found = [(this, days) for row, days in rows if (this := value(row)) is not None]
        else:
            found = [(row["day"], days) for row, days in rows]
        if not found:
            return 0 if kind in EMPTY_IS_ZERO else None
        if kind == "daily_average":
            first, last = self.world.span(one.window, one.shift)
            scale = places(self.world.facts.expression(one.fact, one.of)[0])
            return rounded(sum(this * days for this, days in found) / Decimal((last - first).days + 1), max(2, scale))
        return GATHER[kind]([this for this, _ in found])


GATHER = {
    "sum": sum, "count": len, "distinct": lambda all: len(set(all)), "days": lambda all: len(set(all)),
    "max": max, "min": min, "first_date": min, "last_date": max, "first": lambda all: all[0], "last": lambda all: all[-1],
}


class World:
    """Everything on one date."""

    def __init__(self, definitions, people, facts, date):
        self.definitions, self.people, self.facts, self.date = definitions, people, facts, date
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
