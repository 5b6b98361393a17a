"""Clean rows as they were delivered, and what follows from them on a date: who is who, what holds, what happened.

Nothing is asked of the warehouse but live rows of `ods`, their batches, and whose each identifier is.
"""
import collections, csv, datetime, subprocess
from .expressions import Decimal

csv.field_size_limit(1 << 30)
READERS = {
    "int": int, "bool": lambda text: text == "t", "date": datetime.date.fromisoformat,
    "time": datetime.datetime.fromisoformat, "text": str,
}
UNKNOWN = "\\N"


class Warehouse:
    def __init__(self, history):
        self.history = history

    def rows(self, query):
        """Lists of texts, None for NULL; a stream."""
        command = f"copy ({query}) to stdout (format csv, null '{UNKNOWN}')"
        with subprocess.Popen(
                [*self.history.reading("granary"), "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                text=True, env=self.history.environment) as stream:
            for row in csv.reader(stream.stdout):
                yield [None if text == UNKNOWN else text for text in row]
        if stream.returncode:
            raise RuntimeError(f"psql ends with {stream.returncode}")

    def live(self, asset, date):
        """Batches by business date up to a date."""
        found = collections.defaultdict(list)
        for day, batch in self.rows(
                f"select biz_date, batch from meta.live where asset = '{asset}' and biz_date <= '{date}'"):
            found[datetime.date.fromisoformat(day)].append(int(batch))
        return dict(sorted(found.items()))

    def delivered(self, asset, columns, batches, extra=(), where=""):
        """Rows of batches with `columns` as (name, type), and `extra` columns as numbers."""
        if not batches:
            return
        names = ", ".join(f'"{name}"' for name in [*(name for name, _ in columns), *extra])
        table = asset.split("/")[1]
        kinds = [READERS.get(kind, Decimal) for _, kind in columns] + [int] * len(extra)
        keys = [name for name, _ in columns] + list(extra)
        query = (f"select batch, line, biz_date, {names} from ods.{table} "
                 f"where batch in ({', '.join(map(str, batches))}){where}")
        for batch, line, day, *values in self.rows(query):
            row = {name: None if text is None else read(text) for name, read, text in zip(keys, kinds, values)}
            row["biz_date"], row["batch"], row["line"] = datetime.date.fromisoformat(day), int(batch), int(line)
            yield row


def identified(definitions, asset, item):
    """Whether an item has a token beside it."""
    declared = definitions.assets[asset]["items"][item]
    if "choice" in declared:
        return True
    return "identifies" in definitions.standards.get(declared.get("standard"), {})


def versions(rows, key, items):
    """Folds deltas by key: each version with the dates it holds, [from, to)."""
    chains = collections.defaultdict(list)
    for row in rows:
        chains[tuple(row[name] for name in key)].append(row)
    for chain in chains.values():
        chain.sort(key=lambda row: row["biz_date"])
        version = None
        for row in chain:
            if version and row["change"] != "D" and all(row[name] == version[name] for name in items):
                continue
            if version:
                yield {**version, "to": row["biz_date"]}
            version = None if row["change"] == "D" else {**row, "from": row["biz_date"], "to": None}
        if version:
            yield version


class People:
    """All parties of the warehouse as they are on a date: those that were merged are the one they have become."""

    def __init__(self, warehouse, definitions, date):
        self.kind, self.served = {}, {}
        for number, kind, served in warehouse.rows("select customer_id, kind, is_customer from dwd.party"):
            self.kind[int(number)], self.served[int(number)] = kind, served == "t"
        self.owner = {int(key): int(number)
                      for key, number in warehouse.rows("select key, customer_id from dwd.identifier")}
        self.into = dict(self.merged(warehouse, definitions, date))

    def merged(self, warehouse, definitions, date):
        for name, asset in definitions.assets.items():
            if not (merges := asset.get("merges")):
                continue
            ends = [merges["from"] + "_key", merges["into"] + "_key"]
            columns = [(item, definitions.type(name, item)) for item in asset["items"]] + [("change", "text")]
            batches = sum(warehouse.live(name, date).values(), [])
            deltas = warehouse.delivered(name, columns, batches, ends)
            for row in versions(deltas, asset["key"], asset["items"]):
                since = max(row["from"], row[merges["since"]])
                if since <= date and (row["to"] is None or date < row["to"]):
                    one, other = (self.owner.get(row[end]) for end in ends)
                    if one is not None and other is not None and one != other:
                        yield one, other

    def survivor(self, number):
        seen = {number}
        while self.into.get(number, number) not in seen:
            number = self.into[number]
            seen.add(number)
        return number

    def customer(self, token):
        number = self.owner.get(token)
        return None if number is None else self.survivor(number)

    def attribute(self, number, name):
        if name == "served":
            return self.served[number] and number not in self.into
        return self.kind[number] == {"person": "citizen_id", "company": "uscc"}[name]
