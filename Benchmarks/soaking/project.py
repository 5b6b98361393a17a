"""A bank of three dates, its project, its cluster and the copy of both that every disturbance starts from."""
import datetime, json, os, pathlib, shutil, signal, statistics, subprocess, sys, time
from warehouse import ROOT, Violation, Warehouse, say

# What the ledger and the tables must say alike however a night came about; batch numbers, runs and times are left out.
CONTENT = r"""
select 'batch', feed, business_date, delivery, declared_by, declared_rows, declared_sum, counted_rows, loaded_rows,
  rejected_rows, duplicate_rows, filtered_rows, unreadable_rows, normalized_values,
  encode(content_sha256, 'hex')
from meta.batch where status = 'published' order by 2, 3;
select 'sum', feed, business_date, term, currency, units, s.scale
from meta.batch_sum s join meta.batch b using (batch) where status = 'published' order by 2, 3, 4, 5;
select 'normalized', feed, business_date, item, count
from meta.batch_normalized n join meta.batch b using (batch) where status = 'published' order by 2, 3, 4;
select 'live', l.feed, l.biz_date, b.status, b.feed = l.feed and b.business_date = l.biz_date
from meta.live l left join meta.batch b using (batch) order by 2, 3;
select 'reject', feed, business_date, status, rule, r.item, count(*), sum(line), sum(byte_offset),
  sum(case when rule <> 'duplicate' then hashtextextended(encode(raw, 'hex'), line)::numeric end)
from meta.reject r left join meta.batch b using (batch) group by 2, 3, 4, 5, 6 order by 2, 3, 4, 5, 6;
select 'left in staging', count(*) from pg_class where relnamespace = 'staging'::regnamespace and relkind = 'r';
select 'left open', (select count(*) from meta.batch where status = 'staged'),
  (select count(*) from meta.run where finished_at is null);
select 'refused', count(*) from meta.batch where status in ('refused', 'superseded');
select 'partitions nobody published', count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
where c.relkind = 'r' and c.relnamespace = 'ods'::regnamespace
  and not exists (select 1 from meta.live where batch = substring(c.relname from '_b(\d+)$')::bigint);
select 'advice', feed, business_date, item, rule, rows from meta.advice join meta.batch b using (batch)
where status = 'published' order by 2, 3, 4, 5;
select 'reconciled', reconciliation, biz_date, compared, breaks from recon.outcome order by 2, 3;
select 'break', reconciliation, biz_date, count(*), sum(left_sum), sum(right_sum) from (
  select * from recon.break_l1 union all select * from recon.break_l2 union all
  select * from recon.break_l3 union all select * from recon.break_l4) breaks
group by 2, 3 order by 2, 3;
select 'party', count(*), count(distinct party_key) from dwd.party;
select 'identifier', scheme, count(*), count(distinct customer_id) from dwd.identifier group by 2 order by 2;
select 'survivor', count(*), sum(hashtextextended(concat_ws('|', a.kind, a.id_no, b.kind, b.id_no, valid_from, valid_to), 0))
from dwd.survivor s join dwd.party a using (customer_id) join dwd.party b on b.customer_id = s.survivor_id;
select 'computed', part, biz_date, restatement from meta.computed order by 2, 3;
select 'stale', part, biz_date, missing, objection from meta.stale order by 2, 3;
select 'computed by nobody', count(*) from meta.computation c where computed_at is null;
-- Whose client is gone ends as soon as its turn on the processor comes.
do $$
begin
  for attempt in 1..50 loop
    exit when not exists (select from pg_stat_activity where application_name like 'granary%');
    perform pg_sleep(0.1), pg_stat_clear_snapshot();
  end loop;
end
$$;
select 'sessions', count(*) from pg_stat_activity where application_name like 'granary%';
"""
# What was so when a delivery came, and stays written down: rows that named what nobody had delivered yet, and who was told
# what was missing. It is alike where the order of arrival is.
MOMENTS = r"""
select 'unresolved', feed, business_date, unresolved_rows from meta.batch where status = 'published' order by 2, 3;
select 'told', count(*) from meta.notice;
"""


