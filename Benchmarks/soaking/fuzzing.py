"""Bytes of others, by the million: six targets under libFuzzer and AddressSanitizer.

What was done is written down after each slice, so a campaign that was stopped goes on where it was. The executions are
those of one build: another begins at 0, with the inputs that were found before."""
import concurrent.futures, hashlib, json, os, re, subprocess, threading
from warehouse import ROOT, Violation, say

BUILD = ROOT / ".build/fuzz"
# The executions are shared out alike; libFuzzer counts them itself.
TARGETS = ("delimited", "fixed-width", "json", "gzip", "gb18030", "yaml")
SLICE = 20_000
LIMITS = ("-max_len=4096", "-timeout=1", "-rss_limit_mb=256")
# Memory that was freed is kept for a while to be watched: less of it, so that the limit is the reader's own. Swift keeps
# marks in spare bits of its pointers, so what is referred to looks like a leak; one that grows meets the limit.
# libFuzzer writes the input down; Swift's own backtrace would take its time.
ENVIRONMENT = os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=8:detect_leaks=0", "SWIFT_BACKTRACE": "enable=no"}


def build():
    """The fuzzer in a build folder of its own: coverage and AddressSanitizer in every module, assertions kept."""
    environment = os.environ | {"GRANARY_FUZZ": "1"}
    subprocess.run(
        ["swift", "build", "-c", "release", "--build-path", BUILD, "--product", "fuzz", "--sanitize", "address",
         "-Xswiftc", "-sanitize=fuzzer", "-Xswiftc", "-assert-config", "-Xswiftc", "Debug"],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return BUILD / "release/fuzz"


def fuzz(args, executions):
    """`executions` over the six targets, with those of former runs of the same build; a target for each core at a time."""
    fuzzer = build()
    ledger = Ledger(fuzzer)
    pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
    try:
        share = executions // len(TARGETS) + 1
        for target in concurrent.futures.as_completed(
                [pool.submit(attack, fuzzer, ledger, target, share, args.seed) for target in TARGETS]):
            target.result()
    finally:
        # The slices that run are brought to their end.
        ledger.isClosed = True
        pool.shutdown(cancel_futures=True)
    told = [ledger.of(target) for target in TARGETS]
    print(f"fuzz {sum(one['executions'] for one in told)} executions over {len(TARGETS)} targets in "
          f"{sum(one['runs'] for one in told)} runs and {sum(one['seconds'] for one in told):.0f} s of the processor, "
          f"0 crashes, 0 above 1 s, "
          f"at most {max(one['memory'] for one in told)} MB of 256", flush=True)


class Ledger:
    """What this build did, by target; closed, it asks for no more."""

    def __init__(self, fuzzer):
        self.lock, self.isClosed = threading.Lock(), False
        self.path = BUILD / "executions.json"
        self.build = hashlib.sha256(fuzzer.read_bytes()).hexdigest()
        kept = json.loads(self.path.read_text()) if self.path.exists() else {}
        self.targets = kept["targets"] if kept.get("build") == self.build else {}

    def of(self, target):
        return self.targets.get(target, dict(executions=0, runs=0, seconds=0, memory=0))

    def add(self, target, executions, seconds, memory):
        known = self.of(target)
        with self.lock:
            self.targets[target] = dict(
                executions=known["executions"] + executions, runs=known["runs"] + 1,
                seconds=round(known["seconds"] + seconds, 1), memory=max(known["memory"], memory))
            new = self.path.with_suffix(".new")
            new.write_text(json.dumps(dict(build=self.build, targets=self.targets), indent=1))
            new.rename(self.path)


def attack(fuzzer, ledger, target, executions, seed):
    corpus, found = BUILD / "corpus" / target, BUILD / "found" / target
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    subprocess.run([fuzzer, target, "--seeds", corpus], check=True, env=ENVIRONMENT)
    while (known := ledger.of(target))["executions"] < executions and not ledger.isClosed:
        runs = min(SLICE, executions - known["executions"])
        words = [f"-runs={runs}", f"-seed={seed + known['runs']}", "-print_final_stats=1", f"-artifact_prefix={found}/", corpus]
        code, output, seconds = run(fuzzer, target, *LIMITS, *words)
        if code and not was_paused(fuzzer, target, output):
            raise Violation(f"{target}: {found} holds the input\n" + output[-4000:], dict(target=target, seed=seed))
        count, memory = stat(output, "number_of_executed_units"), stat(output, "peak_rss_mb")
        ledger.add(target, count, seconds, memory)
        say(f"{target}: {ledger.of(target)['executions']} of {executions} executions, "
            f"{count / seconds:.0f} in a second of the processor, {memory} MB")


def run(fuzzer, target, *words):
    """Exit code, output, and seconds of the processor."""
    program = subprocess.Popen(
        [fuzzer, target, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        env=ENVIRONMENT)
    output = program.stdout.read()
    _, status, used = os.wait4(program.pid, 0)
    program.returncode = os.waitstatus_to_exitcode(status)
    return program.returncode, output, used.ru_utime + used.ru_stime


def was_paused(fuzzer, target, output):
    """Whether an input took its second because the machine did something else: alone it ends, and takes less than a
    second of the processor."""
    written = re.search(r"Test unit written to (\S+/timeout-\S+)", output)
    if not written:
        return False
    code, _, seconds = run(fuzzer, target, "-timeout=100", written[1])
    if code or seconds > 1:
        return False
    say(f"{target}: the machine paused; {written[1]} takes less than a second")
    os.remove(written[1])
    return True


def stat(output, name):
    return int(re.search(rf"stat::{name}:\s*(\d+)", output)[1])
