"""Where and when a night runs decides nothing: cron's bare environment, any language and time zone, jumps of the clock,
ticks on top of each other, a disk that is full and has room again."""
import functools, random, stat, subprocess
from warehouse import Violation
from .fulldisk import full, full_server
from .injection import Injected, build

BARE = {"PATH": "/usr/bin:/bin", "HOME": "/", "SHELL": "/bin/sh"}
# A name, the environment, and what the shell does before it becomes granary.
PLACES = [
    ("env -i", {}, ""),
    ("cron", BARE, ""),
    ("cron, no HOME", {"PATH": "/usr/bin:/bin"}, ""),
    ("LANG=C", BARE | {"LANG": "C"}, ""),
    ("LC_ALL=C.UTF-8", BARE | {"LC_ALL": "C.UTF-8"}, ""),
    ("LANG=zh_CN.GB18030", BARE | {"LANG": "zh_CN.GB18030", "LC_ALL": "zh_CN.GB18030"}, ""),
    ("LANG=tr_TR.UTF-8", BARE | {"LANG": "tr_TR.UTF-8"}, ""),
    ("LANG of no language", BARE | {"LANG": "xx_XX.nothing"}, ""),
    ("TZ=America/New_York", BARE | {"TZ": "America/New_York"}, ""),
    ("TZ=Europe/London", BARE | {"TZ": "Europe/London"}, ""),
    ("TZ=Pacific/Apia", BARE | {"TZ": "Pacific/Apia"}, ""),
    ("TZ of nowhere", BARE | {"TZ": "Nowhere/AtAll"}, ""),
    ("umask 000", BARE, "umask 000; "),
    ("umask 077", BARE, "umask 077; "),
    ("stdin closed", BARE, "exec <&-; "),
    ("stdout and stderr closed", BARE, "exec >&- 2>&-; "),
    ("all three closed", BARE, "exec <&- >&- 2>&-; "),
    ("stderr on a full disk", BARE, "exec 2>/dev/full; "),
    ("stdout on a full disk", BARE, "exec >/dev/full; "),
    ("few files at once", BARE, "ulimit -n 256; "),
    ("another folder", BARE, "cd /proc; "),
]
# The clock as it is told, within one night; the hour in which Europe's summer time ends is none of the bank's.
HOURS = ["02:00:00", "02:40:00", "03:59:59", "04:59:59", "05:30:00"]


def circumstances(args, folder, count):
    """Each of the places and hours by a run and by a tick, and so many jumping clocks."""
    folder.mkdir(parents=True, exist_ok=True)
    night = Injected(folder / "night", 40, args.build, build(folder))
    failed = True
    try:
        night.prepare()
        each = functools.partial(args.journal.each, "circumstances")
        for name, environment, words in PLACES:
            for trial in each([f"{name}: tick", f"{name}: run"]):
                command = trial.split()[-1]
                facts = dict(place=name, command=command)
                night.restart(False)
                end = shell(night, environment, words, night.night(command))
                judge(night, command, end, facts)
                modes(night, facts)
        print(f"circumstances {len(PLACES)} of {len(PLACES)} environments equal, by tick and by run", flush=True)
        for hour in each(HOURS):
            night.restart(False)
            facts = dict(hour=hour)
            judge(night, "tick", shell(night, BARE, "", ("tick", "--now", f"{night.dates[-1]}T{hour}")), facts)
        late = 0
        for number in args.journal.each("clocks", range(1, count + 1)):
            chance = random.Random(f"{args.seed}/clock/{number}")
            command = chance.choice(["tick", "run"])
            night.restart(chance.random() < 0.2)
            code, out, err, _, _ = night.disturbed(night.night(command), {"FAULTS_CLOCK": str(chance.getrandbits(40))})
            facts = dict(clock=number, command=command)
            if code == 69 and "timeout expired" in err:
                # libpq waits by the time of day; the next tick goes on.
                code, command = 0, "run"
                late += 1
            judge(night, command, (code, err), facts)
        print(f"circumstances {len(HOURS)} hours and {count} of {count} jumping clocks equal, "
              f"{late} after a connection that took a jump for its timeout", flush=True)
        for _ in each(["10 ticks at once"]):
            overlap(night, 10)
        print("circumstances 10 ticks at once equal", flush=True)
        full(night, args, count, judge)
        full_server(night, args, count)
        failed = False
    finally:
        night.close(remove=not failed)


def shell(night, environment, words, command):
    done = subprocess.run(
        ["/bin/sh", "-c", words + 'exec "$@"', "granary", *night.command(*command)], env=environment,
        capture_output=True, text=True, timeout=300)
    return done.returncode, done.stderr


def judge(night, command, end, facts):
    code, err = end
    if code not in (0, 2):
        raise Violation("the night ends otherwise than it does elsewhere", facts | dict(code=code, stderr=err))
    night.finish(command)
    night.compare(facts)


def modes(night, facts):
    """What granary makes of its own, nobody else may write."""
    for place in (night.state / "archive", night.state / "mirror"):
        for path in [place, *place.rglob("*")]:
            isOurs = path.is_dir() or path.name in ("delivery.json", "channel.json", "channel.lock")
            if isOurs and path.lstat().st_mode & (stat.S_IWGRP | stat.S_IWOTH):
                raise Violation(f"others may write {path.relative_to(night.state)}", facts)


def overlap(night, count):
    night.restart(False)
    ticks = [night.start(*night.night("tick")) for _ in range(count)]
    codes = sorted(tick.wait(timeout=300) for tick in ticks)
    if not set(codes) <= {0, 2, 75} or codes[0] == 75:
        raise Violation("ticks on top of each other", dict(codes=codes))
    judge(night, "run", (0, ""), dict(overlapping=count))
