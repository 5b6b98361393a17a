"""KPIs of every organisation: what stands below an organisation is part of it."""
import collections
from .values import Decimal, ratio
from .windows import span

FEWEST = 10
# Of a sum of which a part has no price: whatever is added, it stays so.
UNKNOWN = Decimal("NaN")


class Tree:
    """The organisations of a date, and which stands above which."""

    def __init__(self, world):
        self.above = {}
        for name, asset in world.definitions.assets.items():
            if tree := asset.get("tree"):
                for row in world.facts.states(name, list(asset["items"]), None):
                    if row["from"] <= world.date and (row["to"] is None or world.date < row["to"]):
                        self.above[row[tree["node"]]] = row[tree["parent"]]

    def path(self, node):
        path = []
        while node is not None and node not in path:
            path.append(node)
            node = self.above.get(node)
        return path

    def rolled_up(self, amounts):
        sums = collections.defaultdict(int)
        for node, amount in amounts.items():
            for above in self.path(node):
                sums[above] += amount
        return sums


def of_rows(world, term):
    """Sums by the organisation that stands in each row."""
    fact = world.definitions.facts[term["fact"]]
    first, last = span(term["window"], world.date)
    test = world.facts.expression(term["fact"], term["where"])[1] if "where" in term else lambda row: True
    value = world.facts.expression(term["fact"], term["sum"])[1] if "sum" in term else lambda row: 1
    sums = collections.defaultdict(int)
    for row in world.facts.rows(term["fact"]):
        inside = (row["from"] <= last and (row["to"] is None or last < row["to"]) if fact["rows"] == "held"
                  else first <= row["day"] <= last)
        if inside and row[fact["organisation"]] is not None and test(row) is True:
            if (this := value(row)) is not None:
                sums[row[fact["organisation"]]] += this
            elif world.facts.isConverted(term["fact"], term["sum"]):
                sums[row[fact["organisation"]]] = UNKNOWN
    return sums, None


def of_customers(world, customers, term):
    """Sums and customers by the organisation each is at home in."""
    sums, counts = collections.defaultdict(int), collections.defaultdict(int)
    run = world.expression(term.get("customers") or term["total"])[1]
    for customer in customers:
        home, value = customer[world.definitions.home], run(customer)
        if home is None or value is None or value is False:
            continue
        sums[home] += 1 if value is True else value
        counts[home] += 1
    return sums, counts


def hidden(above, customers):
    """Where a KPI is of few customers, and where it would tell such a value: of a sum and its parts never one alone."""
    few = {node for node in above if 0 < customers[node] < FEWEST}
    tree = collections.defaultdict(list)
    for node, parent in above.items():
        tree[parent if parent in above and parent != node else None].append(node)
    level = sorted(tree[None]) if few else []
    while level:
        for node in level:
            parts = [part for part in tree[node] if customers[part]]
            if len(few.intersection(parts)) + (node in few) == 1:
                few.update(sorted((part for part in parts if part not in few),
                                  key=lambda part: (customers[part], part))[:1])
        level = sorted(part for node in level for part in tree[node])
    return few


class KPIs:
    def __init__(self, world, customers):
        self.world, self.customers, self.tree, self.terms = world, customers, Tree(world), {}

    def term(self, term):
        key = repr(term)
        if key not in self.terms:
            sums, counts = of_rows(self.world, term) if "fact" in term else of_customers(
                self.world, self.customers, term)
            self.terms[key] = self.tree.rolled_up(sums), counts and self.tree.rolled_up(counts)
        return self.terms[key]

    def of(self, kpi):
        """By organisation: numerator, denominator, value, reason, customers."""
        numerator, counts = self.term(kpi["numerator"])
        denominator, others = self.term(kpi["denominator"]) if "denominator" in kpi else (None, None)
        counts = others if others is not None else counts
        for organisation in self.tree.above:
            above = Decimal(numerator[organisation])
            below = None if denominator is None else Decimal(denominator[organisation])
            if above.is_nan() or below is not None and below.is_nan():
                yield organisation, (None, None, None, "rate", None if counts is None else counts[organisation])
                continue
            value = above if below is None else ratio(above, below)
            yield organisation, (above, below, value, "div0" if value is None else None,
                                 None if counts is None else counts[organisation])
