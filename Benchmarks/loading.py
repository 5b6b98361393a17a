"""The benchmarks `load`: a bulk delivery by `granary run`, against `psql \\copy` of the rows of it that load."""
import dataclasses, os, pathlib, shutil, statistics, subprocess, sys
from measuring import DATE, GRANARY, bulk, hold_memory, project, timed
from warehouse import ROOT, say


class Bench:
    """A project whose warehouse is made anew for each round, and tables beside it, in schemas of their own."""

    def __init__(self, base, bank, table):
        self.base, self.bank, self.table = project(base), bank, table

    def granary(self, *words, good=(0,), **options):
        return timed(GRANARY, *words, "--project", self.base, good=good, stdout=sys.stderr, **options)

    def run(self, feed):
        return self.granary("run", "--date", DATE, "--feed", feed, good=(0, 2))

    def psql(self, *words, schema=None):
        env = dict(os.environ, PGOPTIONS=f"-c search_path={schema}") if schema else None
        return timed(GRANARY, "warehouse", "psql", "--project", self.base, "--", "-q", "-v", "ON_ERROR_STOP=1", *words,
                     env=env)

    def answer(self, query):
        """The only value that a query gives."""
        words = [GRANARY, "warehouse", "psql", "--project", self.base, "--", "-XqAt", "-c", query]
        return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()

    def destroy(self):
        subprocess.run([GRANARY, "warehouse", "destroy", "--yes", "--project", self.base],
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self, names, *schemas):
        """A warehouse with the catalog applied and what the rows refer to loaded; the table in each of the schemas."""
        self.destroy()
        shutil.rmtree(self.base / ".granary", ignore_errors=True)
        shutil.copytree(self.bank / "drop", self.base / ".granary/bank/drop", copy_function=os.link)
        self.granary("warehouse", "start")
        self.granary("apply")
        if names:
            self.run(names)
        # Nobody tidies up behind what is there already while something is measured.
        self.psql("-c", "vacuum analyze")
        for schema in schemas:
            self.psql("-c", f"create schema {schema}")
            self.psql("-f", ROOT / f"Benchmarks/{self.table}.sql", schema=schema)

    def settle(self):
        """Nothing is left to be written, and memory is there."""
        self.psql("-c", "checkpoint")
        hold_memory()

    def copy(self, clean=None):
        """Seconds of `\\copy`."""
        self.psql("-c", f"truncate {self.table}", schema="bench")
        self.settle()
        return self.psql("-c", f"\\copy {self.table} from '{clean or self.bank / 'clean.tsv'}'", schema="bench").seconds

    def differences(self, schema, clean=None):
        """How many rows that should be in the schema's table are not, and how many are that should not: both sides
        sorted and compared byte by byte."""
        columns = self.answer("select string_agg(quote_ident(column_name), ', ' order by ordinal_position) "
                              "from information_schema.columns "
                              f"where (table_schema, table_name) = ('bench', '{self.table}')")
        loaded = self.base / "loaded.tsv"
        self.psql("-c", f"\\copy (select {columns} from {schema}.{self.table}) to '{loaded}'")
        sides = [arranged(clean or self.bank / "clean.tsv"), arranged(loaded)]
        only = [int(subprocess.run(f"comm {side} '{sides[0]}' '{sides[1]}' | wc -l", shell=True, check=True, text=True,
                                   stdout=subprocess.PIPE, env=dict(os.environ, LC_ALL="C")).stdout)
                for side in ("-23", "-13")]
        loaded.unlink()
        sides[1].unlink()
        return only


def arranged(path):
    """A file of the same lines, sorted by their bytes; what has been sorted once is not again."""
    to = path.with_suffix(".sorted")
    if not to.exists() or to.stat().st_mtime < path.stat().st_mtime:
        subprocess.run(["sort", "-S", "256M", "-T", path.parent, "-o", to, path], check=True,
                       env=dict(os.environ, LC_ALL="C"))
    return to


@dataclasses.dataclass
class Load:
    """A bulk delivery of one feed, and what it is measured against: `psql \\copy` of the rows of it that load."""
    feed: str
    rows: int
    names: str = ""  # the feed its rows refer to, which is delivered with it and loaded before
    dirt: float = 0.01

    @property
    def table(self):
        return self.feed.split("/")[1]

    def delivered(self, folder, args, rows):
        """The senders' files below `drop`, and `clean.tsv`; generated once."""
        bank = folder / f"bank-{rows}-{self.dirt}"
        if not (bank / "done").exists():
            bank.mkdir(parents=True, exist_ok=True)
            say(f"generating {rows:,} rows of {self.feed}")
            bulk(self.feed, rows, args, "--out", bank, "--clean", bank / "clean.tsv", dirt=self.dirt)
            (bank / "done").touch()
        return bank

    def __call__(self, name, args):
        """Wall time of `granary run`, uniqueness and balance included, over `psql \\copy` of the clean rows."""
        base = pathlib.Path(args.folder) / name
        bench = Bench(base, self.delivered(base, args, args.rows or self.rows), self.table)
        ratios, memory = [], 0
        for round in range(args.rounds):
            bench.start(self.names, "bench")
            # The machine's pace drifts, and whoever comes second writes beside what the first left to be written: one
            # copy before, one after, and between them what is measured against their mean.
            before = bench.copy()
            bench.settle()
            took = bench.run(self.feed)
            after = bench.copy()
            ratio = took.seconds / ((before + after) / 2)
            ratios.append(ratio)
            memory = max(memory, took.megabytes)
            if args.verify:
                missing, wrong = bench.differences("ods")
                if missing or wrong:
                    sys.exit(f"{name}: {missing} rows are missing in the warehouse, and {wrong} are wrong")
                say("every row is there, byte for byte, and no other")
            say(f"{name}, round {round + 1}: \\copy {before:.2f}s and {after:.2f}s, granary run {took.seconds:.2f}s, "
                f"{took.cpu:.2f}s of CPU, ratio {ratio:.3f}, peak {took.megabytes:.0f} MB")
        bench.destroy()
        print(f"{name} {statistics.median(ratios):.2f} of psql-copy", flush=True)
        say(f"{name}: peak memory of granary {memory:.0f} MB")
