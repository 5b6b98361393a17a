"""The benchmark `semantics`: a warehouse of generated postings, and definitions of any number over them."""
import datetime, pathlib, shutil, statistics, subprocess, sys, time
from warehouse import ROOT, say

GRANARY = ROOT / ".build/release/granary"
CHANNELS = [("every", None), ("counter", "01"), ("ebank", "02"), ("mobile", "03"), ("atm", "04"), ("pos", "05")]
WINDOWS = ["d1", "d7", "d30", "d60", "d90", "d120", "d180", "d270", "d365", "mtd", "qtd", "ytd", "pm"]
MEASURES = [
    ("in_amt", "agg: sum, of: amount_cny, where: \"dc_flag = 'C'\", unit: 元"),
    ("out_amt", "agg: sum, of: amount_cny, where: \"dc_flag = 'D'\", unit: 元"),
    ("in_cnt", "agg: count, where: \"dc_flag = 'C'\", unit: 笔"),
    ("out_cnt", "agg: count, where: \"dc_flag = 'D'\", unit: 笔"),
    ("in_max", "agg: max, of: amount_cny, where: \"dc_flag = 'C'\", unit: 元"),
    ("out_max", "agg: max, of: amount_cny, where: \"dc_flag = 'D'\", unit: 元"),
    ("days", "agg: days, unit: 天"),
    ("last", "agg: last_date"),
]
FACT = """fact: bench
zh: 动账
meaning: 生成的流水
owner: 数据管理部 吴敏
asset: X1/posting
rows: happened
time: txn_time
where: "status = '0'"
organisation: org_no
columns:
  amount_cny: { money: amount, currency: ccy, rate: flow }
"""


