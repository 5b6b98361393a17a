"""The benchmark `peers`: other tools beside `granary run`, each between two `\\copy` of the rows that load."""
import pathlib, shutil, subprocess, sys
from loading import Bench, Load
from measuring import DATE, timed
from warehouse import ROOT, say

# DuckDB's version is that of the packaged extension.
PACKAGES = {
    "duckdb": ["duckdb==1.5.5", "duckdb-extension-postgres==1.5.5"],
    "polars-adbc": ["polars", "adbc-driver-postgresql", "pyarrow"],
}
# Of pgloader's own delivery: all rows would take it some minutes.
PGLOADER_ROWS = 500_000


class Missing(Exception):
    """Why a peer cannot run here."""


def python(folder, packages):
    """The interpreter of a virtual environment that has the packages, from where pip is told to take them."""
    made = folder / "venv"
    if not (made / "bin/pip").exists() and subprocess.run(
            [sys.executable, "-m", "venv", made], stdout=sys.stderr).returncode != 0:
        raise Missing("no virtual environment can be made")
    words = [made / "bin/pip", "install", "--quiet", "--disable-pip-version-check", "pyyaml", *packages]
    if subprocess.run(words, stdout=sys.stderr).returncode != 0:
        raise Missing(f"pip cannot install {' '.join(packages)}")
    return made / "bin/python"


class Peers:
    def __init__(self, args):
        self.args = args
        self.base = pathlib.Path(args.folder) / "peers"
        self.load = Load("X1/posting", rows=5_000_000, names="X1/account", dirt=0.05)
        self.rows = args.rows or self.load.rows

    def __call__(self):
        few = min(self.rows, PGLOADER_ROWS)
        much = self.load.delivered(self.base, self.args, self.rows)
        self.compare(much, {
            "granary": None,
            "duckdb": ("by_duckdb", PACKAGES["duckdb"]),
            "duckdb-csv": ("by_duckdb", PACKAGES["duckdb"], "csv"),
            "polars-adbc": ("by_polars", PACKAGES["polars-adbc"]),
            **({} if few < self.rows else {"pgloader": ("by_pgloader", [])}),
        })
        if few < self.rows:
            self.compare(self.load.delivered(self.base, self.args, few), {"pgloader": ("by_pgloader", [])},
                         f" with {few:,} rows")

    def compare(self, bank, peers, remark=""):
        """All in one warehouse, one after another; what stands between two is what both are measured against."""
        bench = Bench(self.base, bank, self.load.table)
        bench.start(self.load.names, "bench", "peers")
        before = bench.copy()
        for name, peer in peers.items():
            try:
                took, schema = self.one(bench, name, peer)
            except Missing as reason:
                print(f"{name} - of psql-copy: {reason}", flush=True)
                continue
            after = bench.copy()
            mean = (before + after) / 2
            if peer and took.code != 0:
                print(f"{name} - of psql-copy: exit {took.code} after {took.seconds:.0f}s", flush=True)
            else:
                missing, wrong = bench.differences(schema)
                print(f"{name} {took.seconds / mean:.2f} of psql-copy{remark}", flush=True)
                say(f"{name}: {took.seconds:.2f}s, \\copy {before:.2f}s and {after:.2f}s, {took.cpu:.2f}s of CPU, peak of "
                    f"its largest process {took.megabytes:.0f} MB; {missing} rows missing, {wrong} wrong")
            before = after
        bench.destroy()

    def one(self, bench, name, peer):
        """Runs a peer, or granary itself: how long it took, and where its rows are."""
        if peer is None:
            bench.settle()
            return bench.run(self.load.feed), "ods"
        module, packages, *words = peer
        for tool in ["uconv"] + ["pgloader"] * (name == "pgloader"):
            if not shutil.which(tool):
                raise Missing(f"{tool} is not installed")
        interpreter = python(ROOT / ".build/peers", packages)
        folder = self.base / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        bench.psql("-c", f"truncate {bench.table}", schema="peers")
        bench.settle()
        socket = next(word for word in bench.answer("show unix_socket_directories").split(", ") if word.startswith("/"))
        file, = bench.bank.glob("drop/X1/POST_*")
        took = timed("env", f"PYTHONPATH={ROOT / 'Benchmarks'}", "PYTHONDONTWRITEBYTECODE=1", f"TMPDIR={folder}",
                     interpreter, "-m", f"peers.{module}", ROOT, DATE, file, socket, folder, *words,
                     good=None, stdout=sys.stderr)
        return took, "peers"
