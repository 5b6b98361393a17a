"""Indicators of one customer after the other, straight from their definitions."""
import re
from . import scores
from .definitions import EMPTY_IS_ZERO
from .facts import FOREVER
from .values import Decimal, places, ratio, rounded
from .windows import DAY
from .world import ATTRIBUTES


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
        if indicator.form in SCORES:
            return SCORES[indicator.form](self, *indicator.terms)
        if indicator.history and any(map(self.world.is_short, indicator.terms)):
            return None
        values = [self.aggregate(one) for one in indicator.terms]
        if indicator.form == "aggregate":
            return values[0]
        current, base = values
        if current is None or base is None:
            return None
        if indicator.form == "share":
            return ratio(current, base)
        return ratio(Decimal(current) - Decimal(base), base) if base > 0 else None

    def lacks_price(self, text):
        """Whether something an expression reads is not known because an amount has no price."""
        return any(self.is_unpriced(self.world.definitions.indicators[word]) for word in re.findall(r"\w+", str(text))
                   if word in self.world.definitions.indicators)

    def is_unpriced(self, indicator):
        if self[indicator.id] is not None or not self.holds(indicator.population):
            return False
        if indicator.form == "expression" or indicator.form in SCORES:
            return self.lacks_price(indicator.terms)
        if indicator.history and any(map(self.world.is_short, indicator.terms)):
            return False
        return any(map(self.has_no_sum, indicator.terms))

    def has_no_sum(self, one):
        """Of amounts that are converted each must have its price."""
        if not one.of or not self.world.facts.isConverted(one.fact, one.of):
            return False
        value = self.world.facts.expression(one.fact, one.of)[1]
        return any(value(row) is None for row, _ in self.rows(one))

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
            if self.has_no_sum(one):
                return None
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
SCORES = {"points": scores.points, "sum": scores.total, "grade": scores.grade}
