"""What can be known to be wrong with the definitions before there is any row."""
import datetime
from .facts import Facts
from .world import Types
from . import parser


class NoRows(Facts):
    """Types without a warehouse."""

    def __init__(self, definitions, date):
        self.definitions, self.date, self.compiled = definitions, date, {}


def mistakes(definitions):
    facts = NoRows(definitions, datetime.date(2025, 11, 20))
    types = Types(definitions, facts)
    found = []

    def attempt(place, wanted, act):
        try:
            kind = act()
            if wanted and kind != wanted:
                found.append(f"{place}: it is {kind}, not {wanted}")
        except Exception as mistake:
            found.append(f"{place}: {mistake}")

    def customer(place, wanted, text):
        attempt(place, wanted, lambda: parser.compile(text, types, facts.date)[0])

    def row(place, wanted, fact, text):
        attempt(place, wanted, lambda: facts.expression(fact, text)[0])

    for name, fact in definitions.facts.items():
        if "where" in fact:
            row(name, "bool", name, fact["where"])
        for column in fact.get("columns", {}):
            attempt(f"{name}.{column}", None, lambda: facts.type(name, column))
    for name, one in definitions.indicators.items():
        customer(f"population of {name}", "bool", one.population)
        attempt(name, None, lambda: types(name))
        if len(name.encode()) > 63:
            found.append(f"{name}: more than 63 bytes")
        if one.form == "points":
            customer(name, "text" if "codes" in one.terms[0] else None, one.terms[0]["of"])
        for term in one.terms if one.form in ("aggregate", "change", "share") else ():
            for condition in term.conditions:
                row(name, "bool", term.fact, condition)
    for name, label in definitions.labels.items():
        customer(f"population of {name}", "bool", label["population"])
        for text in tests(label):
            customer(name, "bool", text)
        if "of" in label:
            customer(name, None, label["of"])
        if "matrix" in label and "where" in label["matrix"]:
            row(name, "bool", label["matrix"]["fact"], label["matrix"]["where"])
    for name, one in definitions.opportunities.items():
        customer(f"population of {name}", "bool", one["population"])
        customer(f"priority of {name}", "int", one["priority"])
        for text in tests(one):
            customer(name, "bool", text)
    for name, kpi in definitions.kpis.items():
        for term in (kpi[key] for key in ("numerator", "denominator") if key in kpi):
            if "fact" in term:
                if "sum" in term:
                    row(name, None, term["fact"], term["sum"])
                if "where" in term:
                    row(name, "bool", term["fact"], term["where"])
            elif "customers" in term:
                customer(name, "bool", term["customers"])
            else:
                customer(name, None, term["total"])
    return found


def tests(label):
    """The conditions of a label, each once."""
    if "if" in label:
        yield label["if"]
    for value in label.get("values", []):
        if "if" in value:
            yield value["if"]

    def inside(rule):
        if "if" in rule:
            yield rule["if"]
        for one in [*rule.get("all", []), *rule.get("any", []), *([rule["not"]] if "not" in rule else [])]:
            yield from inside(one)

    if "when" in label:
        yield from inside(label["when"])
