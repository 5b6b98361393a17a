import Catalog
import Postgres

/// Amounts in the base currency, beside the amounts as booked: at the price of the row's own business date. Where no
/// price was delivered for that date, or only one that was published too long ago, there is none, and the amount is empty
/// rather than guessed.
struct MoneyColumns {
  var asset: AssetDefinition
  /// All assets, by id: one of them has the prices.
  var assets: [String: AssetDefinition]

  /// Of the amounts that show themselves.
  /// - Parameter shows: whether an item's own value is in the view.
  func columns(_ shows: (AssetDefinition.Item) -> Bool) -> [ViewDefinition.Column] {
    guard let money = asset.derives?.money, let rates = assets[money.rates], let quotes = rates.derives?.quotes,
      let currency = asset.item(money.currency), shows(currency)
    else { return [] }
    return money.amounts.compactMap { asset.item($0) }.filter(shows).map { item in
      let amount = "f.\(Identifier.quoted(item.id))"
      let booked = "f.\(Identifier.quoted(currency.id))"
      let isNewEnough =
        quotes.since.map {
          "\n      and f.biz_date - r.\(Identifier.quoted($0)) <= \(Derivations.Quotes.oldestDays)"
        } ?? ""
      return ViewDefinition.Column(
        name: MoneyColumns.name(item.id, quotes.base), type: item.sqlType,
        expression: """
          case when \(booked) = \(Literal(quotes.base)) then \(amount) else (
              select round(\(amount) * r.\(Identifier.quoted(quotes.rate)) / r.\(Identifier.quoted(quotes.unit)), \(item.scale))
              from \(rates.ods) r
              where r.batch = (
                  select l.batch from meta.live l
                  where l.asset = \(Literal(rates.id)) and l.biz_date = f.biz_date)
                and r.\(Identifier.quoted(quotes.currency)) = \(booked)\(isNewEnough)
            ) end::\(item.sqlType)
          """,
        comment: "\(item.zh)折\(quotes.base) · \(item.level)级 · 按数据日期的\(rates.item(quotes.rate)?.zh ?? "汇率")，无价为空")
    }
  }

  static func name(_ item: String, _ base: String) -> String { "\(item)_\(base.lowercased())" }
}
