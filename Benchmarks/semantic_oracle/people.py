"""Who is who on a date."""
from .folding import versions


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
