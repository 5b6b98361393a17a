"""Bytes of others, by the million: six targets under libFuzzer and AddressSanitizer, and three parsers that must agree."""
import os, random, re, shutil, subprocess
from warehouse import ROOT, Violation, say
from .differing import compared, comparisons

BUILD = ROOT / ".build/fuzz"
# How the executions are shared out; libFuzzer reports them itself.
TARGETS = ("delimited", "fixed-width", "json", "gzip", "gb18030", "yaml")


def build():
    """The fuzzer in a build folder of its own: coverage and AddressSanitizer in every module, assertions kept."""
    environment = os.environ | {"GRANARY_FUZZ": "1"}
    subprocess.run(
        ["swift", "build", "-c", "release", "--build-path", BUILD, "--product", "fuzz", "--sanitize", "address",
         "-Xswiftc", "-sanitize=fuzzer", "-Xswiftc", "-assert-config", "-Xswiftc", "Debug"],
        cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL)
    return BUILD / "release/fuzz"


def fuzz(args, project, executions):
    """`executions` over the six targets, a tenth as many compared."""
    fuzzer = build()
    folder = project.folder / "fuzz"
    folder.mkdir(parents=True, exist_ok=True)
    whole = 0
    for target in TARGETS:
        whole += attack(fuzzer, target, folder, executions // len(TARGETS) + 1, args.seed)
    print(f"fuzz {whole} executions over {len(TARGETS)} targets, 0 crashes, 0 above 1 s, 0 above 256 MB", flush=True)
    serve(project)
    others = comparisons(project)
    for name, (target, make, theirs, explain) in others.items():
        chance = random.Random(f"{args.seed}/{name}")
        count, rules = compared(fuzzer, target, chance, executions // 10 // len(others) + 1, make, theirs, explain)
        explained = ", ".join(f"{rule} {number}" for rule, number in sorted(rules.items())) or "none"
        print(f"fuzz {count} inputs against {name}, 0 unexplained differences; explained: {explained}", flush=True)


def serve(project):
    """A server for COPY, with nothing in it."""
    project.state.mkdir(parents=True, exist_ok=True)
    for name in ("Catalog", "Pipelines"):
        shutil.copytree(ROOT / name, project.base / name, dirs_exist_ok=True)
    project.granary("warehouse", "start")
    project.locate()


def attack(fuzzer, target, folder, executions, seed):
    corpus, found = folder / target, folder / f"{target}-found"
    corpus.mkdir(exist_ok=True)
    found.mkdir(exist_ok=True)
    subprocess.run([fuzzer, target, "--seeds", corpus], check=True)
    done = subprocess.run(
        [fuzzer, target, f"-runs={executions}", f"-seed={seed}", "-max_len=4096", "-timeout=1", "-rss_limit_mb=256",
         "-print_final_stats=1", f"-artifact_prefix={found}/", corpus],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
        # Memory that was freed is kept for a while to be watched: less of it, so that the limit is the reader's own.
        env=os.environ | {"ASAN_OPTIONS": "quarantine_size_mb=8:detect_leaks=0"})
    if done.returncode:
        raise Violation(f"{target}: {found} holds the input\n" + done.stdout[-4000:], dict(target=target, seed=seed))
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", done.stdout)
    memory = re.search(r"stat::peak_rss_mb:\s*(\d+)", done.stdout)
    slowest = re.search(r"stat::slowest_unit_time_sec:\s*(\d+)", done.stdout)
    say(f"{target}: {runs[1]} executions, at most {memory[1]} MB, slowest {slowest[1]} s")
    return int(runs[1])
