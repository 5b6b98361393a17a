"""Reads the text of an expression by precedence: or, and, not, comparisons, + -, * /, the sign.

What comes of it is a type and a function of a mapping from names to values.
"""
import datetime
from . import functions as F, values as V


class Parser:
    def __init__(self, text, types, date):
        self.tokens, self.at, self.types, self.date = V.tokens(text), 0, types, date

    def take(self, *words):
        kind, word = self.tokens[self.at]
        if kind in ("name", "sign") and word in words:
            self.at += 1
            return word
        return None

    def need(self, word):
        if not self.take(word):
            raise V.Mistake(f"{word} should stand where {self.tokens[self.at][1]!r} does")

    def whole(self):
        found = self.disjunction()
        if self.tokens[self.at][0] != "end":
            raise V.Mistake(f"{self.tokens[self.at][1]!r} is one too many")
        return found

    def disjunction(self):
        found = self.conjunction()
        while self.take("or"):
            left, right = found[1], self.conjunction()[1]
            found = "bool", lambda names, left=left, right=right: V.either(left(names), right(names))
        return found

    def conjunction(self):
        found = self.negation()
        while self.take("and"):
            left, right = found[1], self.negation()[1]
            found = "bool", lambda names, left=left, right=right: V.both(left(names), right(names))
        return found

    def negation(self):
        if self.take("not"):
            inner = self.negation()[1]
            return "bool", lambda names: V.negate(inner(names))
        return self.comparison()

    def comparison(self):
        left = self.sum()
        if sign := self.take("=", "<>", "<", "<=", ">", ">="):
            return self.compare(sign, left, self.sum())
        if self.take("between"):
            low = self.sum()
            self.need("and")
            above, below = self.compare(">=", left, low)[1], self.compare("<=", left, self.sum())[1]
            return "bool", lambda names: V.both(above(names), below(names))
        if self.take("is"):
            isnt = self.take("not")
            self.need("null")
            return "bool", lambda names: (left[1](names) is None) != bool(isnt)
        isnt = self.take("not")
        if not self.take("in"):
            if isnt:
                raise V.Mistake("after not stands in")
            return left
        self.need("(")
        listed = [self.sum()]
        while self.take(","):
            listed.append(self.sum())
        self.need(")")
        values = {run({}) for kind, run in listed if V.joined(left[0], kind)}
        return "bool", F.known(lambda value: (value in values) != bool(isnt), left[1])

    def compare(self, sign, left, right):
        V.joined(left[0], right[0])
        return "bool", F.known(F.COMPARE[sign], left[1], right[1])

    def sum(self):
        found = self.product()
        while sign := self.take("+", "-"):
            found = F.arithmetic(sign, found, self.product())
        return found

    def product(self):
        found = self.primary()
        while sign := self.take("*", "/"):
            found = F.arithmetic(sign, found, self.primary())
        return found

    def primary(self):
        kind, word = self.tokens[self.at]
        self.at += 1
        if kind == "number":
            value = V.Decimal(word) if "." in word else int(word)
            return (("dec", len(word.split(".")[1])) if "." in word else "int"), lambda names: value
        if kind == "text":
            return "text", lambda names: word
        if (kind, word) == ("sign", "-"):
            inner = self.primary()
            return inner[0], F.known(lambda value: -value, inner[1])
        if (kind, word) == ("sign", "("):
            inner = self.disjunction()
            self.need(")")
            return inner
        if kind != "name":
            raise V.Mistake(f"{word!r} is no value")
        return self.named(word)

    def named(self, word):
        if word in ("true", "false"):
            return "bool", lambda names: word == "true"
        if word == "D":
            return "date", lambda names: self.date
        if word == "date" and self.tokens[self.at][0] == "text":
            value = datetime.date.fromisoformat(self.tokens[self.at][1])
            self.at += 1
            return "date", lambda names: value
        if self.take("("):
            given = [self.disjunction()]
            while self.take(","):
                given.append(self.disjunction())
            self.need(")")
            return F.call(word, given)
        return self.types(word), lambda names: names[word]


def compile(text, types, date):
    """A type and a function. `types` says of a name its type, or raises."""
    return Parser(text, types, date).whole()
