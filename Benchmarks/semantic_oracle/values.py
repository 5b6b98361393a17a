"""Values of expressions: exact numbers, three truth values, and the words an expression is written in.

A type is "bool", "int", ("dec", places), "date", "time" or "text"; an unknown value is None.
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
