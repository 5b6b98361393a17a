"""What is found of a date: whose rule is true, less what earlier dates and the limits keep back.

What earlier dates have found is what is published of them; those dates have been compared on their own.
"""
import collections
from .labels import rule
from .windows import DAY

Earlier = collections.namedtuple("Earlier", "opportunity found expires")


def days(text):
    return int(text.removesuffix("d"))


class Opportunities:
    def __init__(self, world, customers, published):
        self.world, self.customers, self.published = world, customers, published
        self.before = collections.defaultdict(list)
        for name, number, found, expires, computation in published.opportunities_before():
            self.before[world.people.survivor(number)].append((computation, Earlier(name, found, expires)))

    def candidates(self, customer, names):
        for name in names:
            one = self.world.definitions.opportunities[name]
            if not customer.holds(one["population"]) or rule(self.world, customer, one if "if" in one else one["when"]) is not True:
                continue
            priority = self.world.expression(one["priority"])[1](customer)
            yield -min(100, max(0, priority or 0)), name, one

    def of(self, names):
        """By opportunity: customer to (home, manager, priority, last day)."""
        found, date, live = {name: {} for name in names}, self.world.date, self.published.live
        for computation in sorted({live["opportunity:" + name] for name in names}):
            now = [name for name in names if live["opportunity:" + name] == computation]
            for customer in self.customers:
                earlier = [one for number, one in self.before[customer.number]
                           if one.found < date or one.found == date and number < computation]
                open_now = sum(one.expires >= date for one in earlier)
                for priority, name, one in sorted(self.candidates(customer, now), key=lambda found: found[:2]):
                    since = [(date - other.found).days for other in earlier if other.found < date]
                    same = [(date - other.found).days for other in earlier if other.found < date and other.opportunity == name]
                    if (any(past < days(one["dedupe"]) for past in same) or any(past < days(one["cooldown"]) for past in since)
                            or open_now >= int(one["max_open"])):
                        continue
                    open_now += 1
                    definitions = self.world.definitions
                    found[name][customer.number] = (
                        customer[definitions.home] if definitions.home else None,
                        customer[definitions.manager] if definitions.manager else None,
                        -priority, date + days(one["expires"]) * DAY)
        return found
