"""One day's query of every mart view: it plans in no time, and touches the batches of that day alone."""
import collections, datetime, json, re, statistics
from warehouse import say

LIMIT = 20.0  # milliseconds: a day's query plans in less, whoever asks
READERS = {"mart_l3": "analyst3", "mart_l4": "officer4"}
VIEWS = """
select c.relname, bool_or(a.attname = 'biz_date'), bool_or(a.attname = 'valid_to')
from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
where c.relnamespace = '{mart}'::regnamespace and c.relkind = 'v' group by 1 order by 1;
"""
# Each batch that is a table of its own: that table, its asset's, and its business date.
PARTITIONS = """
select c.relname, p.relname, l.biz_date from pg_inherits i join pg_class c on c.oid = i.inhrelid
join pg_class p on p.oid = i.inhparent
join meta.live l on l.batch = substring(c.relname from '_b(\\d+)$')::bigint
where c.relnamespace = 'ods'::regnamespace;
"""
DELIVERED = "select split_part(asset, '/', 2), biz_date from meta.live order by 2;"
# Milliseconds of planning, the first time and later; partitions the query touches, and how many its plan has; rows of other
# days that it reads in tables which hold all days.
View = collections.namedtuple("View", "name day isFact first later touched planned strangers")


class Partitions:
    def __init__(self, history):
        self.dates, self.owned = {}, collections.defaultdict(set)
        for line in history.psql(PARTITIONS).splitlines():
            child, table, date = line.split("|")
            self.dates[child] = date
            self.owned[table].add(date)


def plans(history):
    partitions = Partitions(history)
    middle = history.dates[len(history.dates) // 2]
    days = collections.defaultdict(list)
    for line in history.psql(DELIVERED).splitlines():
        table, date = line.split("|")
        days[table].append(date)
    problems, views = [], []
    for mart, login in READERS.items():
        for line in history.psql(VIEWS.format(mart=mart)).splitlines():
            name, isDated, isVersioned = line.split("|")
            table = re.sub("_(history|latest)$", "", name)
            # What comes once a month: a day on which it came.
            day = min(days[table], key=lambda date: (apart(date, middle), date), default=middle)
            view = ask(history, login, mart, name, day, isDated == "t", isVersioned == "t", partitions)
            views.append(view)
            problems += judge(view, table, partitions)
    worst = sorted(views, key=lambda view: -view.later)
    for view in worst[:5]:
        say(f"plans: {view.name} on {view.day}, {view.later:.2f} ms, in a new session {view.first:.1f} ms; "
            f"{len(view.touched)} partitions touched, {view.planned} in its plan")
    slowest = max(views, key=lambda view: view.first)
    say(f"plans: median {statistics.median(view.later for view in views):.2f} ms, in a new session "
        f"{statistics.median(view.first for view in views):.1f} ms, at most {slowest.first:.1f} ms, {slowest.name}")
    whole = sorted((view for view in views if view.isFact and view.strangers), key=lambda view: -view.strangers)
    if whole:
        say(f"plans: {len(whole)} views of small facts, of tables which hold all days, read rows of other days to leave them "
            f"out; the most {whole[0].name}, {whole[0].strangers:,}")
    opened = sum(len(strays(view)) for view in views)
    return (f"plans {len(views)} views over {len(partitions.dates):,} partitions, worst {worst[0].name} "
            f"{worst[0].later:.2f} ms of {LIMIT:.0f}, in a new session {worst[0].first:.1f} ms; "
            f"{opened} batches of other days touched"), problems


def apart(one, other):
    return abs(datetime.date.fromisoformat(one) - datetime.date.fromisoformat(other))


def isLatest(name):
    """What was declared last for a period is not to be told without looking at the other days."""
    return name.endswith("_latest")


def strays(view):
    """The batches of other days that it touches, and should not."""
    return [] if isLatest(view.name) else sorted(date for date in view.touched if date != view.day)


def judge(view, table, partitions):
    if view.later >= LIMIT:
        yield f"{view.name}: {view.later:.2f} ms to plan a query of {view.day}"
    others = strays(view)
    if others:
        yield f"{view.name}: a query of {view.day} touches {len(others)} batches of other days, {others[0]} among them"
    if view.isFact and view.day in partitions.owned[table] and view.day not in view.touched:
        yield f"{view.name}: a query of {view.day} does not touch that day's batch, and it is there"


def question(name, day, isDated, isVersioned):
    """A fact of a day, a version as of it; what has no date is asked for as a whole."""
    if isVersioned:
        return f"select * from {name} where valid_from <= date '{day}' and (valid_to is null or valid_to > date '{day}')"
    return f"select * from {name}" + (f" where biz_date = date '{day}'" if isDated else "")


def ask(history, login, mart, name, day, isDated, isVersioned, partitions):
    """In one session: the first time, three times more of which the best counts, and once in earnest."""
    query = question(name, day, isDated, isVersioned)
    script = f"explain (summary, format json) {query};\n" * 4
    script += f"explain (analyze, timing off, verbose, format json) {query};\n"
    first, *later, done = [plan[0] for plan in documents(history.psql(script, login, timeout=1200))]
    nodes = list(walk(done["Plan"]))
    found = [node for node in nodes if node.get("Relation Name") in partitions.dates]
    return View(
        f"{mart}.{name}", day, isDated and not isVersioned,
        first["Planning Time"], min(plan["Planning Time"] for plan in later),
        [partitions.dates[node["Relation Name"]] for node in found if node["Actual Loops"] > 0], len(found),
        sum(node.get("Rows Removed by Filter", 0) * node["Actual Loops"] for node in nodes
            if node["Node Type"] == "Seq Scan" and node["Schema"] == "ods"))


def documents(text):
    """JSON after JSON."""
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        document, at = decoder.raw_decode(text, at)
        yield document


def walk(node):
    yield node
    for part in node.get("Plans", ()):
        yield from walk(part)
