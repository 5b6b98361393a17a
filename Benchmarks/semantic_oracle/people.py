"""Who is who on a date."""
from .folding import identified, versions


class People:
    """All parties of the warehouse as they are on a date: those that were merged are the one they have become, and those
    who came later are not there. Of the warehouse only the customers' numbers are asked; whose a token is follows from
    the rows that were delivered up to the date."""

    def __init__(self, warehouse, definitions, date):
        self.warehouse, self.definitions, self.date = warehouse, definitions, date
        numbers = {int(key): (int(number), kind) for key, number, kind in warehouse.rows(
            "select party_key, customer_id, kind from dwd.party")}
        said = {}
        for rank, (name, asset, named) in enumerate(self.sources()):
            for token, party, row in self.statements(name, asset, named):
                word = row["from"], -rank, chr(1).join(str(row[item]) for item in asset["key"]).encode()
                served = named.get("customer", "true") == "true"
                best = said.get(token)
                said[token] = (max(best[0], (served, word, party)) if best else (served, word, party),
                               served or bool(best and best[1]))
        self.kind, self.served, self.owner = {}, {}, {}
        for token, ((_, _, party), served) in said.items():
            number, kind = numbers[party]
            self.owner[token] = number
            if token == party:
                self.kind[number], self.served[number] = kind, served
        self.into = dict(self.merged(warehouse, definitions, date))

    def sources(self):
        """Where parties are named, those of customers first."""
        found = []
        for name, asset in sorted(self.definitions.assets.items()):
            named = asset.get("identifies", [])
            found += [(name, asset, one) for one in (named if isinstance(named, list) else [named])]
        return sorted(found, key=lambda one: one[2].get("customer", "true") != "true")

    def statements(self, name, asset, named):
        """(token, the party's token, version) wherever a version says of its parties what the one before did not."""
        all_named = asset["identifies"] if isinstance(asset["identifies"], list) else [asset["identifies"]]
        said = {item for one in all_named for item in [one["party"], one["name"], *one.get("by", [])]}
        said |= {asset["items"][item]["choice"]["by"] for item in set(said) if "choice" in asset["items"][item]}
        tokens = [item for item in [named["party"], *named.get("by", [])]
                  if identified(self.definitions, name, item)]
        last = {}
        for row in self.versions(name, asset):
            key = tuple(row[item] for item in asset["key"])
            before = last.get(key)
            last[key] = row
            if before and before["to"] == row["from"] and all(before[item] == row[item] for item in said):
                continue
            for item in tokens:
                token, party = row[item + "_key"], row[named["party"] + "_key"]
                if token is not None and party is not None:
                    yield token, party, row

    def versions(self, name, asset):
        columns = [(item, self.definitions.type(name, item)) for item in asset["items"]] + [("change", "text")]
        ends = [item + "_key" for item in asset["items"] if identified(self.definitions, name, item)]
        batches = sum(self.warehouse.live(name, self.date).values(), [])
        return versions(self.warehouse.delivered(name, columns, batches, ends), asset["key"], asset["items"])

    def merged(self, warehouse, definitions, date):
        for name, asset in definitions.assets.items():
            if not (merges := asset.get("merges")):
                continue
            ends = [merges["from"] + "_key", merges["into"] + "_key"]
            for row in self.versions(name, asset):
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
        return number not in self.into and self.kind[number] == {"person": "citizen_id", "company": "uscc"}[name]