class Project(Warehouse):
    said = CONTENT + MOMENTS

    def __init__(self, folder, customers, build="release"):
        super().__init__(folder / "project", ROOT / ".build" / build)
        self.folder, self.customers, self.copy = folder, customers, folder / "start"
        last = datetime.date(2025, 11, 20)
        self.dates = [str(last - datetime.timedelta(days=days)) for days in (2, 1, 0)]
        self.now = f"{last}T02:40:00"
        self.unburied = []
        self.api = None

    # commands

    def night(self, command):
        return ("run", "--date", self.dates[-1]) if command == "run" else ("tick", "--now", self.now)

    def start(self, *words):
        """A command, begun and left to itself."""
        night = subprocess.Popen(
            self.command(*words), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=self.environment)
        self.unburied.append(night)
        return night

    def finish(self, command):
        """What a command leaves to the next tick: here nothing."""

    def tick(self):
        return self.ask("tick", "--now", self.now)

    def bury(self):
        for night in self.unburied:
            night.wait()
        self.unburied = []

    # the start state

    def prepare(self):
        """Generates the bank, publishes all dates but the last, keeps the cluster's files, and makes the reference."""
        self.generate()
        self.start_api()
        self.granary("warehouse", "start")
        self.granary("apply")
        for date in self.dates[:-1]:
            self.deliver(date)
            self.granary("run", "--date", date, good=(0, 2))
        self.locate()
        self.granary("warehouse", "stop")
        self.copy.mkdir()
        subprocess.run(["cp", "-a", self.data, self.copy / "data"], check=True)
        subprocess.run(["cp", "-a", self.state / "archive", self.copy / "archive"], check=True)
        self.restart(False)
        self.granary("run", "--date", self.dates[-1], good=(0, 2))
        self.reference = self.snapshot()
        say(f"reference: {self.reference['digests']}")

    def generate(self):
        """The project and its bank; what the senders will deliver is kept aside, and the drop folder is empty."""
        self.stop_api()
        if (self.base / "Catalog").exists():
            self.ask("warehouse", "destroy", "--yes")
        shutil.rmtree(self.folder, ignore_errors=True)
        self.state.mkdir(parents=True)
        for name in ("Catalog", "Pipelines"):
            shutil.copytree(ROOT / name, self.base / name)
        bank = self.state / "bank"
        subprocess.run(
            [self.binaries / "samplebank", "generate", "--out", bank, "--date", self.dates[-1],
             "--days", str(len(self.dates)), "--customers", str(self.customers), "--seed", "7", "--dirt", "0.01"],
            check=True, stdout=sys.stderr)
        self.drop = bank / "drop"
        self.drop.rename(self.folder / "deliveries")
        for path in (self.folder / "deliveries").rglob("*"):
            if path.is_dir():
                (self.drop / path.relative_to(self.folder / "deliveries")).mkdir(parents=True, exist_ok=True)

    def locate(self):
        super().locate()
        self.data = pathlib.Path(self.psql("show data_directory").strip())

    def deliver(self, date):
        stamp = date.replace("-", "")
        for path in (self.folder / "deliveries").rglob(f"*{stamp}*"):
            shutil.copyfile(path, self.drop / path.relative_to(self.folder / "deliveries"))

    def forget(self):
        """As if there never had been a warehouse; the first date's files wait in the drop folder."""
        self.bury()
        self.ask("warehouse", "destroy", "--yes")
        shutil.rmtree(self.state / "archive", ignore_errors=True)
        self.deliver(self.dates[0])

    def restart(self, isCold):
        """Back to the start state, to the byte: cluster, archive, drop folder. Cold: the server does not run."""
        self.bury()
        reader = getattr(self, "reader", None)
        if reader:
            reader.pause()
        self.granary("warehouse", "stop", "--immediately")
        shutil.rmtree(self.data)
        subprocess.run(["cp", "-a", self.copy / "data", self.data], check=True)
        shutil.rmtree(self.state / "archive")
        subprocess.run(["cp", "-a", self.copy / "archive", self.state / "archive"], check=True)
        for path in self.drop.rglob("*"):
            if path.is_file():
                path.unlink()
        self.deliver(self.dates[-1])
        if not isCold:
            self.granary("warehouse", "start")
        if reader:
            reader.resume()

    def measure(self):
        """Seconds of an undisturbed night, by whether the server has to be started first."""
        seconds = {}
        for isCold in (False, True):
            times = []
            for command in ("run", "tick", "run"):
                self.restart(isCold)
                answer = self.granary(*self.night(command), good=(0, 2))
                self.finish(command)
                self.compare(dict(step=f"undisturbed {command}"))
                times.append(answer.seconds)
            seconds[isCold] = statistics.median(times)
        say(f"an undisturbed night takes {seconds[False]:.2f}s, {seconds[True]:.2f}s with the server to start")
        return seconds

    # blows

    def postmaster(self):
        try:
            return int((self.data / "postmaster.pid").read_text().split("\n")[0])
        except (OSError, ValueError):
            return None

    def strike(self, blow):
        """Strikes the server, if it is there; tells whom it struck."""
        process = self.postmaster()
        if blow == "stop":
            answer = self.ask("warehouse", "stop", "--immediately")
            return f"exit {answer.code}" if process else None
        if blow == "backend" and process:
            children = pathlib.Path(f"/proc/{process}/task/{process}/children").read_text().split()
            ours = [child for child in children if b"granary granary" in command_line(child)]
            process = int(ours[-1]) if ours else None
        if process:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                process = None
        return process

    # what is there

    def snapshot(self):
        digests = {}
        for date in self.dates:
            digests[date] = json.loads(self.granary("digest", "--date", date, "--json").out)["digest"]
        state = self.psql(self.said)
        left = sorted(str(path.relative_to(self.drop)) for path in self.drop.rglob("*") if path.is_file())
        archive = self.state / "archive"
        kept = sorted(str(path.relative_to(archive)) for path in archive.rglob("*") if path.is_file())
        return dict(digests=digests, state=state, drop=left, archive=kept)

    def compare(self, facts):
        found = self.snapshot()
        for name, wanted in self.reference.items():
            if found[name] != wanted:
                raise Violation(f"the {name} differ: {difference(wanted, found[name])}", facts)

    # the API, and the end

    def start_api(self):
        port = self.folder / "port"
        port.unlink(missing_ok=True)
        self.api = subprocess.Popen(
            [self.binaries / "samplebank", "serve", "--dir", self.state / "bank", "--port", "0", "--port-file", port],
            stdout=subprocess.DEVNULL)
        for _ in range(300):
            if port.exists():
                url = f"https://localhost:{port.read_text().strip()}"
                (self.state / "endpoints.yaml").write_text(
                    "".join(f'{name}: "{url}"\n' for name in ("social", "court", "estate"))
                )
                return
            time.sleep(0.1)
        raise Violation("the API does not start", {})

    def stop_api(self):
        if self.api:
            self.api.kill()
            self.api.wait()
            self.api = None

    def close(self, remove):
        self.stop_api()
        self.bury()
        if not self.base.exists():
            return
        if remove:
            self.ask("warehouse", "destroy", "--yes")
            shutil.rmtree(self.folder, ignore_errors=True)
        else:
            self.ask("warehouse", "stop")


def command_line(process):
    try:
        return pathlib.Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return b""


def difference(wanted, found):
    """The lines that only one of two has; neither side holds a value of a customer."""
    if isinstance(wanted, dict):
        return {key: (word, found.get(key)) for key, word in wanted.items() if found.get(key) != word}
    lines = (wanted.split("\n"), found.split("\n")) if isinstance(wanted, str) else (wanted, found)
    lost = [line for line in lines[0] if line not in lines[1]]
    new = [line for line in lines[1] if line not in lines[0]]
    return "\n" + "\n".join([f"    - {line}" for line in lost[:20]] + [f"    + {line}" for line in new[:20]])
