"""A small night: four feeds, each of another form and sender, with a correction; put back in a fraction of a second.

Accounts of fixed width in the drop folder, registrations with a control file, logins at a sender's HTTPS server, social
insurance as an API's pages. The cluster begins with a copy of its database, not of its files. A crash of the machine is
nobody's subject here, so nothing is flushed.
"""
import functools, http.server, json, pathlib, re, shutil, ssl, subprocess, sys, threading
from warehouse import ROOT, Violation
from .project import CONTENT, Project
from .reader import Reader

# Their files: the folder, and what their names begin with.
FEEDS = {"X1/account": ("X1", "ACCT_"), "T/registration": ("T", "TAX_REG_"), "X3/login": ("X3", "LOGIN_"), "G/social": None}
# What is worked out of the rows is the other campaigns' part.
DEFINITIONS = ("facts", "subjects", "indicators", "labels", "kpis", "derivations", "scorecards", "opportunities",
               "reconciliations")
START = "granary_start"
BEGIN_AGAIN = f"""
drop database if exists granary with (force);
create database granary template {START} strategy file_copy;
update pg_database set datacl = (select datacl from pg_database where datname = '{START}') where datname = 'granary';
insert into pg_db_role_setting
select (select oid from pg_database where datname = 'granary'), setrole, setconfig
from pg_db_role_setting join pg_database d on d.oid = setdatabase where datname = '{START}';
"""
KEEP = f"""
create database {START} template granary strategy file_copy;
update pg_database set datacl = (select datacl from pg_database where datname = 'granary') where datname = '{START}';
insert into pg_db_role_setting
select (select oid from pg_database where datname = '{START}'), setrole, setconfig
from pg_db_role_setting join pg_database d on d.oid = setdatabase where datname = 'granary';
"""


