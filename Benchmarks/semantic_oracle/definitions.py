"""The definitions as their files say them: templates expanded to indicators, scorecards, labels, opportunities, KPIs.
Every scalar is a text."""
import collections, pathlib, re
import yaml

Aggregate = collections.namedtuple("Aggregate", "fact kind of conditions window shift")
Indicator = collections.namedtuple("Indicator", "id group population form terms history")
EMPTY_IS_ZERO = ("sum", "count", "distinct", "days")
NUMBERS = ("sum", "count", "distinct", "days", "daily_average")


def read(path):
    return yaml.load(path.read_text(), Loader=yaml.BaseLoader)


class Definitions:
    def __init__(self, project):
        self.folder = pathlib.Path(project) / "Catalog"
        self.assets = {d["asset"]: d for d in map(read, sorted((self.folder / "assets").glob("*/*.yaml")))}
        self.standards = {d["standard"]: d for d in self.of("standards")}
        self.facts = {d["fact"]: d for d in self.of("facts")}
        self.home = next((d.get("home") for d in self.of("subjects")), None)
        self.manager = next((d.get("manager") for d in self.of("subjects")), None)
        self.indicators, self.groups = {}, collections.defaultdict(list)
        groups = [self.template(group) if "template" in group else composites(group) for group in self.of("indicators")]
        for group in groups + [points(card) for card in self.of("scorecards")]:
            for one in group:
                if one.id in self.indicators:
                    raise ValueError(f"two indicators are called {one.id}")
                self.indicators[one.id] = one
                self.groups[one.group].append(one.id)
        self.labels = {}
        for family in self.of("labels"):
            for name, label in family["labels"].items():
                self.labels[name] = {"name": name, "population": family.get("population", "served"), **label}
                if watch := label.get("hysteresis", {}).get("watch_label"):
                    self.labels[watch] = {
                        "name": watch, "population": self.labels[name]["population"], "watch": name}
        for card in self.of("scorecards"):
            score = f"{card['scorecard']}_score"
            values = [{"code": grade["code"], **({"if": f"{score} >= {grade['from']}"} if "from" in grade else {})}
                      for grade in card["grades"]]
            self.labels[card["scorecard"].upper()] = {"name": card["scorecard"].upper(), "population": card.get("population", "served"), "values": values}
        self.opportunities = {}
        for family in self.of("opportunities"):
            for name, one in family["opportunities"].items():
                self.opportunities[name] = {"population": family.get("population", "served"), **one}
        self.kpis = {name: kpi for family in self.of("kpis") for name, kpi in family["kpis"].items()}

    def words(self, fact):
        """All that stands in the definitions which read a fact, word by word."""
        about = [self.facts[fact], *(group for group in self.of("indicators") if group.get("fact") == fact),
                 *(kpi for kpi in self.kpis.values() if f"'{fact}'" in str(kpi)),
                 *(label["matrix"] for label in self.labels.values() if label.get("matrix", {}).get("fact") == fact)]
        return set(re.findall(r"\w+", str(about)))

    def of(self, kind):
        return list(map(read, sorted((self.folder / kind).rglob("*.yaml"))))

    def template(self, group):
        name, rows = group["template"], self.facts[group["fact"]]["rows"]
        filters = group.get("filters") or {"all": {}}
        cells = [(m, f, w) for m, measure in group["measures"].items() for f in filters for w in group["windows"]
                 if fits(rows, measure["agg"], w)]
        for out in group.get("exclude", []):
            cells = [cell for cell in cells if not meant(cell, out)]

        def aggregate(cell, shift=None):
            m, f, w = cell
            measure = group["measures"][m]
            conditions = tuple(c for c in (measure.get("where"), filters[f].get("if")) if c)
            return Aggregate(group["fact"], measure["agg"], measure.get("of"), conditions, w, shift)

        def indicator(cell, form, *terms, suffix=""):
            m, f, w = cell
            return Indicator(f"{name}_{m}__{f}__{w}{suffix}", name, group.get("population", "served"), form, terms,
                             group.get("history") == "true")

        yield from (indicator(cell, "aggregate", aggregate(cell)) for cell in cells)
        for kind, derived in group.get("derive", {}).items():
            for cell in cells:
                if not meant(cell, derived) or (kind == "mom" and cell[2] in ("all", "qtd", "ytd")):
                    continue
                if kind == "share":
                    whole = cell[0], derived["of"], cell[2]
                    if cell != whole:
                        yield indicator(cell, "share", aggregate(cell), aggregate(whole), suffix="__share")
                else:
                    yield indicator(cell, "change", aggregate(cell), aggregate(cell, kind), suffix="__" + kind)

    def type(self, asset, item):
        """Of an item, as expressions see it."""
        declared = self.assets[asset]["items"][item]
        if "type" in declared:
            word = declared["type"]
        elif "standard" in declared:
            word = self.standards[declared["standard"]]["type"]
        else:
            word = "text"
        head, _, rest = word.partition(" ")
        return {"integer": "int", "decimal": ("dec", int(rest.partition(".")[2] or 0) if head == "decimal" else 0),
                "date": "date", "timestamp": "time", "boolean": "bool"}.get(head, "text")


def fits(rows, agg, window):
    """Of rows that hold, `now` is for everything but averages, and a span for averages alone."""
    if rows == "happened":
        return window != "now"
    return window not in ("now", "all") if agg == "daily_average" else window == "now"


def meant(cell, selection):
    return all(word in selection.get(key, [word]) for key, word in zip(("measures", "filters", "windows"), cell))


def composites(group):
    for name, one in group["indicators"].items():
        yield Indicator(name, group["composite"], group.get("population", "served"), "expression", (one["as"],), False)


def points(card):
    """A scorecard's group: points of each characteristic, of each dimension, of all, and the grade."""
    name, about = card["scorecard"], card.get("population", "served")

    def made(id, form, *terms):
        return Indicator(f"{name}_{id}", f"score_{name}", about, form, terms, False)

    for id, dimension in card["dimensions"].items():
        for one, characteristic in dimension["characteristics"].items():
            yield made(one, "points", characteristic)
        yield made(id, "sum", *(f"{name}_{one}" for one in dimension["characteristics"]))
    yield made("score", "sum", *(f"{name}_{id}" for id in card["dimensions"]))
    yield made("grade", "grade", f"{name}_score", card["grades"])
