"""What operators and functions of expressions make of values; each is a type and a function of the names."""
import datetime
from .values import Decimal, Mistake, day, joined, places, ratio, rounded

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
