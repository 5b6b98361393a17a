"""The days a definition looks at, seen from a business date."""
import calendar, datetime

DAY = datetime.timedelta(days=1)
BEGINNING = datetime.date.min


def months_on(date, count):
    """The same day of another month, or its last day where it is shorter."""
    year, month = divmod(date.year * 12 + date.month - 1 + count, 12)
    return datetime.date(year, month + 1, min(date.day, calendar.monthrange(year, month + 1)[1]))


def span(word, date, shift=None):
    """First and last day; None where the window has nothing before it. `shift`: "mom", "yoy"."""
    seen = months_on(date, -12) if shift == "yoy" else date
    back = shift == "mom"
    first_of_month = seen.replace(day=1)
    if word == "now":
        day = months_on(seen, -1) if back else seen
        return day, day
    if word == "all":
        return None if back else (BEGINNING, seen)
    if word == "mtd":
        last = months_on(seen, -1) if back else seen
        return last.replace(day=1), last
    if word == "qtd":
        return None if back else (months_on(first_of_month, -((seen.month - 1) % 3)), seen)
    if word == "ytd":
        return None if back else (seen.replace(month=1, day=1), seen)
    if word == "pm":
        end = months_on(first_of_month, -1 if back else 0)
        return months_on(end, -1), end - DAY
    if word == "py":
        end = seen.replace(month=1, day=1)
        end = months_on(end, -12 if back else 0)
        return months_on(end, -12), end - DAY
    count = int(word[1:])
    if word[0] == "d":
        last = seen - DAY * count if back else seen
        return last - DAY * (count - 1), last
    end = months_on(first_of_month, -count if back else 0)
    return months_on(end, -count), end - DAY
