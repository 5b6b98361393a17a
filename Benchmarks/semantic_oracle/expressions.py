"""The expressions of the definitions, parsed, typed and evaluated by themselves: exact numbers, three truth values.

A type is "bool", "int", ("dec", places), "date", "time" or "text"; an unknown value is None. What `compile` gives back is
a type and a function of a mapping from names to values.
"""
import datetime, decimal, re

decimal.getcontext().prec = 90
decimal.getcontext().rounding = decimal.ROUND_HALF_UP  # half away from zero
Decimal = decimal.Decimal
TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d+)?)|'((?:[^']|'')*)'|([A-Za-z_][A-Za-z_0-9]*)|(<=|>=|<>|[=<>+\-*/(),]))")


class Mistake(Exception):
    pass


def rounded(number, places):
    return Decimal(number).quantize(Decimal(1).scaleb(-places))


def ratio(a, b):
    """Six places; unknown where it would divide by zero."""
    return None if a is None or b is None or b == 0 else rounded(Decimal(a) / Decimal(b), 6)


def places(kind):
    return 0 if kind == "int" else kind[1] if isinstance(kind, tuple) else None


def joined(a, b):
    if a == b:
        return a
    if places(a) is None or places(b) is None:
        raise Mistake(f"{a} and {b} do not go together")
    return ("dec", max(places(a), places(b)))


def day(value):
    return value.date() if isinstance(value, datetime.datetime) else value


def tokens(text):
    found, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        if not match:
            raise Mistake(f"what is {text[at:]!r}?")
        number, word, name, sign = match.groups()
        found.append(("number", number) if number is not None else ("text", word.replace("''", "'")) if word is not None
                     else ("name", name) if name else ("sign", sign))
        at = match.end()
    return found + [("end", "")]


def negate(truth):
    return None if truth is None else not truth


def both(a, b):
    return False if a is False or b is False else None if a is None or b is None else True


def either(a, b):
    return True if a is True or b is True else None if a is None or b is None else False


COMPARE = {"=": lambda a, b: a == b, "<>": lambda a, b: a != b, "<": lambda a, b: a < b, "<=": lambda a, b: a <= b,
           ">": lambda a, b: a > b, ">=": lambda a, b: a >= b}
ADD = {"+": lambda a, b: a + b, "-": lambda a, b: a - b}


def known(act, *of):
    """Of what is unknown nothing is known."""
    if len(of) == 2:
        one, other = of

        def pair(names):
            a, b = one(names), other(names)
            return None if a is None or b is None else act(a, b)
        return pair

    def run(names):
        values = [one(names) for one in of]
        return None if None in values else act(*values)
    return run


def arithmetic(sign, left, right):
    (a, x), (b, y) = left, right
    if places(a) is None or places(b) is None:
        raise Mistake(f"{sign} takes numbers")
    if sign == "/":
        return ("dec", 6), lambda names: ratio(x(names), y(names))
    if sign == "*":
        kind = joined(a, b)
        if kind == "int":
            return kind, known(lambda p, q: p * q, x, y)
        scale = min(6, places(a) + places(b))
        return ("dec", scale), known(lambda p, q: rounded(Decimal(p) * Decimal(q), scale), x, y)
    return joined(a, b), known(ADD[sign], x, y)


def call(name, given):
    kinds, runs = [kind for kind, _ in given], [run for _, run in given]
    if name == "if":
        condition, yes, no = runs
        return joined(kinds[1], kinds[2]), lambda names: yes(names) if condition(names) is True else no(names)
    if name == "coalesce":
        def first(names):
            return next((value for value in (run(names) for run in runs) if value is not None), None)
        return many(kinds), first
    if name in ("least", "greatest"):
        return many(kinds), known(lambda *values: (min if name == "least" else max)(values), *runs)
    if name == "abs":
        return kinds[0], known(abs, *runs)
    if name == "days":
        return "int", known(lambda a, b: (day(a) - day(b)).days, *runs)
    if name == "hours":
        second = datetime.timedelta(microseconds=1)
        return ("dec", 2), known(lambda a, b: rounded(Decimal((a - b) // second) / Decimal(3_600_000_000), 2), *runs)
    if name == "hour":
        return "int", known(lambda a: a.hour, *runs)
    if name == "weekday":
        return "int", known(lambda a: day(a).isoweekday(), *runs)
    if name == "year":
        return "int", known(lambda a: day(a).year, *runs)
    if name == "prefix":
        return "text", known(lambda text, count: text[:count], *runs)
    raise Mistake(f"there is no function {name}")


def many(kinds):
    kind = kinds[0]
    for other in kinds[1:]:
        kind = joined(kind, other)
    return kind
