"""polars: a lazy, streamed scan of the fields, rules as expressions, rows by ADBC, which sends COPY BINARY.

polars scans files, not pipes, so the lines lie in one first. The few records with a value that is not canonical as
it came are parted from the rest: polars would work out both sides of a condition for every row.
"""
import sys
import polars as pl
from peers.rules import BLANKS, GROUPED, MARK, NARROW, NOT_TEXT, NUMBER, PLAIN_NUMBER, TIME, WIDE, Job, luhn_pairs

fits = lambda item, pattern: pl.col(item).str.contains(f"^(?:{pattern})$")
PAIRS = pl.Series(luhn_pairs(), dtype=pl.UInt8)


def plain(feed):
    """Whether every value is canonical as it came, but for blanks that fill its width."""
    checks = []
    for item in feed.items:
        if item == "amount":
            checks.append(fits(item, PLAIN_NUMBER))
        elif item in feed.codes:
            checks.append(pl.col(item).is_in(feed.codes[item].valid))
        elif item != "memo":
            empty = "| *" if item in feed.optional else ""
            checks.append(fits(item, f"[0-9]+{empty}"))
    return pl.all_horizontal(checks)


def respelled(feed):
    """Items as their standards spell them."""
    for item in feed.items:
        value = pl.col(item).str.strip_chars(BLANKS)
        if item not in feed.codes and item != "memo" or item == "ccy":
            # Blanks may come to light.
            value = value.str.replace_many(list(WIDE), list(NARROW)).str.strip_chars(BLANKS)
        if item == "ccy":
            value = value.str.to_uppercase()
        if item in feed.codes:
            value = value.replace(feed.codes[item].other)
        if item == "amount":
            grouped = value.str.contains(f"^{GROUPED}$")
            value = pl.when(grouped).then(value.str.replace_all(",", "", literal=True)).otherwise(value)
        yield value


def luhn(feed, item):
    """Whether the check digit holds: two digits at a time, by a table of what two digits add."""
    number = pl.col(item).cast(pl.UInt64, strict=False)
    pair = lambda place: pl.lit(PAIRS).gather((number // 10 ** place % 100).cast(pl.UInt32))
    return pl.sum_horizontal(map(pair, range(0, feed.digits[item], 2))) % 10 == 0


def reason(feed):
    """The first rule that a record does not meet; null where it meets all."""
    whens = [((pl.col("bytes") != feed.line_bytes) | pl.col("excess").is_not_null(), "record length"),
             (pl.col("tag").ne_missing(feed.tag), "record tag"),
             (pl.col("memo").str.contains(NOT_TEXT), "memo encoding")]
    for item in feed.items:
        there = pl.lit(True)
        if item in feed.optional:
            there = pl.col(item) != ""
        else:
            whens.append((pl.col(item) == "", f"{item} required"))
        if item in feed.digits:
            whens.append((there & ~fits(item, "[0-9]{%d}" % feed.digits[item]), f"{item} format"))
        if item in feed.luhn:
            whens.append((there & ~luhn(feed, item), f"{item} check digit"))
        if item in feed.codes:
            whens.append((~pl.col(item).is_in(feed.codes[item].valid), f"{item} code"))
        if item == "txn_time":
            whens.append((~fits(item, TIME) | pl.col("time").is_null(), f"{item} no such time"))
        if item == "amount":
            whole = pl.col("ccy").is_in(feed.whole_currencies())
            whens += [(pl.col("money").is_null(), "amount number"), (pl.col("money") < 0, "amount range"),
                      (whole & (pl.col("money") % 1 != 0), "amount minor unit")]
    chain = pl.when(whens[0][0]).then(pl.lit(whens[0][1]))
    for when, why in whens[1:]:
        chain = chain.when(when).then(pl.lit(why))
    return chain.otherwise(None)


def checked(feed, path):
    schema = {name: pl.Int64 if name in ("line", "bytes") else pl.String for name in feed.columns}
    lines = pl.scan_csv(path, separator=MARK, has_header=False, quote_char=None, schema=schema,
                        truncate_ragged_lines=True)
    lines = lines.with_columns(pl.col(feed.items).fill_null("")).with_columns(plain=plain(feed))
    # The memo is among the optional items.
    padded = pl.col("amount", *feed.optional).str.strip_chars(BLANKS)
    records = pl.concat([
        lines.filter("plain").with_columns(padded),
        lines.filter(~pl.col("plain")).with_columns(respelled(feed)),
    ])
    money = pl.when(fits("amount", NUMBER)).then(pl.col("amount")).cast(pl.Decimal(18, 2), strict=False)
    time = pl.col("txn_time").str.to_datetime("%Y%m%d%H%M%S", time_unit="us", strict=False)
    return (records.with_columns(time=time, money=money).with_columns(reason=reason(feed))
            .drop("plain", "bytes", "excess").collect(engine="streaming"))


def main():
    job = Job.told()
    feed = job.feed
    path = job.folder / "lines"
    with open(path, "wb") as lines:
        if feed.open_pipe(job.file, stdout=lines).wait() != 0:
            sys.exit("the file could not be read")
    table = checked(feed, path)
    path.unlink()
    is_trailer = pl.col("tag").str.starts_with("T").fill_null(False)
    trailer, records = table.filter(is_trailer), table.filter(~is_trailer)
    del table
    is_filtered = pl.any_horizontal(pl.col(item).is_in(codes) for item, codes in feed.filtered.items())
    refused = records.filter(pl.col("reason").is_not_null())
    clean = records.filter(pl.col("reason").is_null())
    loadable = clean.filter(~is_filtered).sort("line")
    first = loadable["posting_no"].is_first_distinct()
    repeated = loadable.filter(~first).select("line", reason=pl.lit("duplicate"))
    pl.concat([refused.select("line", "reason"), repeated]).sort("line").write_csv(job.rejects)
    row = loadable.filter(first)
    unread = pl.col("money").is_null() | pl.col("reason").is_in(["record length", "record tag"]).fill_null(False)
    feed.balance(
        "".join(trailer.select("tag", "posting_no", "account_no").row(0)) if trailer.height == 1 else None,
        trailer["line"].max() or 0, records.height,
        row.height, repeated.height, clean.height - loadable.height, refused.height,
        int((records.filter(~unread)["money"].sum() or 0) * 100), records.filter(unread).height)
    row = row.select(typed(feed))
    del records, clean, loadable
    row.write_database(job.table, f"postgresql:///granary?host={job.socket}&port=5432&user=granary",
                       if_table_exists="append", engine="adbc")


def typed(feed):
    for item in feed.items:
        if item == "txn_time":
            yield pl.col("time").alias(item)
        elif item == "amount":
            yield pl.col("money").alias(item)
        elif item in feed.optional:
            yield pl.when(pl.col(item) != "").then(pl.col(item)).alias(item)
        else:
            yield pl.col(item)


if __name__ == "__main__":
    main()
