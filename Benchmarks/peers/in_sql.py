"""The rules as SQL that DuckDB and PostgreSQL both understand; what they say differently is in a `Dialect`."""
import dataclasses, typing
from peers.rules import BLANKS, GROUPED, NARROW, NOT_TEXT, NUMBER, PLAIN_NUMBER, TIME, WIDE

quoted = lambda text: "'" + text.replace("'", "''") + "'"
listed = lambda words: ", ".join(map(quoted, words))


@dataclasses.dataclass
class Dialect:
    fits: typing.Callable  # (item, pattern): all of it matches
    holds: typing.Callable  # (item, pattern): some of it matches
    time: str  # of `txn_time` where it looks like one; null where no calendar has it
    luhn: typing.Callable  # (item, how many digits): the check digit holds


def respelled(item):
    """Without blanks around it, full width made half."""
    return f"trim(translate({item}, {quoted(WIDE)}, {quoted(NARROW)}), {quoted(BLANKS)})"


def spelled(feed, item, say):
    """The item as its standard spells it. Only what is not canonical as it came is looked at closer."""
    other = respelled(item)
    if item == "memo":
        return f"trim(memo, {quoted(BLANKS)})"
    if item == "amount":
        return (f"case when {say.fits(item, PLAIN_NUMBER)} then ltrim(amount) when {say.fits(other, GROUPED)} "
                f"then replace({other}, ',', '') else {other} end")
    if item in feed.codes:
        codes = feed.codes[item]
        other = f"upper({other})" if item == "ccy" else f"trim({item})"
        if codes.other:
            meant = f"(array[{listed(codes.other.values())}])[array_position(array[{listed(codes.other)}], {other})]"
            other = f"coalesce({meant}, {other})"
        return f"case when {item} in ({listed(codes.valid)}) then {item} else {other} end"
    empty = f"when ltrim({item}) = '' then '' " if item in feed.optional else ""
    return f"case when {say.fits(item, '[0-9]+')} then {item} {empty}else {other} end"


def reason(feed, say):
    """The first rule that a record does not meet; null where it meets all."""
    whens = [(f"bytes <> {feed.line_bytes} or excess <> ''", "record length"),
             (f"tag is distinct from {quoted(feed.tag)}", "record tag"),
             (say.holds("memo", NOT_TEXT), "memo encoding")]
    for item in feed.items:
        there = f"{item} <> '' and " if item in feed.optional else ""
        if not there:
            whens.append((f"{item} = ''", f"{item} required"))
        if item in feed.digits:
            whens.append((f"{there}not {say.fits(item, '[0-9]{%d}' % feed.digits[item])}", f"{item} format"))
        if item in feed.luhn:
            whens.append((f"{there}not ({say.luhn(item, feed.digits[item])})", f"{item} check digit"))
        if item in feed.codes:
            whens.append((f"{item} not in ({listed(feed.codes[item].valid)})", f"{item} code"))
        if item == "txn_time":
            whens.append(("time is null", "txn_time no such time"))
        if item == "amount":
            whens += [("money is null", "amount number"), ("money < 0", "amount range"),
                      (f"ccy in ({listed(feed.whole_currencies())}) and money % 1 <> 0", "amount minor unit")]
    return "case " + "\n    ".join(f"when {when} then {quoted(why)}" for when, why in whens) + " end"


def records(feed, source, say):
    """A select of all records: their values, and why they are refused, if so. The trailer is one without a reason."""
    text = ", ".join(f"coalesce({item}, '') as {item}" for item in feed.items)
    spelling = ",\n    ".join(f"{spelled(feed, item, say)} as {item}" for item in feed.items)
    kept = ", ".join(item for item in feed.items if item not in ("txn_time", "amount"))
    return f"""
with field as (select line, bytes, tag, excess, {text} from {source}),
spelled as (select line, bytes, tag, excess, {spelling} from field),
typed as (
  select *, case when {say.fits('txn_time', TIME)} then {say.time} end as time,
    case when {say.fits('amount', NUMBER)} then cast(amount as decimal(18, 2)) end as money
  from spelled)
select line, {kept}, time, money, tag like 'T%' as trails, {reason(feed, say)} as reason,
  case when tag like 'T%' then tag || posting_no || account_no end as trailer
from typed"""


def parted(feed):
    """What becomes of the table `record`: of each key the first line that may load does."""
    filtered = " or ".join(f"{item} in ({listed(codes)})" for item, codes in feed.filtered.items())
    column = {"txn_time": "time as txn_time", "amount": "money as amount"}
    columns = ", ".join(column.get(item) or (f"nullif({item}, '') as {item}" if item in feed.optional else item)
                        for item in feed.items)
    return f"""
create view delivered as select * from record where coalesce(trails, false) = false;
create view refused as select * from delivered where reason is not null;
create view filtered as select * from delivered where reason is null and ({filtered});
create view loadable as select * from delivered where reason is null and not ({filtered});
create table repeated as
  select posting_no, min(line) as first from loadable group by posting_no having count(*) > 1;
create view duplicate as select line from loadable join repeated using (posting_no) where line > first;
create view loads as select {columns} from loadable where line not in (select line from duplicate);
"""


REJECTS = "select line, reason from refused union all select line, 'duplicate' from duplicate order by line"

# In the order in which `Feed.balance` takes them.
BALANCE = """
select (select max(trailer) from record), (select max(line) from record), (select count(*) from delivered),
  (select count(*) from loads), (select count(*) from duplicate), (select count(*) from filtered),
  (select count(*) from refused),
  (select cast(coalesce(sum(money), 0) * 100 as bigint) from delivered
   where coalesce(reason, '') not in ('record length', 'record tag')),
  (select count(*) from delivered where money is null or reason in ('record length', 'record tag'))"""
