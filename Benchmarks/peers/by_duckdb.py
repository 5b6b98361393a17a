"""DuckDB: fields read from a pipe, rules in SQL, rows by its postgres extension, which sends COPY BINARY.

With `csv` as last argument, or where there is no extension: rows as CSV into `psql \\copy`. The extension comes as a
package; DuckDB loads it only if DuckDB's own makers signed it.
"""
import importlib.util, pathlib, subprocess, sys
import duckdb
from peers.rules import BLANKS, GROUPED, MARK, NARROW, NUMBER, PLAIN_NUMBER, TIME, WIDE, Job, luhn_pairs

quoted = lambda text: "'" + text.replace("'", "''") + "'"
listed = lambda words: "(" + ", ".join(map(quoted, words)) + ")"
fits = lambda item, pattern: f"regexp_full_match({item}, {quoted(pattern)})"


# Without blanks around it, full width made half.
RESPELLED = f"create macro respelled(x) as trim(translate(x, {quoted(WIDE)}, {quoted(NARROW)}), {quoted(BLANKS)})"


def spelled(feed, item):
    """The item as its standard spells it. Only what is not canonical as it came is looked at closer."""
    if item == "memo":
        return f"trim(memo, {quoted(BLANKS)})"
    if item == "amount":
        other = "respelled(amount)"
        return (f"case when {fits(item, PLAIN_NUMBER)} then ltrim(amount) when {fits(other, GROUPED)} "
                f"then replace({other}, ',', '') else {other} end")
    if item in feed.codes:
        codes = feed.codes[item]
        other = "upper(respelled(ccy))" if item == "ccy" else f"trim({item})"
        words = f"map {{{', '.join(f'{quoted(word)}: {quoted(code)}' for word, code in codes.other.items())}}}"
        alias = f"coalesce({words}[{other}], {other})" if codes.other else other
        return f"case when {item} in {listed(codes.valid)} then {item} else {alias} end"
    blank = f"when ltrim({item}) = '' then '' " if item in feed.optional else ""
    return f"case when {fits(item, '[0-9]+')} then {item} {blank}else respelled({item}) end"


def luhn(feed, item):
    """Whether the check digit holds: two digits at a time, by a table of what two digits add."""
    pairs, number = f"({luhn_pairs()}::utinyint[])", f"cast({item} as ubigint)"
    pair = lambda place: f"{pairs}[({number} // {10 ** place} % 100 + 1)::bigint]"
    return "(" + " + ".join(map(pair, range(0, feed.digits[item], 2))) + ") % 10 = 0"


def reason(feed):
    """A chain of `when … then 'item why'`; the first that is met counts."""
    bad = f"regexp_matches(memo, '[\\x{{0}}\\x{{E000}}-\\x{{F8FF}}\\x{{FFFD}}]')"
    whens = [(f"bytes <> {feed.line_bytes} or excess is not null", "record length"),
             (f"tag is distinct from {quoted(feed.tag)}", "record tag"), (bad, "memo encoding")]
    for item in feed.items:
        if item not in feed.optional:
            whens.append((f"{item} = ''", f"{item} required"))
        there = f"{item} <> '' and " if item in feed.optional else ""
        if item in feed.digits:
            whens.append((f"{there}not {fits(item, '[0-9]{%d}' % feed.digits[item])}", f"{item} format"))
        if item in feed.luhn:
            whens.append((f"{there}not ({luhn(feed, item)})", f"{item} check digit"))
        if item in feed.codes:
            whens.append((f"{item} not in {listed(feed.codes[item].valid)}", f"{item} code"))
        if item == "txn_time":
            whens.append((f"not {fits(item, TIME)} or time is null", f"{item} no such time"))
        if item == "amount":
            whens += [("cents is null", "amount number"), ("cents < 0", "amount range"),
                      (f"ccy in {listed(feed.whole_currencies())} and cents % 1 <> 0", "amount minor unit")]
    return "case " + " ".join(f"when {when} then {quoted(why)}" for when, why in whens) + " end"