class SmallNight(Project):
    # Without mergers of customers there is no table of survivors. What was so at the moment (a row whose customer was
    # not there yet, whom a tick had to tell) is another where one feed was late.
    said = ";".join(one for one in CONTENT.split(";") if "'survivor'" not in one)

    def __init__(self, folder, customers, build="release"):
        super().__init__(folder, customers, build)
        self.sender = folder / "sender"
        self.server = None
        self.reader = None
        self.kept = [self.state / name for name in ("archive", "mirror")]

    # what is made once

    def prepare(self):
        self.generate()
        self.start_api()
        self.granary("warehouse", "start")
        self.granary("apply")
        self.locate()
        for setting in ("fsync = off", "full_page_writes = off", "max_wal_size = '512MB'", "min_wal_size = '32MB'"):
            self.server_psql(f"alter system set {setting};")
        for date in self.dates[:-1]:
            self.deliver(date)
            self.granary("tick", "--now", f"{date}T02:40:00", good=(0, 2))
        self.granary("warehouse", "stop")
        self.granary("warehouse", "start")
        self.server_psql(KEEP)
        self.copy.mkdir()
        for place in self.kept:
            shutil.copytree(place, self.copy / place.name)
        self.restart(False)
        self.eye = SmallReader(self)
        self.eye.query = self.eye.statement()
        before = self.eye.take_one()
        self.granary(*self.night("tick"), good=(0, 2))
        self.reference = self.snapshot()
        self.seen = (before, self.eye.take_one())
        if len(self.reference["live"]) != len(FEEDS):
            raise Violation("the small night has not all its feeds", self.reference)

    def generate(self):
        self.stop_api()
        if (self.base / "Catalog").exists():
            self.ask("warehouse", "destroy", "--yes")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.state.mkdir(parents=True)
        self.write_project()
        for name, dirt in (("bank", "0.02"), ("second", "0.06")):
            subprocess.run(
                [self.binaries / "samplebank", "generate", "--out", self.state / name, "--date", self.dates[-1],
                 "--days", str(len(self.dates)), "--customers", str(self.customers), "--seed", "7", "--dirt", dirt],
                check=True, stdout=subprocess.DEVNULL)
        # Tokens and certificates are made anew with a bank; there is one server.
        (self.state / "second/drop").rename(self.folder / "second")
        shutil.rmtree(self.state / "second")
        self.drop = self.state / "bank/drop"
        self.drop.rename(self.folder / "deliveries")
        for place in (place for place in FEEDS.values() if place):
            self.drop.joinpath(place[0]).mkdir(parents=True)
        self.sender.joinpath("X3").mkdir(parents=True)

    def write_project(self):
        """The shipped definitions, without what the four feeds do not need."""
        for name in ("Catalog", "Pipelines"):
            shutil.copytree(ROOT / name, self.base / name)
        for path in [*self.base.glob("Pipelines/*/*.yaml"), *self.base.glob("Catalog/assets/*/*.yaml")]:
            if f"{path.parent.name}/{path.stem}" not in FEEDS:
                path.unlink()
        for name in DEFINITIONS:
            shutil.rmtree(self.base / "Catalog" / name)
        catalog = self.base / "Catalog"
        loose = {path: path.read_text() for name in ("codes", "standards") for path in catalog.glob(f"{name}/*.yaml")}
        needed = "".join(path.read_text() for path in catalog.rglob("*.yaml") if path not in loose)
        while True:
            words = set(re.findall(r"\w+", needed))
            found = [path for path in loose if path.stem in words]
            if not found:
                break
            needed += "".join(loose.pop(path) for path in found)
        for path in loose:
            path.unlink()
        self.edit("Pipelines/X3/login.yaml", r'(marker: "[^"]*")', r"\1, from: channel")
        self.edit("Pipelines/night.yaml", r"(?m)^first: \S+", f"first: {self.dates[0]}")

    def edit(self, file, pattern, text):
        path = self.base / file
        written, count = re.subn(pattern, text, path.read_text())
        if count != 1:
            raise Violation("the shipped project is another", dict(file=file, pattern=pattern))
        path.write_text(written)

    # senders

    def start_api(self):
        super().start_api()
        tls = self.state / "bank/tls"
        handler = functools.partial(Quiet, directory=str(self.sender))
        self.server = http.server.ThreadingHTTPServer(("localhost", 0), handler)
        self.server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls / "server.pem", tls / "server.key")
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        place = f'channel: {{ url: "https://localhost:{self.server.server_port}", ca: .granary/bank/tls/ca.pem }}\n'
        with (self.state / "endpoints.yaml").open("a") as file:
            file.write(place)

    def stop_api(self):
        super().stop_api()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def deliver(self, date):
        """A date's files; with the last date's comes a correction of the one before."""
        stamp = date.replace("-", "")
        for folder, name in (place for place in FEEDS.values() if place):
            target = self.sender if name == "LOGIN_" else self.drop
            for path in (self.folder / "deliveries" / folder).glob(f"{name}{stamp}*"):
                shutil.copy2(path, target / folder / path.name)
        if date == self.dates[-1]:
            before = self.dates[-2].replace("-", "")
            for path in (self.folder / "second/T").glob(f"TAX_REG_{before}*"):
                shutil.copyfile(path, self.drop / "T" / path.name.replace(before, before + "_02"))

    def finish(self, command):
        """A run is of one date; the correction is of another."""
        if command == "run":
            self.granary("tick", "--now", self.now, good=(0, 2))

    # the start state

    def restart(self, isCold):
        self.bury()
        if self.reader:
            self.reader.pause()
        if self.postmaster() is None:
            self.granary("warehouse", "start")
        self.server_psql(BEGIN_AGAIN)
        if isCold:
            self.granary("warehouse", "stop")
        for place in self.kept:
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(self.copy / place.name, place)
        for folder in (self.drop, self.sender):
            for path in folder.rglob("*"):
                if path.is_file() or path.is_symlink():
                    path.unlink()
        self.deliver(self.dates[-1])
        if self.reader:
            self.reader.resume()

    def snapshot(self):
        """One digest covers all dates before it; what the ledger says, is said of each."""
        digest = json.loads(self.granary("digest", "--date", self.dates[-1], "--json").out)["digest"]
        return self.standing() | dict(digest=digest)

    def standing(self):
        """All but the digest: what one question to the database and one look at the folders tell."""
        state = self.psql(self.said)
        left = sorted(str(path.relative_to(self.drop)) for path in self.drop.rglob("*") if path.is_file())
        archive = self.state / "archive"
        kept = sorted(str(path.relative_to(archive)) for path in archive.rglob("*") if path.is_file())
        live = [line for line in state.split("\n") if line.startswith("live|") and f"|{self.dates[-1]}|" in line]
        return dict(state=state, drop=left, archive=kept, live=live)

    def look(self, facts):
        """What a reader sees at this moment: each view and business date is as before the night or as after it."""
        self.eye.judge(self.eye.take_one())
        self.eye.check(facts)

    def server_psql(self, script):
        words = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", self.conninfo("granary").replace("dbname=granary", "dbname=postgres")]
        done = subprocess.run(words, input=script, text=True, capture_output=True, env=self.environment, timeout=120)
        if done.returncode != 0:
            raise Violation("psql failed", dict(stderr=done.stderr))


class SmallReader(Reader):
    """Of a night with a correction: a date that was published may change, as a whole."""

    def judge(self, found):
        before, after = self.project.seen
        for key in found.keys() | before.keys():
            if found.get(key) not in (before.get(key), after.get(key)):
                self.problem = f"{key} is neither as before the night nor as after it: {found.get(key)}"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass
