"""Rows of facts on a date, dated and with the columns that definitions may name."""
import collections, datetime, re
from . import parser
from .folding import identified, latest, versions
from .rates import Rates
from .values import Mistake
from .windows import DAY

FOREVER = datetime.date.max


class Facts:
    """All facts of a date."""

    def __init__(self, warehouse, definitions, people, date):
        self.warehouse, self.definitions, self.people, self.date = warehouse, definitions, people, date
        self.rates = Rates(warehouse, definitions, date)
        self.loaded, self.grouped, self.looked, self.compiled, self.oldest = {}, {}, {}, {}, {}

    def type(self, fact, name):
        declared = self.definitions.facts[fact]
        column = declared.get("columns", {}).get(name)
        if column is None:
            if name not in self.definitions.assets[declared["asset"]]["items"]:
                raise Mistake(f"{fact} has no column {name}")
            return self.definitions.type(declared["asset"], name)
        if "money" in column:
            return ("dec", max(2, self.definitions.type(declared["asset"], column["money"])[1]))
        return self.definitions.type(*column["lookup"].split("."))

    def expression(self, fact, text):
        if (fact, text) not in self.compiled:
            self.compiled[fact, text] = parser.compile(text, lambda name: self.type(fact, name), self.date)
        return self.compiled[fact, text]

    def lookup(self, name):
        """Values of an item by the asset's key, as of the date."""
        if name not in self.looked:
            asset, item = name.split(".")
            key = self.definitions.assets[asset]["key"][0]
            self.looked[name] = {row[key]: row[item] for row in self.states(asset, [key, item], None)
                                 if row["from"] <= self.date < (row["to"] or FOREVER)}
        return self.looked[name]

    def states(self, asset, items, party):
        """Rows of an asset with the dates they hold; what happened holds for good."""
        declared = self.definitions.assets[asset]
        live = self.warehouse.live(asset, self.date)
        batches = sum(live.values(), [])
        extra = [party] if party else []
        if declared["keeps"] == "versions":
            columns = [(item, self.definitions.type(asset, item)) for item in declared["items"]] + [("change", "text")]
            yield from versions(
                self.warehouse.delivered(asset, columns, batches, extra), declared["key"], declared["items"])
            return
        columns = [(item, self.definitions.type(asset, item)) for item in items]
        ends = dict(zip(live, list(live)[1:])) if declared["keeps"] == "snapshots" else {}
        for row in self.warehouse.delivered(asset, columns, batches, extra):
            row["from"], row["to"] = row["biz_date"], ends.get(row["biz_date"])
            yield row

    def rows(self, fact):
        if fact not in self.loaded:
            self.loaded[fact] = list(self.made(fact))
        return self.loaded[fact]

    def needed(self, fact):
        """The items that may be read of its rows: those whose names stand anywhere in the definitions of it."""
        declared = self.definitions.facts[fact]
        asset = self.definitions.assets[declared["asset"]]
        words = self.definitions.words(fact)
        return [item for item in asset["items"] if item in words or item in str(asset.get("latest"))]

    def made(self, fact):
        declared = self.definitions.facts[fact]
        asset = self.definitions.assets[declared["asset"]]
        party = asset.get("party")
        party = party + "_key" if party and identified(self.definitions, declared["asset"], party) else None
        found = self.states(declared["asset"], self.needed(fact), party)
        if declared.get("latest") == "true":
            found = latest(list(found), asset["latest"])
        counts = self.expression(fact, declared["where"])[1] if "where" in declared else None
        for row in found:
            if declared["rows"] == "happened":
                if not row["from"] <= self.date < (row["to"] or FOREVER):
                    continue
                moment = row[declared["time"]] if "time" in declared else row["from"]
                row["moment"], row["day"] = moment, self.day(moment)
                if row["day"] is None or row["day"] > self.date:
                    continue
            else:
                row["moment"] = row["day"] = row["from"]
            self.oldest[fact] = min(self.oldest.get(fact, row["day"]), row["day"])
            self.add(row, declared)
            if counts and counts(row) is not True:
                continue
            isNamed = party is not None and row[party] is not None
            row["customer"] = self.people.customer(row[party]) if isNamed else None
            row["isOfStranger"] = isNamed and row["customer"] is None
            yield row

    def beginning(self, fact):
        """The day of the first delivery, or of the oldest row where that is older, of whomever and whether it counts."""
        self.rows(fact)
        deliveries = self.warehouse.live(self.definitions.facts[fact]["asset"], self.date)
        return min([*deliveries, *[self.oldest[fact]] * (fact in self.oldest)], default=None)

    @staticmethod
    def day(moment):
        """A month is its last day."""
        if isinstance(moment, str):
            year, month = map(int, moment.split("-"))
            return datetime.date(year + month // 12, month % 12 + 1, 1) - DAY
        return moment.date() if isinstance(moment, datetime.datetime) else moment

    def add(self, row, declared):
        for name, column in declared.get("columns", {}).items():
            if "money" in column:
                day = row["day"] if column["rate"] == "flow" else self.date
                places = self.definitions.type(declared["asset"], column["money"])[1]
                row[name] = self.rates.converted(row[column["money"]], row[column["currency"]], day, places)
            else:
                row[name] = self.lookup(column["lookup"]).get(row[column["by"]])

    def isConverted(self, fact, text):
        """Whether an amount in it is converted: of one that cannot be, nothing made of it is known."""
        columns = self.definitions.facts[fact].get("columns", {})
        return any("money" in columns.get(word, {}) for word in re.findall(r"\w+", text))

    def of(self, fact, customer):
        """A customer's rows in the order of time."""
        if fact not in self.grouped:
            grouped = self.grouped[fact] = collections.defaultdict(list)
            for row in self.rows(fact):
                if row["customer"] is not None:
                    grouped[row["customer"]].append(row)
            for rows in grouped.values():
                rows.sort(key=lambda row: (row["moment"], row["from"], row["batch"], row["line"]))
        return self.grouped[fact].get(customer, ())
