"""Every night is whole: what was due is published, and every equation closes, in rows and in cents."""
import collections, concurrent.futures, decimal, json

PARTS = ("loaded", "rejected", "duplicate", "filtered")
LEDGER = """
select b.feed, b.business_date, b.declared_rows, b.counted_rows, b.loaded_rows, b.rejected_rows, b.duplicate_rows,
  b.filtered_rows, b.unreadable_rows, b.declared_sum, b.scale,
  (select json_object_agg(s.term || ' ' || s.currency, s.units) from meta.batch_sum s where s.batch = b.batch)
from meta.batch b where b.status = 'published' order by b.business_date, b.feed;
"""


def nights(history):
    """The line to print, and what does not hold. Three witnesses: the calendar and the equations as `granary status` has
    them; the equations added up anew from the ledger's figures; and what the bank's key says was sent and became of it."""
    problems, deliveries = [], 0
    ledger = collections.defaultdict(dict)
    for line in history.psql(LEDGER, timeout=600).splitlines():
        feed, date, *figures = line.split("|")
        ledger[date][feed] = figures
    # A process each, and most of its time is the server's.
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        standing = pool.map(lambda date: history.ask("status", "--date", date, "--json"), history.dates)
        for date, answer in zip(history.dates, standing):
            key, entries = history.totals(date), ledger.pop(date, {})
            problems += calendar(date, answer, key)
            problems += [f"{date} {feed}: in the key alone" for feed in key.keys() - entries.keys()]
            problems += [f"{date} {feed}: in the ledger alone" for feed in entries.keys() - key.keys()]
            for feed in sorted(key.keys() & entries.keys()):
                problems += [f"{date} {feed}: {problem}" for problem in equation(entries[feed], key[feed])]
            deliveries += len(entries)
    problems += [f"{date}: in the ledger, and the bank was not generated for it" for date in ledger]
    first, last = history.dates[0], history.dates[-1]
    return (f"nights {len(history.dates)} dates from {first} to {last}, {deliveries:,} deliveries published, "
            f"{len(problems)} not as due or not closed"), problems


def calendar(date, answer, key):
    """Every feed that is due stands there, published and closed, and so does no other."""
    if answer.code != 0:
        return [f"{date}: granary status ends with {answer.code}"]
    said = json.loads(answer.out)
    feeds = {feed["feed"]: feed for feed in said["feeds"]}
    problems = [f"{date}: {said['outcome']}"] if said["outcome"] != "published" or said["exit"] not in (0, 2) else []
    problems += [f"{date} {name}: {feed['outcome']}, {'closed' if feed.get('closed') else 'open'}"
                 for name, feed in feeds.items() if not feed.get("closed") or feed["outcome"] != "already published"]
    return problems + [f"{date} {name}: due and not sent, or sent and not due" for name in feeds.keys() ^ key.keys()]


def equation(figures, key):
    declared, counted, *parts, unreadable, control, scale = [int(word) if word else None for word in figures[:-1]]
    if counted != sum(parts):
        yield f"{counted} rows counted, {sum(parts)} explained"
    if declared not in (None, counted):
        yield f"{declared} rows declared, {counted} counted"
    if [counted, *parts, unreadable] != [key[name] for name in ("declared", *PARTS, "unreadable")]:
        yield "rows are not the key's"
    if not figures[-1]:
        return
    units = json.loads(figures[-1])
    unread = sum(key["unreadable_units"].values())
    if control is not None and control != sum(units.values()) + unread:
        yield f"the control total and the sum over its parts are {control - sum(units.values()) - unread} units apart"
    wanted = {f"{part} {currency}": int(decimal.Decimal(sums[part]).scaleb(scale))
              for currency, sums in key["sums"].items() for part in PARTS}
    if any(units.get(term, 0) != wanted.get(term, 0) for term in units.keys() | wanted.keys()):
        yield "amounts are not the key's"