def define(base, indicators, labels):
    """A catalog with the shipped assets and so many definitions, at most 312 in a group."""
    for name in ("facts", "subjects", "indicators", "labels", "kpis", "scorecards", "opportunities"):
        shutil.rmtree(base / "Catalog" / name, ignore_errors=True)
    (base / "Catalog/facts").mkdir()
    (base / "Catalog/facts/bench.yaml").write_text(FACT)
    (base / "Catalog/indicators").mkdir()
    names, group = [], 0
    # Without a condition a filter is called all.
    called = lambda channel, group: "all" if channel == "every" and group == 0 else channel
    while len(names) < indicators:
        # Each group splits postings by amounts of its own, so that no two ask for the same.
        least = 1000 * group
        left = indicators - len(names)
        measures = MEASURES[: max(1, min(4, -(-left // (len(CHANNELS) * len(WINDOWS)))))]
        if group % 2:
            measures = MEASURES[4:][: len(measures)]
        wanted = measures, CHANNELS, WINDOWS
        take = len(measures) * len(CHANNELS) * len(WINDOWS)
        exclude = []
        if take > left:
            channels = max(1, left // (len(measures) * len(WINDOWS)))
            wanted = measures, CHANNELS[:channels], WINDOWS
            if left < len(measures) * len(WINDOWS):
                wanted = measures[:1], CHANNELS[:1], WINDOWS[:left]
        lines = [f"template: g{group}", f"zh: 第{group}组", "meaning: 生成的", "owner: 数据管理部 吴敏", "fact: bench",
                 "population: \"served\"", "measures:"]
        for name, what in wanted[0]:
            lines.append(f"  {name}: {{ zh: {name}, {what} }}")
        lines.append("filters:")
        for name, code in wanted[1]:
            conditions = ([f"channel = '{code}'"] if code else []) + ([f"amount_cny >= {least}"] if least else [])
            name = "all" if not conditions else name
            lines.append(f"  {name}: {{ zh: {name}" + (f", if: \"{' and '.join(conditions)}\"" if conditions else "") + " }")
        lines.append(f"windows: [{', '.join(wanted[2])}]")
        (base / f"Catalog/indicators/g{group}.yaml").write_text("\n".join(lines) + "\n")
        names += [(f"g{group}_{m}__{called(c, group)}__{w}", m) for m, _ in wanted[0] for c, _ in wanted[1] for w in wanted[2]]
        group += 1
    (base / "Catalog/labels").mkdir()
    lines = ["family: bench", "zh: 生成的标签", "meaning: 生成的", "owner: 数据管理部 吴敏", "population: \"served\"", "labels:"]
    numbers = [name for name, measure in names if measure != "last"]
    for index in range(labels):
        a, b, c = (numbers[(index * step + 17) % len(numbers)] for step in (7, 31, 113))
        lines.append(f"  L{index:03}: {{ zh: 标签{index}, meaning: 生成的, frequency: 每日, when: {{ all: [ {{ id: a, if: \"{a} >= {1 + index % 9 * 5}\" }}, "
                     f"{{ any: [ {{ id: b, if: \"{b} > {index % 7}\" }}, {{ not: {{ id: c, if: \"{c} > {index % 11}\" }} }} ] }} ] }} }}")
    if labels:
        (base / "Catalog/labels/bench.yaml").write_text("\n".join(lines) + "\n")
    return len(names)


LOAD = """
insert into dwd.party (party_key, kind, id_no, name, is_customer)
  select c, 'citizen_id', c::text, 'c', true from generate_series(1, {customers}) c;
insert into dwd.identifier (key, scheme, customer_id, since)
  select hashint8extended(party_key, 1), 'account_no', customer_id, date '2024-01-01' from dwd.party;
create temp table account as select row_number() over () as n, key from dwd.identifier;
create unique index on account (n);
do $$
declare day date; b bigint; d integer;
begin
  for d in 0..364 loop
    day := date '{date}' - d;
    insert into meta.batch (asset, feed, business_date, delivery, file_name, status, run, opened_at, closed_at)
      values ('X1/posting', 'X1/posting', day, 1, 'bench', 'published', 'bench', now(), now()) returning batch into b;
    execute format('create table ods.posting_b%s partition of ods.posting for values from (%L, %s) to (%L, %s)', b, day, b, day, b + 1);
    execute format($q$
      insert into ods.posting (batch, line, biz_date, posting_no, account_no, org_no, txn_time, dc_flag, ccy, amount, channel,
        counter_account, status, memo, account_no_key, counter_account_key)
      select %1$s, s.n, %2$L, 'P' || (%1$s * 1000000 + s.n), '62' || a.n, '0210', %2$L::date + interval '1 second' * (s.n %% 86400),
        case when h %% 2 = 0 then 'C' else 'D' end, case when h %% 50 = 0 then 'USD' else 'CNY' end,
        round((10 ^ (1 + (h >> 8) %% 1000 / 250.0))::numeric, 2), '0' || (1 + (h >> 20) %% 6), null, '0', null, a.key, null
      from (select n, hashint8extended(n + %1$s * 1000003::bigint, 7) & 9007199254740991 as h from generate_series(1, %3$s) n) s
      join account a on a.n = 1 + (s.h >> 3) %% {customers}
    $q$, b, day, {daily});
    insert into meta.live (asset, feed, biz_date, batch) values ('X1/posting', 'X1/posting', day, b);
    insert into meta.batch (asset, feed, business_date, delivery, file_name, status, run, opened_at, closed_at)
      values ('R/exchange_rate', 'R/exchange_rate', day, 1, 'bench', 'published', 'bench', now(), now()) returning batch into b;
    insert into ods.exchange_rate (batch, line, biz_date, ccy, base_ccy, quote_unit, minor_unit, rate_date, middle_rate, buy_rate, sell_rate)
      values (b, 1, day, 'USD', 'CNY', 1, 2, day, 7.1, 7.0, 7.2);
    insert into meta.live (asset, feed, biz_date, batch) values ('R/exchange_rate', 'R/exchange_rate', day, b);
  end loop;
end $$;
vacuum analyze;
"""


def semantics(name, args, project, timed):
    """Indicators and labels from nothing to published, over one `group by` of the postings, same run; how the time grows
    with the number of indicators; and how long audiences of three to six labels take."""
    base = project(pathlib.Path(args.folder) / name)
    date = "2025-11-20"
    say(f"{args.customers:,} customers, {args.postings:,} postings")
    subprocess.run([GRANARY, "warehouse", "destroy", "--yes", "--project", base], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    shutil.rmtree(base / ".granary", ignore_errors=True)

    def granary(*words, **options):
        return timed(GRANARY, *words, "--project", base, stdout=sys.stderr, good=(0, 2), **options)

    def psql(*words, **options):
        return timed(GRANARY, "warehouse", "psql", "--project", base, "--", "-q", "-v", "ON_ERROR_STOP=1", *words,
                     stdout=subprocess.DEVNULL, **options)

    define(base, 200, 0)
    granary("warehouse", "start")
    granary("apply")
    (base / "load.sql").write_text(LOAD.format(customers=args.customers, date=date, daily=args.postings // 365))
    psql("-f", base / "load.sql")
    group = "select customer_id, count(*), sum(amount) from dwd.posting group by 1"

    def measured(indicators, labels):
        count = define(base, indicators, labels)
        granary("apply")
        psql("-c", "checkpoint")
        before = psql("-c", group).seconds
        took = granary("semantics", "run", "--date", date)
        after = psql("-c", group).seconds
        ratio = took.seconds / ((before + after) / 2)
        say(f"{name}: {count:,} indicators and {labels:,} labels in {took.seconds:.2f}s, group by {before:.2f}s and {after:.2f}s, "
            f"ratio {ratio:.2f}, peak {took.megabytes:.0f} MB")
        return took.seconds, ratio

    def forget():
        psql("-c", "delete from meta.computed_live", "-c", "delete from meta.computed")

    ratios, growths = [], []
    for _ in range(args.rounds):
        forget()
        ratios.append(measured(1000, 500)[1])
        audiences(base, date)
        forget()
        few = measured(200, 0)[0]
        forget()
        many = measured(2000, 0)[0]
        growths.append(many / few)
    print(f"{name} {statistics.median(ratios):.2f} of group-by", flush=True)
    print(f"{name}-growth {statistics.median(growths):.2f} of 200-indicators", flush=True)
    granary("warehouse", "destroy", "--yes")


def audiences(base, date):
    """Counts of three to six labels, one session, as an analyst asks them."""
    lines = []
    for index in range(200):
        labels = [f"L{(index * 37 + k * 61) % 500:03}" for k in range(3 + index % 4)]
        words = [labels[0]] + [("and not " if k % 3 == 2 else "and " if k % 2 else "or ") + label for k, label in enumerate(labels[1:], 1)]
        lines.append(" ".join(words))
    process = subprocess.run(
        [GRANARY, "audience", "count", "-", "--timing", "--date", date, "--as", "4", "--project", base],
        input="\n".join(lines) + "\n", text=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    for line in process.stderr.splitlines()[-3:]:
        say("audience: " + line)
    if process.returncode:
        sys.exit(f"granary audience: exit {process.returncode}")
