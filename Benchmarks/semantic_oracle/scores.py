"""Points, their sums and grades of one customer."""
from .values import Decimal


def points(customer, characteristic):
    value = customer.world.expression(characteristic["of"])[1](customer)
    if value is None:
        return int(characteristic.get("missing", 0))
    if "codes" in characteristic:
        return int(characteristic["codes"].get(value, 0))
    reached = [(Decimal(edge), int(earned)) for edge, earned in characteristic["edges"].items() if value >= Decimal(edge)]
    return max(reached)[1] if reached else 0


def total(customer, *names):
    return sum(customer[name] for name in names)


def grade(customer, score, grades):
    return next(one["code"] for one in grades if "from" not in one or customer[score] >= int(one["from"]))
