"""The order of arrival leaves no trace: night by night, in one backfill, and file by file in random orders."""
import collections, datetime, json, random, re, shutil, subprocess
from warehouse import Violation, say
from .project import CONTENT, Project, difference

# Where the pages of an API wait below the bank's folder, and whose they are.
APIS = {"social-insurance": "G/social", "enforcements": "G/enforcement", "real-estates": "G/real_estate"}
# A tick asks an API for so many dates back from the last.
RECENT = 5
Arrival = collections.namedtuple("Arrival", "place name date feed")


class Senders(Project):
    """Eleven dates with a 20th, a Thursday and a month's end, so that all feeds come; each file comes when it is told to.

    An order of arrival shows in what was so at the time (rows unresolved then, who was told): that is not compared."""
    said = CONTENT

    def __init__(self, folder, customers, build):
        super().__init__(folder, customers, build)
        last = datetime.date(2025, 11, 30)
        self.dates = [str(last - datetime.timedelta(days=days)) for days in range(10, -1, -1)]
        self.now = self.hour(str(last))
        self.bank = self.state / "bank"

    def hour(self, date):
        return f"{date}T02:40:00"

    def prepare(self):
        """The bank, a project that begins with its first date, and the files of a cluster with nothing but the catalog."""
        self.generate()
        for resource in APIS:
            (self.bank / "api" / resource).rename(self.folder / "deliveries" / resource)
            (self.bank / "api" / resource).mkdir()
        night = self.base / "Pipelines/night.yaml"
        text, count = re.subn(r"(?m)^first: \S+", f"first: {self.dates[0]}", night.read_text())
        if count != 1:
            raise Violation("night.yaml has no first date", {})
        night.write_text(text)
        self.start_api()
        self.granary("warehouse", "start")
        self.granary("apply")
        self.locate()
        self.granary("warehouse", "stop")
        self.copy.mkdir()
        subprocess.run(["cp", "-a", self.data, self.copy / "data"], check=True)

    def begin(self):
        """Nothing has come yet."""
        self.granary("warehouse", "stop", "--immediately")
        shutil.rmtree(self.data)
        subprocess.run(["cp", "-a", self.copy / "data", self.data], check=True)
        shutil.rmtree(self.state / "archive", ignore_errors=True)
        for folder in [self.drop, *(self.bank / "api" / resource for resource in APIS)]:
            for path in folder.rglob("*"):
                if path.is_file():
                    path.unlink()
        self.granary("warehouse", "start")

    def arrivals(self):
        """Every file that will come, in the order of dates and names; the two of an API's date are one."""
        found = []
        for path in sorted((self.folder / "deliveries").rglob("*")):
            stamp = re.search(r"20\d{6}", path.name)
            if not path.is_file() or not stamp or path.name.endswith(".totals.json"):
                continue
            place = str(path.parent.relative_to(self.folder / "deliveries"))
            date = str(datetime.datetime.strptime(stamp[0], "%Y%m%d").date())
            found.append(Arrival(place, path.name, date, APIS.get(place)))
        return sorted(found, key=lambda one: (one.date, one.place, one.name))

    def arrive(self, one):
        source = self.folder / "deliveries" / one.place
        if one.feed:
            totals = one.name.replace(".json", ".totals.json")
            for name in (totals, one.name):
                shutil.copyfile(source / name, self.bank / "api" / one.place / name)
        else:
            shutil.copyfile(source / one.name, self.drop / one.place / one.name)

    # the ways to the same end

    def night_by_night(self):
        for index, date in enumerate(self.dates):
            for one in self.arrivals():
                if one.date == date:
                    self.arrive(one)
            command = ("tick", "--now", self.hour(date)) if index % 2 else ("run", "--date", date)
            self.granary(*command, good=(0, 2))

    def in_one_go(self):
        for one in self.arrivals():
            self.arrive(one)
        self.granary("backfill", "--from", self.dates[0], "--to", self.dates[-1], good=(0, 2), timeout=1800)

    def shuffled(self, chance, facts):
        """Each handful of files is followed by a tick, or by runs of the dates or of the feeds they are of."""
        coming = self.arrivals()
        style = chance.choice(["everything", "within dates", "dates"])
        chance.shuffle(coming)
        if style != "everything":
            days = self.dates[:]
            if style == "dates":
                chance.shuffle(days)
            coming.sort(key=lambda one: days.index(one.date))
        facts.update(style=style, ticks=0, runs=0)
        while coming:
            size = chance.randint(1, 60)
            handful, coming = coming[:size], coming[size:]
            for one in handful:
                self.arrive(one)
            asked = [one for one in handful if one.feed]
            if chance.random() < 0.7:
                self.tick_once(facts)
                asked = [one for one in asked if one.date < self.dates[-RECENT]]
            else:
                for date in sorted({one.date for one in handful}, key=lambda _: chance.random())[:3]:
                    self.attempt(facts, "run", "--date", date)
            for one in asked:
                self.attempt(facts, "run", "--date", one.date, "--feed", one.feed)
        # A tick catches up on a few dates only; once all are done, the next has nothing to do and nothing to tell.
        for _ in self.dates:
            end = self.tick_once(facts)
            if end.code == 0 and not end.out and not end.err:
                return
        raise Violation("something is left to do or to tell when everything has come", facts, end)

    def tick_once(self, facts):
        facts["ticks"] += 1
        return self.good(facts, self.tick())

    def attempt(self, facts, *words):
        facts["runs"] += 1
        self.good(facts, self.ask(*words, "--now", self.now))

    def good(self, facts, answer):
        """Awaited and missing are no trouble while files are still to come; anything else is."""
        if answer.code not in (0, 2, 3, 5):
            raise Violation("a step of an order failed", facts, answer)
        return answer


def orders(args, folder, count):
    bank = Senders(folder, args.customers, args.build)
    failed = True
    try:
        bank.prepare()
        bank.begin()
        bank.night_by_night()
        bank.reference = bank.snapshot()
        tables = bank.granary("digest", "--date", bank.dates[-1], "--json").out
        bank.tables = {one["table"]: (one["rows"], one["sum"]) for one in json.loads(tables)["tables"]}
        say(f"reference: {bank.reference['digests']}")
        if args.start == 1:
            bank.begin()
            bank.in_one_go()
            compare(bank, dict(step="one backfill"))
            print(f"one backfill equal to {len(bank.dates)} nights", flush=True)
        for number in range(args.start, count + 1):
            facts = dict(number=number, seed=args.seed)
            bank.begin()
            bank.shuffled(random.Random(f"{args.seed}/orders/{number}"), facts)
            compare(bank, facts)
            say(f"orders {number} of {count}: {facts}")
        feeds = len(list((bank.base / "Pipelines").glob("*/*.yaml")))
        print(f"orders: {count} of {count} equal, {len(bank.dates)} dates of {feeds} feeds in {len(bank.arrivals())} arrivals",
              flush=True)
        failed = False
    finally:
        bank.close(remove=not failed)


def compare(bank, facts):
    """As ever; and where digests differ, of which tables."""
    try:
        bank.compare(facts)
    except Violation:
        found = json.loads(bank.granary("digest", "--date", bank.dates[-1], "--json").out)["tables"]
        found = {one["table"]: (one["rows"], one["sum"]) for one in found}
        facts["tables"] = difference(bank.tables, found)
        facts["state"] = difference(bank.reference["state"], bank.psql(bank.said))
        say(f"{facts['tables']}{facts['state']}")
        raise
