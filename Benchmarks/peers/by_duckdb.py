"""DuckDB: fields read from a pipe, rules in SQL, rows by its postgres extension, which sends COPY BINARY.

With `csv` as last argument, or where there is no extension: rows as CSV into `psql \\copy`. The extension comes as a
package; DuckDB loads it only if DuckDB's own makers signed it.
"""
import importlib.util, pathlib, subprocess, sys
import duckdb
from peers.in_sql import BALANCE, REJECTS, Dialect, parted, quoted, records
from peers.rules import MARK, Job, luhn_pairs


def luhn(item, digits):
    """Two digits at a time, by a table of what two digits add."""
    pairs, number = f"({luhn_pairs()}::utinyint[])", f"cast({item} as ubigint)"
    return " + ".join(f"{pairs}[({number} // {10 ** place} % 100 + 1)::bigint]" for place in range(0, digits, 2)) \
        .join(["(", ") % 10 = 0"])


SAYS = Dialect(
    fits=lambda item, pattern: f"regexp_full_match({item}, {quoted(pattern)})",
    holds=lambda item, pattern: f"regexp_matches({item}, {quoted(pattern)})",
    time="try_strptime(txn_time, '%Y%m%d%H%M%S')", luhn=luhn)


def source(feed, path):
    columns = ", ".join(f"{name}: '{'bigint' if name in ('line', 'bytes') else 'varchar'}'" for name in feed.columns)
    return (f"read_csv({quoted(path)}, auto_detect = false, header = false, delim = '{MARK}', quote = '', escape = '', "
            f"new_line = '\\n', null_padding = true, columns = {{{columns}}})")


def extension(folder):
    """The package's file under the name by which DuckDB knows it; none where there is no package."""
    package = importlib.util.find_spec("duckdb_extension_postgres")
    found = package and next(pathlib.Path(package.origin).parent.rglob("*.duckdb_extension"), None)
    if not found:
        return None
    link = folder / "postgres_scanner.duckdb_extension"
    link.unlink(missing_ok=True)
    link.symlink_to(found)
    return link


def send(db, job, way):
    package = extension(job.folder)
    if way != "csv" and package:
        db.execute(f"load {quoted(str(package))}; attach {quoted(job.conninfo)} as server (type postgres)")
        db.execute(f"insert into server.{job.table} select * from loads")
        return
    copy = f"\\copy {job.table} from pstdin (format csv)"
    psql = subprocess.Popen(["psql", "-Xq", "-v", "ON_ERROR_STOP=1", job.conninfo, "-c", copy], stdin=subprocess.PIPE)
    db.execute(f"copy loads to '/dev/fd/{psql.stdin.fileno()}' (format csv, header false)")
    psql.stdin.close()
    if psql.wait() != 0:
        sys.exit("psql failed")


def main(way=""):
    job = Job.told()
    db = duckdb.connect(config={"preserve_insertion_order": False, "temp_directory": str(job.folder / "duckdb")})
    pipe = job.feed.open_pipe(job.file, stdout=subprocess.PIPE)
    lines = source(job.feed, f"/dev/fd/{pipe.stdout.fileno()}")
    db.execute(f"create table record as {records(job.feed, lines, SAYS)}")
    if pipe.wait() != 0:
        sys.exit("the file could not be read")
    db.execute(parted(job.feed))
    db.execute(f"copy ({REJECTS}) to {quoted(str(job.rejects))} (format csv, header)")
    job.feed.balance(*db.execute(BALANCE).fetchone())
    send(db, job, way)


if __name__ == "__main__":
    main(*sys.argv[6:])
