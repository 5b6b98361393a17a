"""What an amount is in the base currency."""
import bisect, collections, datetime
from .values import rounded

OLDEST = datetime.timedelta(days=7)


class Rates:
    """Prices of currencies by the business date they were published for."""

    def __init__(self, warehouse, definitions, date):
        self.prices, self.base = collections.defaultdict(list), None
        for name, asset in definitions.assets.items():
            if quotes := asset.get("quotes"):
                self.base = quotes["base"]
                columns = [(quotes[key], definitions.type(name, quotes[key])) for key in ("currency", "rate", "unit")]
                for row in warehouse.delivered(name, columns, sum(warehouse.live(name, date).values(), [])):
                    currency, rate, unit = (row[column] for column, _ in columns)
                    self.prices[currency].append((row["biz_date"], rate, unit))
        for prices in self.prices.values():
            prices.sort()

    def converted(self, amount, currency, day, places):
        if amount is None or currency is None or currency == self.base:
            return amount if currency is not None else None
        prices = self.prices.get(currency, [])
        at = bisect.bisect_right(prices, day, key=lambda price: price[0])
        if at == 0 or day - prices[at - 1][0] > OLDEST:
            return None
        _, rate, unit = prices[at - 1]
        return rounded(amount * rate / unit, places)
