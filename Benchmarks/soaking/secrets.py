"""Nobody who may not know them finds a secret or a customer's value: not in what is printed, logged or mailed, not in what
processes show of themselves, not in files that lie about while disturbed nights run."""
import os, pathlib, random, re, shutil, signal, subprocess, threading, time
from warehouse import Violation, say
from .injection import Injected, Point, build, points

# Columns above level 2 and what is asked of them; numbers of few digits and short names would be found by chance.
CANARIES = """
select id_no from ods.account union select mobile from ods.account union select account_no from ods.account
union select cust_name from ods.account union select uscc from ods.registration union select legal_id_no from ods.registration
union select taxpayer_name from ods.registration union select legal_name from ods.registration
union select address from ods.registration union select mobile from ods.registration
union select mobile from ods.login union select unit_name from ods.social;
"""
# What holds them by right: what senders gave, the archive of it, the database's files. The log is among the latter.
RIGHTLY = ("bank", "archive", "warehouse")
ASKED = [("status",), ("quality",), ("rejects", "list", "X1/account"), ("rejects", "list", "T/registration"), ("check",),
         ("status", "X1/account"), ("housekeeping", "--dry-run"), ("digest", "--json")]


class Eyes:
    """Looks for words everywhere they may not stand."""

    def __init__(self, words):
        self.words = {word.encode(): word for word in words}
        self.words |= {word.encode("gb18030"): word for word in words if not word.isascii()}
        self.pattern = re.compile(b"|".join(re.escape(word) for word in sorted(self.words, key=len, reverse=True)))
        self.looked = dict.fromkeys(("outputs", "processes", "files"), 0)
        self.hits = []

    def look(self, kind, place, content):
        self.looked[kind] += 1
        found = self.pattern.search(content)
        if found:
            # What was found is told by its kind only: this goes into a log too.
            word = self.words[found[0]]
            self.hits.append(f"{place}: {'digits' if word.isascii() else 'words'} of {len(word)} characters, byte {found.start()}")

    def look_below(self, folder, leaving_out=()):
        # What is gone meanwhile, files and folders, is passed over.
        for place, folders, names in os.walk(folder):
            if place == str(folder):
                folders[:] = [name for name in folders if name not in leaving_out]
                names = [name for name in names if name not in leaving_out]
            for path in (pathlib.Path(place, name) for name in names):
                if path.is_symlink() or not path.is_file():
                    continue
                try:
                    self.look("files", path, path.read_bytes())
                    self.look("files", path, os.fsencode(path.name))
                except OSError:
                    pass


class Watch(threading.Thread):
    """Every process's arguments and environment, and every file that is there for a moment, as long as it runs."""

    def __init__(self, night, eyes):
        super().__init__(daemon=True)
        self.night, self.eyes, self.isOver = night, eyes, False
        self.seen, self.problem = set(), None

    def run(self):
        while not self.isOver:
            try:
                self.processes()
                self.files()
            except Exception as error:  # eyes that closed would let everything pass
                self.problem = f"{type(error).__name__}: {error}"
                return
            time.sleep(0.01)

    def processes(self):
        for name in os.listdir("/proc"):
            if not name.isdigit():
                continue
            for part in ("cmdline", "environ"):
                try:
                    content = pathlib.Path("/proc", name, part).read_bytes()
                except OSError:
                    continue
                # PostgreSQL tells in its arguments what it is at, so they are looked at each time.
                if (name, part, content) not in self.seen:
                    self.seen.add((name, part, content))
                    self.eyes.look("processes", f"/proc/{part} of {content[:40]!r}" if part == "cmdline" else part, content)

    def files(self):
        self.eyes.look_below(self.night.scratch)
        self.eyes.look_below(self.night.state, RIGHTLY)


def plant(night):
    """The secrets of this night, and values of its customers that stand nowhere in what everybody may read."""
    secrets = [path.read_text().strip() for path in (night.state / "bank/secrets").iterdir()]
    secrets += [path.read_text() for path in (night.state / "bank/tls").glob("*.key")]
    secrets = [line for text in secrets for line in text.split("\n") if len(line) >= 12 and "KEY--" not in line]
    known = "".join(path.read_text() for name in ("Catalog", "Pipelines") for path in (night.base / name).rglob("*.yaml"))
    values = [value for value in night.psql(CANARIES).split("\n") if len(value) >= (8 if value.isascii() else 3)]
    values = [value for value in values if value not in known]
    key = night.psql("select encode(bytes, 'hex') from meta.secret where name = 'token_key';").strip()
    return secrets + [key], values