def read(db, feed, lines):
    columns = ", ".join(f"{name}: '{'bigint' if name in ('line', 'bytes') else 'varchar'}'" for name in feed.columns)
    text = ", ".join(f"coalesce({item}, '') as {item}" for item in feed.items)
    spelling = ", ".join(f"{spelled(feed, item)} as {item}" for item in feed.items)
    db.execute(f"""
        create table record as
        with field as (
          select line, bytes, tag, excess, {text}
          from read_csv({quoted(lines)}, auto_detect = false, header = false, delim = '{MARK}', quote = '',
            escape = '', new_line = '\\n', null_padding = true, columns = {{{columns}}})),
        spelled as (select line, bytes, tag, excess, {spelling} from field),
        typed as (
          select *, try_strptime(txn_time, '%Y%m%d%H%M%S') as time,
            case when {fits('amount', NUMBER)} then try_cast(amount as decimal(18, 2)) end as cents
          from spelled)
        select line, tag, {', '.join(item for item in feed.items if item not in ('txn_time', 'amount'))}, time, cents,
          case when tag like 'T%' then tag || posting_no || account_no end as trailer, {reason(feed)} as reason
        from typed""")
    # Records, without the trailer; of each key the first line that loads.
    filtered = " or ".join(f"{item} in {listed(codes)}" for item, codes in feed.filtered.items())
    db.execute(f"""
        create view loadable as from record where trailer is null and reason is null and not ({filtered});
        create view filtered as from record where trailer is null and reason is null and ({filtered});
        create table repeated as
          select posting_no, min(line) as first from loadable group by posting_no having count(*) > 1;
        create view duplicate as
          select line from loadable join repeated using (posting_no) where line > first;
        create view row as select {', '.join(targets(feed))} from loadable
          where line not in (from duplicate)""")


def targets(feed):
    typed = {"txn_time": "time", "amount": "cents"}
    return [f"{typed[item]} as {item}" if item in typed else
            f"nullif({item}, '') as {item}" if item in feed.optional else item for item in feed.items]


def settle(db, job):
    db.execute(f"""
        copy (select line, reason from record where trailer is null and reason is not null
              union all select line, 'duplicate' from duplicate order by line)
        to {quoted(str(job.rejects))} (format csv, header)""")
    one = lambda sql: db.execute(sql).fetchone()
    rejected, = one("select count(*) from record where trailer is null and reason is not null")
    kept = [one(f"select count(*) from {view}")[0] for view in ("row", "duplicate", "filtered")] + [rejected]
    job.feed.balance(
        *one("select any_value(trailer), max(line) from record"),
        *one("select count(*) from record where trailer is null")[:1], kept,
        int(one("select coalesce(sum(cents), 0) * 100 from record where trailer is null and "
                "coalesce(reason, '') not in ('record length', 'record tag')")[0]),
        *one("select count(*) from record where trailer is null and "
             "(cents is null or reason in ('record length', 'record tag'))"), rejected)


def extension(folder):
    """The package's file under the name by which DuckDB knows it; nil where there is none."""
    package = importlib.util.find_spec("duckdb_extension_postgres")
    found = package and next(pathlib.Path(package.origin).parent.rglob("*.duckdb_extension"), None)
    if not found:
        return None
    link = folder / "postgres_scanner.duckdb_extension"
    link.unlink(missing_ok=True)
    link.symlink_to(found)
    return link


def send(db, job, way):
    if way != "csv" and (package := extension(job.folder)):
        db.execute(f"load {quoted(str(package))}; attach {quoted(job.conninfo)} as server (type postgres)")
        db.execute(f"insert into server.{job.table} from row")
        return
    copy = f"\\copy {job.table} from pstdin (format csv)"
    psql = subprocess.Popen(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", job.conninfo, "-c", copy], stdin=subprocess.PIPE)
    db.execute(f"copy row to '/dev/fd/{psql.stdin.fileno()}' (format csv, header false)")
    psql.stdin.close()
    if psql.wait() != 0:
        sys.exit("psql failed")


def main(way=""):
    job = Job.told()
    db = duckdb.connect(config={"preserve_insertion_order": False, "temp_directory": str(job.folder / "duckdb")})
    pipe = job.feed.open_pipe(job.file, stdout=subprocess.PIPE)
    db.execute(RESPELLED)
    read(db, job.feed, f"/dev/fd/{pipe.stdout.fileno()}")
    if pipe.wait() != 0:
        sys.exit("the file could not be read")
    settle(db, job)
    send(db, job, way)


if __name__ == "__main__":
    main(*sys.argv[6:])
