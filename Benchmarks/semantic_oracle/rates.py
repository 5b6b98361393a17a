"""What an amount is in the base currency."""
import bisect, collections, datetime
from .values import rounded

OLDEST = datetime.timedelta(days=7)


class Rates:
    """Prices of currencies by the business date they came for, each with the day it was published."""

    def __init__(self, warehouse, definitions, date):
        self.prices, self.base = collections.defaultdict(list), None
        for name, asset in definitions.assets.items():
            if quotes := asset.get("quotes"):
                self.base = quotes["base"]
                since = quotes.get("since")
                wanted = [quotes[key] for key in ("currency", "rate", "unit")] + ([since] if since else [])
                columns = [(item, definitions.type(name, item)) for item in wanted]
                for row in warehouse.delivered(name, columns, sum(warehouse.live(name, date).values(), [])):
                    currency, rate, unit = (row[item] for item in wanted[:3])
                    published = row[since] if since else row["biz_date"]
                    self.prices[currency].append((row["biz_date"], published, rate, unit))
        for prices in self.prices.values():
            prices.sort()

    def converted(self, amount, currency, day, places):
        if amount is None or currency is None or currency == self.base:
            return amount if currency is not None else None
        prices = self.prices.get(currency, [])
        at = bisect.bisect_right(prices, day, key=lambda price: price[0])
        if at == 0 or day - prices[at - 1][1] > OLDEST:
            return None
        _, _, rate, unit = prices[at - 1]
        return rounded(amount * rate / unit, places)
