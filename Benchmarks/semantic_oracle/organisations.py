"""The organisations of a date, what stands above which, and whose sums are not told."""
import collections

FEWEST = 10


class Tree:
    """What stands above each; what is said to stand below one that is not there stands below head office."""

    def __init__(self, world):
        said = {}
        for name, asset in world.definitions.assets.items():
            if tree := asset.get("tree"):
                for row in world.facts.states(name, list(asset["items"]), None):
                    if row["from"] <= world.date and (row["to"] is None or world.date < row["to"]):
                        node, parent = row[tree["node"]], row[tree["parent"]]
                        said[node] = None if parent == node else parent
        heads = sorted(node for node, parent in said.items() if parent is None) or sorted(
            node for node, parent in said.items() if parent not in said)
        self.root = heads[0] if heads else None
        self.above = {node: None if node == self.root or parent is None else parent if parent in said else self.root
                      for node, parent in said.items()}

    def place(self, organisation):
        """Where it counts: what is of none, or of one that is not there, is head office's own."""
        return organisation if organisation in self.above else self.root

    def path(self, node):
        path = []
        while node is not None and node not in path:
            path.append(node)
            node = self.above[node]
        return path


class Part:
    """A sum, and who has a part in it that is not 0."""

    def __init__(self):
        self.amount, self.isUnknown, self.who, self.hasStrangers, self.size = 0, False, set(), False, 0

    def add(self, amount, who, isStranger=False):
        if amount != 0:
            self.amount, self.size = self.amount + amount, self.size + 1
            self.hasStrangers |= isStranger
            if who is not None:
                self.who.add(who)

    def merge(self, other):
        self.amount, self.size = self.amount + other.amount, self.size + other.size
        self.isUnknown |= other.isUnknown
        self.hasStrangers |= other.hasStrangers
        self.who |= other.who

    @property
    def customers(self):
        """Rows that name customers nobody knows are of one at least."""
        return len(self.who) or int(self.hasStrangers)


class Sums:
    """A term at every organisation: with all below it, and what is there itself."""

    def __init__(self, tree, parts):
        self.all, self.own = collections.defaultdict(Part), collections.defaultdict(Part)
        for organisation, part in parts.items():
            if (place := tree.place(organisation)) is not None:
                self.own[place].merge(part)
                for above in tree.path(place):
                    self.all[above].merge(part)


def hidden(tree, sums):
    """Where a sum is of few customers, and where it would tell such a sum. Of an organisation's sum, the sums of those directly
    below it and what is at itself, which nobody is told: it is never only one of few that is left."""
    def few(part):
        return 0 < part.customers < FEWEST

    found = {node for node in tree.above if few(sums.all[node])}
    below = collections.defaultdict(list)
    for node, parent in tree.above.items():
        below[parent].append(node)
    level = sorted(below[None])
    while level:
        for node in level:
            parts = [part for part in below[node] if sums.all[part].customers]
            untold = len(found.intersection(parts)) + (node in found)
            rest = sums.own[node]
            if parts and (untold == 1 if rest.customers == 0 else untold == 0 and few(rest)):
                found.update(sorted((part for part in parts if part not in found),
                                    key=lambda part: (sums.all[part].size, part))[:1])
        level = sorted(part for node in level for part in below[node])
    return found
