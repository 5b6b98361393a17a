"""Labels of one customer: "yes", "unknown" or none, by label and value."""
from .values import Decimal, both, either, negate, places, rounded


def rule(world, customer, one):
    """Three truth values."""
    if "if" in one:
        return world.expression(one["if"])[1](customer)
    if "not" in one:
        return negate(rule(world, customer, one["not"]))
    join, truth = (both, True) if "all" in one else (either, False)
    for part in one.get("all") or one["any"]:
        truth = join(truth, rule(world, customer, part))
    return truth


def edges(world, label):
    """Lower edges as numbers, and the names of what lies between them."""
    scale = places(world.expression(label["of"])[0])
    numbers = [Decimal(text) for text in label["edges"]]
    names = [str(rounded(number, scale)) for number in numbers]
    return numbers, ["lt_" + names[0], *names]


def states(world, customer, label):
    """By value, '' for a rule; only of whom the label is about, otherwise None."""
    if not customer.holds(label["population"]):
        return None
    if "matrix" in label:
        return held(world, customer, label["matrix"])
    if "of" in label:
        numbers, names = edges(world, label)
        value = world.expression(label["of"])[1](customer)
        if value is None:
            return {name: "unknown" for name in names}
        return {names[sum(number <= value for number in numbers)]: "yes"}
    if "values" in label:
        own = chosen(world, customer, label["values"])
        if "hysteresis" not in label:
            return own
        held = world.months.standing(label["name"], world.date, customer.number)
        return own if held is None else {label["values"][held]["code"]: "yes"}
    if "watch" in label:
        return watched(world, customer, label["watch"])
    truth = rule(world, customer, label if "if" in label else label["when"])
    if truth is None:
        truth = {"keep": None, "true": True, "false": False}[label.get("unknown", "keep")]
    return {"": "yes"} if truth else {"": "unknown"} if truth is None else {}


def chosen(world, customer, values):
    """The first whose test is true; unknown from the first on of which nothing is known."""
    for place, value in enumerate(values):
        truth = world.expression(value["if"])[1](customer) if "if" in value else True
        if truth is None:
            return {later["code"]: "unknown" for later in values[place:]}
        if truth:
            return {value["code"]: "yes"}
    return {}


def watched(world, customer, name):
    """Whether the value that holds is higher than the day's own."""
    held = world.months.standing(name, world.date, customer.number)
    if held is None:
        return {}
    own = world.months.own(name, world.date, customer.number)
    return {"": "unknown"} if own is None else {"": "yes"} if own > held else {}


def held(world, customer, matrix):
    keys = world.facts.lookup(matrix["over"].split(".")[0] + "." + matrix["name"])
    test = world.facts.expression(matrix["fact"], matrix["where"])[1] if "where" in matrix else lambda row: True
    return {row[matrix["key"]]: "yes" for row in world.facts.of(matrix["fact"], customer.number)
            if row["from"] <= world.date and (row["to"] is None or world.date < row["to"])
            and row[matrix["key"]] in keys and test(row) is True}
