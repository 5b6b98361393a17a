"""Night after night, with a file that comes late, a correction and a change of definitions; then everything that was
computed is thrown away, and one rebuild brings it back, digest for digest."""
import collections, datetime, json, re, shutil, subprocess, sys, time
from warehouse import Violation, say
from .project import Project, difference

COMPUTED = ("ind", "lab", "kpi")
WORDS = ("--because", "口径调整", "--approved-by", "数据管理部 吴敏")
# Files that come some nights late: which feed's, of the how manieth night, how many nights later. A delta holds up those
# that stand upon it.
LATE = [("X1", "POST", 4, 2), ("X1", "ACCT", 9, 1), ("X3", "LOGIN", 12, 3), ("X1", "POST", 24, 1)]
# Deliveries that are right only the second time: of the how manieth night, and how many nights later that comes.
CORRECTED = [("X1", "POST", 6, 5), ("X1", "POST", 20, 7)]
# On which night the definitions change, and how: what a label asks, what an indicator is made of, a label more.
CHANGED = 17
EDITS = [
    ("labels/retail.yaml", 'aum_tier >= 50000"', 'aum_tier >= 30000"'),
    ("labels/retail.yaml", "down_after_months: 3", "down_after_months: 2"),
    ("labels/retail.yaml", "login_days__mobile__d30 >= 2", "login_days__mobile__d30 >= 1"),
    ("labels/retail.yaml", "  RET_MORTGAGE:\n", "  RET_HOME_OWNER:\n    zh: 有房贷或大额存款\n"
     "    meaning: 有未结清的住房按揭，或存款余额五十万元以上。\n"
     '    if: "loan_cnt__house__now > 0 or dep_bal__all__now >= 500000"\n    purpose: [营销]\n    frequency: 每日\n'
     "    version: 1\n  RET_MORTGAGE:\n"),
]
# What is worked out otherwise has another version.
REWORKED = ("RETAIL_TIER", "RET_MOBILE_ACTIVE")
# Everything that was computed, as if it never had been; the ledger says what was computed when, and from what.
WIPE = """
do $$
declare gone record;
begin
  for gone in
    select p.oid::regclass as name from pg_inherits i
    join pg_class p on p.oid = i.inhrelid and p.relkind = 'r' join pg_class a on a.oid = i.inhparent
    where a.relnamespace in ('ind'::regnamespace, 'lab'::regnamespace)
  loop
    execute 'drop table ' || gone.name;
  end loop;
  for level in 1..4 loop
    execute format('truncate lab.bitmap_l%1$s, lab.coverage_l%1$s, kpi.value_l%1$s', level);
  end loop;
end $$;
"""
SLOW = """
select count(*) filter (where n.label = 'TIER_WATCH'), count(*) filter (where n.label = 'RETAIL_TIER' and b.raw <> b.yes)
from (select * from lab.bitmap_l1 union all select * from lab.bitmap_l2 union all select * from lab.bitmap_l3) b
join lab.label n using (label_no)
join meta.computed_live l on l.part = 'label:' || n.label and l.biz_date = b.biz_date and l.computation = b.computation
where bit_count(b.yes) > 0;
"""


