"""Every reconciliation of every date: what must be found is found, with its lines, and nothing else is."""
import csv, collections, itertools, json, os, subprocess
from decimal import Decimal
from warehouse import Violation

# As a reader of level 4 has them; a stream, for there may be hundreds of thousands.
LOGIN = "officer4"
FOUND = r"""copy (select biz_date, reconciliation, key, left_sum, right_sum, evidence from reconciliation_break order by 1)
to stdout (format csv)"""
OUTCOMES = "select biz_date, reconciliation, breaks from reconciliation"
# So many lines of each side are kept with a difference.
KEPT = 20


def differences(history):
    problems, score = [], collections.Counter()
    told, names = {}, collections.defaultdict(set)
    for line in history.psql(OUTCOMES, LOGIN).splitlines():
        date, name, breaks = line.split("|")
        told[date, name] = int(breaks)
        names[date].add(name)
    with open(os.devnull) as nothing, subprocess.Popen(
            [*history.reading(LOGIN), "-c", FOUND], stdin=nothing, stdout=subprocess.PIPE, text=True,
            env=history.environment) as stream:
        csv.field_size_limit(1 << 30)
        days = itertools.groupby(csv.reader(stream.stdout), key=lambda row: row[0])
        date, rows = next(days, (None, ()))
        for day in [*history.dates, None]:
            while date is not None and (day is None or date < day):
                score["false"] += len(strange := list(rows))
                problems.append(f"{date}: {len(strange)} differences, and the bank was not generated for that date")
                date, rows = next(days, (None, ()))
            if day is None:
                break
            found = []
            if date == day:
                found = list(rows)
                date, rows = next(days, (None, ()))
            problems += compare(day, found, history.differences(day), score)
            counts = collections.Counter(name for _, name, *_ in found)
            problems += [f"{day} {name}: {told.get((day, name), 0)} differences told of, {counts[name]} shown"
                         for name in names[day] | counts.keys() if told.get((day, name), 0) != counts[name]]
    if stream.returncode != 0:
        raise Violation("psql failed", dict(login=LOGIN, exit=stream.returncode))
    return (f"differences {score['found']:,} of {score['key']:,} found, {score['false']:,} false, "
            f"{score['lines']:,} with other lines; {score['seeded']:,} seeded, {len(told):,} reconciliations"), problems


def compare(date, rows, key, score):
    """One date: `rows` as the warehouse shows them, `key` as the bank says they must be."""
    wanted = {}
    for one in key:
        name = identity(one["reconciliation"], one["key"], one["left"], one["right"])
        wanted[name] = {(row["feed"], row["file"].split("/")[-1], row["line"]) for row in one["rows"]}
        score["seeded"] += one["seeded"]
    score["key"] += len(wanted)
    for _, reconciliation, values, left, right, evidence in rows:
        # A line may stand on both sides of a difference.
        lines = {(line["asset"], line["file"], line["line"]) for line in json.loads(evidence)}
        right_lines = wanted.pop(identity(reconciliation, json.loads(values), left, right), None)
        if right_lines is None:
            score["false"] += 1
            yield f"{date} {reconciliation}: a difference the key has not, or a second time"
            continue
        score["found"] += 1
        if not proves(lines, right_lines):
            score["lines"] += 1
            yield f"{date} {reconciliation}: found with other lines: {sorted(lines ^ right_lines)[:4]}"
    for reconciliation, *_ in wanted:
        yield f"{date} {reconciliation}: a difference of the key is not found"


def identity(reconciliation, key, left, right):
    return reconciliation, tuple(sorted(key.items())), Decimal(left), Decimal(right)


def proves(lines, wanted):
    """The lines of the key, or of a feed that has more than are kept, as many as are kept."""
    missing = collections.Counter(feed for feed, *_ in wanted - lines)
    there = collections.Counter(feed for feed, *_ in lines)
    return lines <= wanted and all(there[feed] >= KEPT for feed in missing)
