"""Holds what was worked out here against what the warehouse has published."""
from .facts import Facts
from .customers import Customer
from .kpis import KPIs
from .labels import states
from .months import Months
from .opportunities import Opportunities
from .world import World

FEW = "few"


class Comparison:
    def __init__(self, definitions, people, published, rows, date):
        self.definitions, self.people, self.published, self.rows, self.date = definitions, people, published, rows, date
        self.differences, self.counts = [], {}
        self.customers = {}
        months = Months(rows, definitions)
        self.world = World(definitions, people, Facts(rows, definitions, people, date), date, months)
        months.worlds[date] = self.world

    def customer(self, number):
        if number not in self.customers:
            self.customers[number] = Customer(self.world, number)
        return self.customers[number]

    def live(self, kind, names):
        return [name for name in names if f"{kind}:{name}" in self.published.live]

    def run(self, source, size):
        """With a source of chance a sample, without one everything. One line, and the differences."""
        groups = self.live("ind", self.definitions.groups)
        labels = self.live("label", self.definitions.labels)
        numbers = sorted(self.people.kind)
        if source:
            indicators = [name for group in groups for name in self.definitions.groups[group]]
            self.indicators(draw(source, numbers, indicators, size))
            self.labels(draw(source, numbers, labels, size))
        else:
            self.indicators((number, name) for group in groups for name in self.definitions.groups[group]
                            for number in numbers)
            self.labels((number, label) for label in labels for number in numbers)
            self.consistency(labels)
        self.opportunities(self.live("opportunity", self.definitions.opportunities))
        self.kpis(self.live("kpi", self.definitions.kpis))
        for kind, names in (("ind", self.definitions.groups), ("label", self.definitions.labels),
                            ("opportunity", self.definitions.opportunities), ("kpi", self.definitions.kpis)):
            for name in names:
                part = f"{kind}:{name}"
                if part not in self.published.live and part not in self.published.stale:
                    self.differences.append(f"{part}: neither published nor stale")
        counted = ", ".join(f"{count:,} {what}" for what, count in self.counts.items())
        stale = f", {len(self.published.stale)} parts stale" if self.published.stale else ""
        return f"{self.date}: {counted} compared{stale}, {len(self.differences):,} differences", self.differences

    def note(self, what, is_same, place):
        self.counts[what] = self.counts.get(what, 0) + 1
        if not is_same:
            self.differences.append(place)

    def indicators(self, pairs):
        """(customer, indicator): a group's rows are read once, as long as the group stays the same."""
        group = table = None
        for number, name in pairs:
            if (this := self.definitions.indicators[name].group) != group:
                group, table = this, self.published.group(this)
            row = table.get(number, {})
            mine = self.customer(number)[name]
            self.note("indicators", mine == row.get(name), f"{name} of customer {number}")
            if row and row["home"] != self.customer(number)[self.definitions.home]:
                self.differences.append(f"ind.{group} home of customer {number}")

    def labels(self, pairs):
        label = found = None
        for number, name in pairs:
            if name != label:
                label, found = name, self.published.label(name)
            mine = states(self.world, self.customer(number), self.definitions.labels[name]) or {}
            theirs = {value: plane for value, planes in found.items() for plane, who in planes.items() if number in who}
            self.note("labels", mine == theirs, f"{name} of customer {number}: {', '.join(differing(mine, theirs))}")

    def consistency(self, labels):
        """Bitmaps, the customers' own arrays and the coverage say the same."""
        arrays, coverage = self.published.customer_labels(), self.published.coverage()
        for label in labels:
            about = sum(self.customer(number).holds(self.definitions.labels[label]["population"])
                        for number in self.people.kind)
            for value, planes in self.published.label(label).items():
                self.note("arrays", arrays[label, value] == planes, f"{label} {value}: bitmap and customers' rows")
                counts = about, len(planes["yes"]), len(planes["unknown"])
                self.note("coverage", coverage.get((label, value)) == counts, f"{label} {value}: coverage")

    def opportunities(self, names):
        """Every customer's every opportunity, whatever the size of the sample."""
        everybody = [self.customer(number) for number in sorted(self.people.kind)]
        mine = Opportunities(self.world, everybody, self.published).of(names)
        for name in names:
            theirs = self.published.opportunity(name)
            self.counts["found"] = self.counts.get("found", 0) + len(theirs)
            for customer in everybody:
                number = customer.number
                self.note("opportunities", mine[name].get(number) == theirs.get(number), f"{name} of customer {number}")

    def kpis(self, names):
        everybody = [self.customer(number) for number in sorted(self.people.kind)]
        mine, levels = KPIs(self.world, everybody), self.published.levels
        for name in names:
            theirs = self.published.kpi(name)
            kpi = self.definitions.kpis[name]
            # Shown to somebody who may not see all it is made of.
            isLowered = any(levels[read] > self.published.kpi_levels[name] for read in mine.reads(kpi))
            few = mine.hidden(kpi) if isLowered else set()
            for organisation, one in mine.of(kpi):
                expected = (None, None, None, FEW, None) if organisation in few else one
                self.note("KPI values", theirs.pop(organisation, None) == expected, f"{name} of organisation {organisation}")
            self.differences += [f"{name} of organisation {organisation}: it is no organisation" for organisation in theirs]


def draw(source, numbers, names, size):
    """Pairs by chance, those of one name together."""
    if not names:
        return []
    return sorted(((source.choice(numbers), source.choice(names)) for _ in range(size)), key=lambda pair: pair[1])


def differing(mine, theirs):
    return sorted(value or "itself" for value in mine.keys() | theirs.keys() if mine.get(value) != theirs.get(value))
