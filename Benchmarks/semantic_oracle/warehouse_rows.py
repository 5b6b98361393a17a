"""Clean rows as they were delivered. Nothing else is asked of the warehouse but whose each identifier is."""
import collections, csv, datetime, subprocess, sys
from .values import Decimal

csv.field_size_limit(1 << 30)
READERS = {
    "int": int, "bool": lambda text: text == "t", "date": datetime.date.fromisoformat,
    "time": datetime.datetime.fromisoformat, "text": sys.intern,
}
UNKNOWN = "\\N"


class Warehouse:
    def __init__(self, history):
        self.history = history

    def rows(self, query):
        """Lists of texts, None for NULL; a stream."""
        command = f"copy ({query}) to stdout (format csv, null '{UNKNOWN}')"
        with subprocess.Popen(
                [*self.history.reading("granary"), "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                text=True, env=self.history.environment) as stream:
            for row in csv.reader(stream.stdout):
                yield [None if text == UNKNOWN else text for text in row]
        if stream.returncode:
            raise RuntimeError(f"psql ends with {stream.returncode}")

    def live(self, asset, date):
        """Batches by business date up to a date."""
        found = collections.defaultdict(list)
        for day, batch in self.rows(
                f"select biz_date, batch from meta.live where asset = '{asset}' and biz_date <= '{date}'"):
            found[datetime.date.fromisoformat(day)].append(int(batch))
        return dict(sorted(found.items()))

    def delivered(self, asset, columns, batches, extra=(), where=""):
        """Rows of batches with `columns` as (name, type), and `extra` columns as numbers."""
        if not batches:
            return
        names = ", ".join(f'"{name}"' for name in [*(name for name, _ in columns), *extra])
        table = asset.split("/")[1]
        kinds = [READERS.get(kind, Decimal) for _, kind in columns] + [int] * len(extra)
        keys = [name for name, _ in columns] + list(extra)
        query = (f"select batch, line, biz_date, {names} from ods.{table} "
                 f"where batch in ({', '.join(map(str, batches))}){where}")
        for batch, line, day, *values in self.rows(query):
            row = {name: None if text is None else read(text) for name, read, text in zip(keys, kinds, values)}
            row["biz_date"], row["batch"], row["line"] = datetime.date.fromisoformat(day), int(batch), int(line)
            yield row