class Rolling(Project):
    def __init__(self, folder, customers, build, nights):
        super().__init__(folder, customers, build)
        last = datetime.date(2025, 12, 1)
        self.dates = [str(last - datetime.timedelta(days=days)) for days in range(nights - 1, -1, -1)]

    def prepare(self):
        """The bank, and beside it the same without a wrong record: where corrections come from."""
        self.generate()
        night = self.base / "Pipelines/night.yaml"
        text, count = re.subn(r"(?m)^first: \S+", f"first: {self.dates[0]}", night.read_text())
        if count != 1:
            raise Violation("night.yaml has no first date", {})
        night.write_text(text)
        subprocess.run(
            [self.binaries / "samplebank", "generate", "--out", self.folder / "right", "--date", self.dates[-1],
             "--days", str(len(self.dates)), "--customers", str(self.customers), "--seed", "7", "--dirt", "0"],
            check=True, stdout=sys.stderr)
        self.start_api()
        self.granary("warehouse", "start")
        self.granary("apply")
        self.locate()

    def hour(self, date):
        return f"{datetime.date.fromisoformat(date) + datetime.timedelta(days=1)}T02:40:00"

    def files(self, family, stem, night, source):
        stamp = self.dates[night].replace("-", "")
        found = sorted((source / family).glob(f"{stem}*{stamp}*"))
        if not found:
            raise Violation("there is no such file", dict(family=family, stem=stem, date=self.dates[night]))
        return found

    def night(self, number):
        """What comes on a night; the tick takes all of it in."""
        date = self.dates[number]
        self.deliver(date)
        words = []
        for family, stem, of, later in LATE:
            for path in self.files(family, stem, of, self.folder / "deliveries") if number in (of, of + later) else ():
                there = self.drop / path.relative_to(self.folder / "deliveries")
                if number == of:
                    there.unlink()
                else:
                    shutil.copyfile(path, there)
            if number in (of, of + later):
                words.append(f"{stem} of {self.dates[of]} {'is late' if number == of else 'has come'}")
        for family, stem, of, later in CORRECTED:
            if number == of + later:
                for path in self.files(family, stem, of, self.folder / "right/drop"):
                    head, dot, rest = path.name.partition(".")
                    shutil.copyfile(path, self.drop / family / f"{head}_02{dot}{rest}")
                words.append(f"{stem} of {self.dates[of]} is corrected")
        if number == CHANGED:
            self.change(number)
            words.append("other definitions")
        answer = self.granary("run", "--date", date, "--now", self.hour(date), good=(0, 2, 3, 5))
        # What came of other dates is the tick's.
        tick = self.ask("tick", "--now", self.hour(date))
        if tick.code not in (0, 2, 3, 5):
            raise Violation("the tick failed", dict(date=date), tick)
        say(f"night {number + 1} of {len(self.dates)}: {date} {answer.seconds + tick.seconds:.1f}s {', '.join(words)}")

    def change(self, number):
        for name, old, new in EDITS:
            path = self.base / "Catalog" / name
            text = path.read_text()
            if text.count(old) != 1:
                raise Violation("the definitions are not as this campaign knows them", dict(file=name, text=old))
            path.write_text(text.replace(old, new))
        for label in REWORKED:
            raised = re.sub(rf"(?ms)(^  {label}:$.*?^    version: )1$", r"\g<1>2", path.read_text(), count=1)
            path.write_text(raised)
        self.granary("apply", "--now", self.hour(self.dates[number]))
        done = self.rebuild(self.dates[0], self.dates[number - 1])
        parts = collections.Counter(part for one in done for part in one["parts"])
        say(f"  rebuilt of {len(done)} dates: {dict(parts)}")
        if set(parts) < {"label:RETAIL_TIER", "label:TIER_WATCH", "label:RET_MOBILE_ACTIVE", "label:RET_HOME_OWNER"}:
            raise Violation("a changed definition is not rebuilt", dict(parts=parts))

    def rebuild(self, first, last, *more):
        answer = self.granary("semantics", "rebuild", "--from", first, "--to", last, *more, *WORDS, "--json",
                              "--now", self.hour(self.dates[-1]), timeout=1800)
        return [json.loads(line) for line in answer.out.splitlines()]

    def verify(self):
        """What differs, what has changed since, what cannot be told, by date; and how many parts are equal."""
        answer = self.ask("semantics", "verify", "--from", self.dates[0], "--to", self.dates[-1], "--json", timeout=1800)
        found = [json.loads(line) for line in answer.out.splitlines()]
        if answer.code != 0 or len(found) != len(self.dates) or any(
                one["different"] or one["changed"] or one["untold"] or one["dropped"] for one in found):
            raise Violation("a date does not come out as it was published", {}, answer)
        return sum(one["equal"] for one in found)

    def computed(self):
        """Rows and sum of every table of every date that holds what was computed."""
        found = {}
        for date in self.dates:
            tables = json.loads(self.granary("digest", "--date", date, "--json").out)["tables"]
            found |= {one["table"]: (one["rows"], one["sum"]) for one in tables if one["table"].split()[0] in COMPUTED}
        return found


def rolling(args, folder, nights):
    bank = Rolling(folder, args.customers, args.build, nights)
    failed = True
    try:
        began = time.monotonic()
        bank.prepare()
        for number in range(nights):
            bank.night(number)
        rolled = bank.computed()
        stale = int(bank.psql("select count(*) from meta.stale where objection is null").strip())
        slow = bank.psql(SLOW).strip().split("|")
        say(f"{nights} nights in {time.monotonic() - began:.0f}s: {len(rolled)} digests, {stale} parts stale, "
            f"a fall pending or a value held in {' and '.join(slow)} bitmaps")
        if stale or "0" in slow:
            raise Violation("not everything has come, or nobody holds anything: this would prove little",
                            dict(stale=stale, slow=slow))
        began = time.monotonic()
        equal = bank.verify()
        print(f"rolling: {equal:,} parts of {nights} dates verified as known then, 0 differ, {time.monotonic() - began:.0f}s",
              flush=True)
        bank.psql(WIPE)
        if bank.computed() == rolled:
            raise Violation("nothing was thrown away", {})
        began = time.monotonic()
        bank.rebuild(bank.dates[0], bank.dates[-1], "--all")
        compare(rolled, bank.computed(), "one rebuild differs from night by night")
        print(f"rolling: {len(rolled):,} of {len(rolled):,} digests of {nights} nights equal after one rebuild from nothing, "
              f"{time.monotonic() - began:.0f}s", flush=True)
        # With all that came later, dates before it are others: the digests do tell.
        first = bank.dates[CORRECTED[0][2]]
        bank.rebuild(first, first, "--all", "--known-now")
        if bank.computed() == rolled:
            raise Violation("a correction makes no difference", dict(date=first))
        failed = False
    finally:
        bank.close(remove=not failed)


def compare(wanted, found, problem):
    if wanted != found:
        raise Violation(problem, dict(tables=difference(wanted, found)))
