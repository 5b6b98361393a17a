"""pgloader: fields from a pipe into a staging table, then the rules in SQL.

It checks nothing itself, so it cannot keep rejects with a reason; the SQL after it does. LOAD FIXED counts characters
where the feed counts bytes, and of its readers LOAD COPY is the fastest.
"""
import subprocess, sys
from peers.in_sql import BALANCE, REJECTS, Dialect, parted, quoted, records
from peers.rules import MARK, Job, luhn_pairs


def luhn(item, digits):
    """Two digits at a time, by a table of what two digits add. A bigint does not hold all digits at once."""
    low, pairs = 10, f"(array{luhn_pairs()})"
    number = lambda place: (f"right({item}, {low})::bigint / {10 ** place}" if place < low else
                            f"left({item}, {digits - low})::bigint / {10 ** (place - low)}")
    return " + ".join(f"{pairs}[{number(place)} % 100 + 1]" for place in range(0, digits, 2)).join(["(", ") % 10 = 0"])


part = lambda first, count: f"substr(txn_time, {first}, {count})::int"
MONTH = f"make_date({part(1, 4)}, {part(5, 2)}, 1)"
SAYS = Dialect(
    fits=lambda item, pattern: f"{item} ~ {quoted(f'^(?:{pattern})$')}",
    holds=lambda item, pattern: f"{item} ~ {quoted(pattern)}",
    time=f"case when {part(1, 4)} > 0 and {part(7, 2)} <= extract(day from {MONTH} + interval '1 month - 1 day') "
         "then to_timestamp(txn_time, 'YYYYMMDDHH24MISS')::timestamp end",
    luhn=luhn)


def stage(job):
    columns = ", ".join(job.feed.columns)
    script = job.folder / "stage.load"
    script.write_text(f"""
LOAD COPY FROM stdin WITH ENCODING UTF-8 ({columns})
  INTO postgresql://granary@unix:{job.socket}:5432/granary
  TARGET TABLE peers.stage ({columns})
  WITH delimiter '0x{ord(MARK):02x}', batch rows = 25000, prefetch rows = 100000
  SET client_encoding to 'utf8';
""")
    # What it reads it hands on as it is: a backslash would begin an escape, and a tab end a value.
    lines = job.feed.pipe(job.file) + r" | sed 's/\\/\\\\/g; s/\t/\\t/g'"
    told = f"pgloader --root-dir {job.folder}/pgloader --on-error-stop {script}"
    subprocess.run(["bash", "-c", f"set -o pipefail; {lines} | {told}"], check=True, stdout=sys.stderr)


def main():
    job = Job.told()

    def ask(*statements):
        words = [word for statement in statements for word in ("-c", statement)]
        return subprocess.run(
            ["psql", "-XqAt", "-F", MARK, "-v", "ON_ERROR_STOP=1", f"{job.conninfo} options='-c search_path=peers'",
             *words], check=True, text=True, stdout=subprocess.PIPE).stdout.strip("\n")

    drop = ("drop table if exists stage, record, repeated cascade",)
    types = ", ".join(f"{name} {'bigint' if name in ('line', 'bytes') else 'text'}" for name in job.feed.columns)
    ask(*drop, f"create unlogged table stage ({types})")
    stage(job)
    ask("set jit = off", "set work_mem = '256MB'",
        f"create unlogged table record as {records(job.feed, 'stage', SAYS)}", "analyze record", parted(job.feed),
        f"\\copy ({REJECTS}) to '{job.rejects}' (format csv, header)")
    trailer, *numbers = ask(BALANCE).split(MARK)
    job.feed.balance(trailer, *map(int, numbers))
    ask("set work_mem = '256MB'", "insert into posting select * from loads", *drop)


if __name__ == "__main__":
    main()
