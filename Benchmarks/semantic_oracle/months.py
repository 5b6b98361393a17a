"""What holds this month of values that follow slowly: worked out from the rows of earlier month ends, one after the other.

Of the warehouse only this is asked: on which dates a label was published at all. The last such date of a month is its end.
"""
import datetime
from .customers import Customer
from .facts import Facts
from .people import People


class Months:
    def __init__(self, rows, definitions):
        self.rows, self.definitions = rows, definitions
        self.worlds, self.customers, self.dates, self.known = {}, {}, {}, {}

    def world(self, date):
        from .world import World
        if date not in self.worlds:
            people = People(self.rows, self.definitions, date)
            self.worlds[date] = World(
                self.definitions, people, Facts(self.rows, self.definitions, people, date), date, self)
        return self.worlds[date]

    def customer(self, date, number):
        if (date, number) not in self.customers:
            self.customers[date, number] = Customer(self.world(date), number)
        return self.customers[date, number]

    def ends(self, name, date):
        """The last publications of the months before, newest first."""
        if name not in self.dates:
            self.dates[name] = [datetime.date.fromisoformat(day) for day, in self.rows.rows(
                f"select biz_date from meta.computed_live where part = 'label:{name}' order by 1")]
        last = {day.replace(day=1): day for day in self.dates[name] if day < date.replace(day=1)}
        return [last[month] for month in sorted(last, reverse=True)]

    def own(self, name, date, number):
        """The place of the day's own value; None where it is unknown or the label is not about the customer."""
        if (name, date, number) not in self.known:
            self.known[name, date, number] = self.first(name, date, number)
        return self.known[name, date, number]

    def first(self, name, date, number):
        label = self.definitions.labels[name]
        if number not in self.world(date).people.kind:
            return None
        customer = self.customer(date, number)
        if not customer.holds(label["population"]):
            return None
        for place, value in enumerate(label["values"]):
            truth = self.world(date).expression(value["if"])[1](customer) if "if" in value else True
            if truth is not False:
                return place if truth else None
        return None

    def standing(self, name, date, number):
        """The place of the value that holds, whatever the day says; None where nothing does yet."""
        ends = self.ends(name, date)
        if not ends or (held := self.published(name, ends[0], number)) is None:
            return None
        values, rule = self.definitions.labels[name]["values"], self.definitions.labels[name]["hysteresis"]
        last = self.own(name, ends[0], number)
        if last is not None and last < held:
            return last
        needed = int(rule.get("by_value", {}).get(values[held]["code"], rule["down_after_months"]))
        lower = [self.own(name, end, number) for end in ends[:needed]]
        falls = len(lower) == needed and all(place is not None and place > held for place in lower)
        return min(lower) if falls else held

    def published(self, name, date, number):
        if (own := self.own(name, date, number)) is None and not self.is_about(name, date, number):
            return None
        standing = self.standing(name, date, number)
        return own if standing is None else standing

    def is_about(self, name, date, number):
        return (number in self.world(date).people.kind
                and self.customer(date, number).holds(self.definitions.labels[name]["population"]))
