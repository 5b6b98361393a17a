"""What the warehouse has published for a date, from the tables it is stored in."""
import collections, datetime
from .values import Decimal
from .warehouse_rows import READERS

CHUNK = 65_536
TYPES = {"bigint": "int", "boolean": "bool", "date": "date", "text": "text"}


class Published:
    def __init__(self, rows, date):
        self.rows, self.date = rows, date
        self.live = {part: int(number) for part, number in rows.rows(
            f"select part, computation from meta.computed_live where biz_date = '{date}' and dropped_at is null")}
        self.stale = [part for part, in rows.rows(f"select part from meta.stale where biz_date = '{date}'")]
        self.numbers = {(label, value): (int(number), int(level)) for number, label, value, level in rows.rows(
            "select label_no, label, value, level from lab.label")}

        # Of items and indicators, and of KPIs.
        self.levels = {name: int(level) for name, level in rows.rows(
            "select item, level from meta.item union all select indicator, level from meta.indicator")}
        self.kpi_levels = {name: int(level) for name, level in rows.rows("select kpi, level from meta.kpi_definition")}

    def where(self, part):
        return f"biz_date = '{self.date}' and computation = {self.live[part]}"

    def group(self, group, customers=None):
        """By customer, then by indicator; customers without a row are not there."""
        kinds = dict(self.rows.rows(
            "select attname, format_type(atttypid, null) from pg_attribute "
            f"where attrelid = 'ind.\"{group}\"'::regclass and attnum > 0 and not attisdropped "
            "and attname not in ('computation', 'biz_date', 'customer_id')"))
        names = list(kinds)
        only = "" if customers is None else f" and customer_id in ({', '.join(map(str, customers))})"
        columns = ", ".join(f'"{name}"' for name in names)
        found = {}
        readers = [READERS[TYPES[kinds[name]]] if kinds[name] in TYPES else Decimal for name in names]
        for number, *values in self.rows.rows(
                f'select customer_id, {columns} from ind."{group}" where {self.where("ind:" + group)}{only}'):
            found[int(number)] = {name: None if text is None else read(text)
                                  for name, read, text in zip(names, readers, values)}
        return found

    def label(self, label):
        """By value: who has it and of whom it is unknown."""
        found = {value: {"yes": set(), "unknown": set()} for name, value in self.numbers if name == label}
        values = {number: value for (name, value), (number, _) in self.numbers.items() if name == label}
        for level in sorted({level for (name, _), (_, level) in self.numbers.items() if name == label}):
            listed = ", ".join(map(str, values))
            for number, chunk, *planes in self.rows.rows(
                    f"select label_no, chunk, yes, unknown from lab.bitmap_l{level} "
                    f"where {self.where('label:' + label)} and label_no in ({listed})"):
                for plane, bits in zip(("yes", "unknown"), planes):
                    at = bits.find("1")
                    while at >= 0:
                        found[values[int(number)]][plane].add(int(chunk) * CHUNK + at)
                        at = bits.find("1", at + 1)
        return found

    def customer_labels(self):
        """By (label, value): who has it and of whom it is unknown, from the customers' own rows."""
        names = {number: key for key, (number, _) in self.numbers.items()}
        found = collections.defaultdict(lambda: {"yes": set(), "unknown": set()})
        for level in range(1, 5):
            if f"labels:l{level}" not in self.live:
                continue
            for customer, yes, unknown in self.rows.rows(
                    f"select customer_id, yes, unknown from lab.customer_l{level} where {self.where(f'labels:l{level}')}"):
                for plane, listed in (("yes", yes), ("unknown", unknown)):
                    for number in filter(None, listed.strip("{}").split(",")):
                        found[names[int(number)]][plane].add(int(customer))
        return found

    def coverage(self):
        """By (label, value): population, yes and unknown counted."""
        names = {number: key for key, (number, _) in self.numbers.items()}
        return {names[int(number)]: tuple(map(int, counts)) for level in range(1, 5) for number, *counts in self.rows.rows(
            f"select v.label_no, population, yes, unknown from lab.coverage_l{level} v join lab.label n using (label_no) "
            f"join meta.computed_live l on l.part = 'label:' || n.label and l.biz_date = v.biz_date "
            f"and l.computation = v.computation where v.biz_date = '{self.date}'")}

    def opportunities_before(self):
        """What was found up to the date: opportunity, customer, day, last day, computation."""
        for level in range(1, 5):
            for name, number, found, expires, computation in self.rows.rows(
                    f"select f.opportunity, f.customer_id, f.biz_date, f.expires_on, f.computation from opp.found_l{level} f "
                    "join meta.computed_live l on l.part = 'opportunity:' || f.opportunity and l.biz_date = f.biz_date "
                    f"and l.computation = f.computation where f.biz_date <= '{self.date}'"):
                yield (name, int(number), datetime.date.fromisoformat(found), datetime.date.fromisoformat(expires),
                       int(computation))

    def opportunity(self, name):
        """By customer: home, manager, priority, last day."""
        return {int(number): (home, staff, int(priority), datetime.date.fromisoformat(expires))
                for level in range(1, 5) for number, home, staff, priority, expires in self.rows.rows(
                    f"select customer_id, home, staff_no, priority, expires_on from opp.found_l{level} "
                    f"where opportunity = '{name}' and {self.where('opportunity:' + name)}")}

    def kpi(self, kpi):
        """By organisation: numerator, denominator, value, reason, customers."""
        return {organisation: (*(None if text is None else Decimal(text) for text in numbers), reason,
                               None if customers is None else int(customers))
                for level in range(1, 5) for organisation, *numbers, reason, customers in self.rows.rows(
                    f"select org_no, numerator, denominator, value, reason, customers from kpi.value_l{level} "
                    f"where kpi = '{kpi}' and {self.where('kpi:' + kpi)}")}