def scan(args, folder, count):
    folder.mkdir(parents=True, exist_ok=True)
    night = Injected(folder / "night", 40, args.build, build(folder))
    failed = True
    try:
        night.prepare()
        secrets, values = plant(night)
        eyes = Eyes(secrets + values)
        prove(night, eyes, secrets[0], values[0])
        say(f"{len(secrets)} secrets, {len(values)} values above level 2")
        kinds, _ = points({scene: night.count(scene) for scene in ("tick", "run")}, random.Random(f"{args.seed}/secrets"))
        watch = Watch(night, eyes)
        watch.start()
        for number in args.journal.each("secrets", range(1, count + 1)):
            disturbed(night, eyes, number, random.Random(f"{args.seed}/secrets/{number}"), kinds)
            if watch.problem or not watch.is_alive():
                raise Violation(f"the eyes closed: {watch.problem}", dict(night=number))
            if eyes.hits:
                raise Violation(f"{len(eyes.hits)} places show what they may not: {eyes.hits[:10]}", dict(night=number))
        watch.isOver = True
        watch.join()
        looked = ", ".join(f"{number:,} {kind}" for kind, number in eyes.looked.items())
        print(f"secrets {count} of {count} nights, {len(secrets)} secrets and {len(values)} values above level 2 looked for "
              f"in {looked}: {len(eyes.hits)} found", flush=True)
        failed = False
    finally:
        night.close(remove=not failed)


def prove(night, eyes, secret, value):
    """Eyes that see nothing prove nothing: each of what they look for is found where it is put."""
    for content in (secret.encode(), value.encode(), value.encode("gb18030")):
        eyes.look("outputs", "", b"before " + content + b" after")
    (night.scratch / "planted").write_bytes(value.encode("gb18030"))
    eyes.look_below(night.scratch)
    (night.scratch / "planted").unlink()
    child = subprocess.Popen(["sleep", "60"], env={"PLANTED": secret})
    watch = Watch(night, eyes)
    watch.processes()
    child.kill()
    child.wait()
    if len(eyes.hits) < 5:
        raise Violation("what was put there is not seen", dict(hits=eyes.hits))
    eyes.hits.clear()


def disturbed(night, eyes, number, chance, kinds):
    """A night with a fault, a spoiled file or a sender that lets nobody in, then what people ask after it."""
    facts = dict(night=number)
    night.restart(chance.random() < 0.1)
    spoil(night, chance.choice(["nothing", "checksum", "cut", "rows", "password", "server"]))
    point = chance.choice(kinds)
    words = f"{point.call} {point.place} {point.number} {point.fault} {point.lasts}"
    code, out, err, _, _ = night.disturbed(night.night("tick" if point.scene == "tick" else "run"), {"FAULTS_POINT": words})
    eyes.look("outputs", f"night {number}, {words}", (out + err).encode())
    for question in [("tick", "--now", night.now), *ASKED]:
        more = ("--date", night.dates[-1]) if question[0] == "digest" else ()
        answer = night.ask(*question, *more)
        eyes.look("outputs", f"night {number}, {' '.join(question)}", (answer.out + answer.err).encode())
    for path in (night.data / "log").iterdir():
        eyes.look("files", path, path.read_bytes())
    eyes.look("files", "start.log", (night.data.parent / "start.log").read_bytes())
    eyes.look_below(night.scratch)
    eyes.look_below(night.state, RIGHTLY)
    mend(night)


def spoil(night, what):
    stamp = night.dates[-1].replace("-", "")
    if what == "checksum":
        path = night.drop / f"T/TAX_REG_{stamp}.ctl"
        path.write_text(re.sub(r"MD5=\w\w", "MD5=00", path.read_text()))
    if what == "cut":
        path = night.drop / f"X1/ACCT_{stamp}.dat.gz"
        path.write_bytes(path.read_bytes()[:-20])
    if what == "rows":
        path = night.drop / f"T/TAX_REG_{stamp}.ctl"
        path.write_text(re.sub(r"ROWS=\d+", "ROWS=9999", path.read_text()))
    if what == "password":
        path = night.state / "bank/secrets/social.token"
        shutil.copy2(path, night.folder / "social.token")
        path.write_text("wrong-" + path.read_text())
    if what == "server":
        night.stop_api()


def mend(night):
    kept = night.folder / "social.token"
    if kept.exists():
        kept.replace(night.state / "bank/secrets/social.token")
    if not night.api:
        night.start_api()
