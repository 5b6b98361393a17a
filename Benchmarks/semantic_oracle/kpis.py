"""KPIs of every organisation: what stands below an organisation is part of it."""
import collections, re
from .organisations import Part, Sums, Tree, hidden
from .values import Decimal, ratio
from .windows import span


def of_rows(world, term):
    """Parts by the organisation that stands in each row."""
    fact = world.definitions.facts[term["fact"]]
    first, last = span(term["window"], world.date)
    test = world.facts.expression(term["fact"], term["where"])[1] if "where" in term else lambda row: True
    value = world.facts.expression(term["fact"], term["sum"])[1] if "sum" in term else lambda row: 1
    parts = collections.defaultdict(Part)
    for row in world.facts.rows(term["fact"]):
        inside = (row["from"] <= last and (row["to"] is None or last < row["to"]) if fact["rows"] == "held"
                  else first <= row["day"] <= last)
        if inside and test(row) is True:
            part = parts[row[fact["organisation"]]]
            if (this := value(row)) is not None:
                part.add(this, row["customer"], row["isOfStranger"])
            elif world.facts.isConverted(term["fact"], term["sum"]):
                part.isUnknown = True
    return parts


def of_customers(world, customers, term):
    """Parts by the organisation each is at home in."""
    parts = collections.defaultdict(Part)
    text = term.get("customers") or term["total"]
    run = world.expression(text)[1]
    for customer in customers:
        home, value = customer[world.definitions.home], run(customer)
        if home is None and customer["served"] is not True:
            continue
        if value is not None:
            parts[home].add(int(value) if isinstance(value, bool) else value, customer.number)
        elif "total" in term and customer.lacks_price(text):
            parts[home].isUnknown = True
    return parts


class KPIs:
    def __init__(self, world, customers):
        self.world, self.customers, self.tree, self.terms = world, customers, Tree(world), {}

    def term(self, term):
        key = repr(term)
        if key not in self.terms:
            self.terms[key] = Sums(self.tree, of_rows(self.world, term) if "fact" in term else of_customers(
                self.world, self.customers, term))
        return self.terms[key]

    def hidden(self, kpi):
        """Of whatever of its terms."""
        return set().union(*(hidden(self.tree, self.term(kpi[name])) for name in ("numerator", "denominator") if name in kpi))

    def of(self, kpi):
        """By organisation: numerator, denominator, value, reason, customers."""
        terms = [kpi[name] for name in ("denominator", "numerator") if name in kpi]
        counted = next((self.term(term) for term in terms if "fact" not in term), None)
        for organisation in self.tree.above:
            *under, over = [self.term(term).all[organisation] for term in terms]
            customers = None if counted is None else counted.all[organisation].customers
            if any(part.isUnknown for part in (*under, over)):
                yield organisation, (None, None, None, "rate", customers)
                continue
            above, below = Decimal(over.amount), Decimal(under[0].amount) if under else None
            value = above if below is None else ratio(above, below)
            yield organisation, (above, below, value, "div0" if value is None else None, customers)

    def reads(self, kpi):
        """The items and indicators that its numbers are made of, by the names the catalog has for them."""
        definitions, found = self.world.definitions, set()
        for term in (kpi[name] for name in ("numerator", "denominator") if name in kpi):
            if "fact" not in term:
                found.update(words(term.get("customers"), term.get("total")) & definitions.indicators.keys())
                continue
            fact = definitions.facts[term["fact"]]
            items, table = definitions.assets[fact["asset"]]["items"], fact["asset"].split("/")[1]
            for word in words(term.get("sum"), term.get("where"), fact.get("where"), fact["organisation"]):
                column = fact.get("columns", {}).get(word, {})
                found.update(f"{table}.{name}" for name in {word, column.get("money"), column.get("currency"),
                                                            column.get("by")} & items.keys())
                if "lookup" in column:
                    found.add(column["lookup"].split("/")[1])
        return found


def words(*texts):
    return set(re.findall(r"\w+", " ".join(filter(None, texts))))
