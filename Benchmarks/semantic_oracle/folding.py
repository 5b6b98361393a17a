"""What follows from delivered rows: which version of a key holds when, and which is the last word on it."""
import collections


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


def latest(rows, rule):
    """The last word on each key, as the asset has it; all rows that share it."""
    order = [*rule.get("order", []), "biz_date"]
    last = {}
    for row in rows:
        key = tuple(row[name] for name in rule["by"])
        last[key] = max(last.get(key, row), row, key=lambda row: [row[name] for name in order])
    return [row for row in rows if all(
        row[name] == last[tuple(row[one] for one in rule["by"])][name] for name in order)]
