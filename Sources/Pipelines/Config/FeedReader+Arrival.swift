import Catalog
import Feeds
import Tabular

/// How a delivery comes in: from the drop folder, from a sender's own server into it, or from an API.
extension FeedReader {
  func arrival(_ mapping: LocatedMapping, control file: LocatedMapping) -> (Feed.Arrival?, Feed.Source?) {
    defer { mapping.finish() }
    if let url = mapping.optionalText("url") { return (pages(url, mapping, file), nil) }
    let hint = "write data: \"NAME_{yyyyMMdd}.csv\", or url: for an API"
    guard let data = mapping.requiredText("data", hint: hint) else { return (nil, nil) }
    let control = mapping.optionalText("control") ?? mapping.optionalText("marker")
    for file in [data, control].compactMap(\.self)
    where FilePattern(file.value.replacing(Feed.correctionPlace, with: "")) == nil {
      findings.error(
        at: file.location, mapping.about("this is no relative path with one {yyyyMMdd} in its last part"),
        hint: "write it as X1/POST_{yyyyMMdd}{_nn}.dat.gz")
    }
    return (.file(data: data.value, control: control?.value), source(mapping, hasControl: control != nil))
  }

  /// `from: core`, and how long a file without a marker has to stay the same.
  private func source(_ mapping: LocatedMapping, hasControl: Bool) -> Feed.Source? {
    let settles = mapping.optionalText("settles")
    let seconds = settles.flatMap { span($0, mapping) }
    guard let from = mapping.optionalText("from") else {
      if let settles {
        findings.error(
          at: settles.location, mapping.about("settles is of files that a sender's own server has"),
          hint: "name its endpoint: from: …")
      }
      return nil
    }
    if let settles, hasControl {
      findings.error(
        at: settles.location, mapping.about("a control file or marker says already when the data file is complete"),
        hint: "take settles: away")
    }
    guard let endpoint = endpoint(from.value, at: from.location) else { return nil }
    if endpoint.client != nil {
      findings.error(
        at: from.location, mapping.about("endpoint \(endpoint.name) fetches tokens for an API, it is no folder"),
        hint: "write url: \"{\(endpoint.name)}/…\", or another endpoint")
    }
    return Feed.Source(folder: endpoint.folder, settles: seconds ?? 60)
  }

  private func pages(_ url: Located<String>, _ mapping: LocatedMapping, _ file: LocatedMapping) -> Feed.Arrival {
    let totals = file.requiredMapping("control", hint: "name the page's own totals: control: { rows: total }")
    var sum: Feed.PageAddress.SumTotal?
    for entry in totals?.entries ?? [] where entry.key.value.hasPrefix("sum ") {
      if let name = totals?.optionalText(entry.key.value) {
        sum = .init(item: String(entry.key.value.dropFirst(4)), name: name.value)
      }
    }
    let rows = totals?.requiredText("rows")
    let snapshot = totals?.optionalText("snapshot")
    totals?.finish()
    let (address, endpoint) = resolved(url)
    let token = mapping.optionalText("token")
    if let token, let endpoint, endpoint.tokenFile != nil || endpoint.client != nil {
      findings.error(
        at: token.location, mapping.about("endpoint \(endpoint.name) says already how it knows us"),
        hint: "take token: away here or there")
    }
    return .pages(
      Feed.PageAddress(
        url: address, size: mapping.requiredInteger("size", in: 1...100_000)?.value ?? 500,
        tokenFile: token?.value ?? endpoint?.tokenFile,
        authorityFile: mapping.optionalText("authority")?.value ?? endpoint?.authorityFile, client: endpoint?.client,
        rowsTotal: rows?.value ?? "total", sumTotal: sum, snapshot: snapshot?.value))
  }

  /// `{social}/v1/…`: the endpoint's name stands for where it lives on this machine.
  private func resolved(_ url: Located<String>) -> (String, Endpoint?) {
    guard url.value.hasPrefix("{"), let close = url.value.firstIndex(of: "}") else { return (url.value, nil) }
    let name = String(url.value[url.value.index(after: url.value.startIndex)..<close])
    guard let endpoint = endpoint(name, at: url.location) else { return (url.value, nil) }
    let isAPI = if case .password = endpoint.access.login { false } else { endpoint.transport == .https }
    if !isAPI {
      findings.error(
        at: url.location, "endpoint \(name) is no API: pages come over https:// with a token",
        hint: "write data: … and from: \(name) for its files")
    }
    return (endpoint.url + url.value[url.value.index(after: close)...], endpoint)
  }

  private func endpoint(_ name: String, at place: SourceLocation) -> Endpoint? {
    if let endpoint = night.endpoints[name] { return endpoint }
    // One that is declared and wrong is reported already.
    guard !night.unsoundEndpoints.contains(name) else { return nil }
    findings.error(
      at: place, "no endpoint “\(name.prefix(40))”",
      hint: Suggestion.nearest(to: name, among: night.endpoints.keys).map { "did you mean \($0)?" }
        ?? "add it under endpoints: in Pipelines/night.yaml")
    return nil
  }

  /// `90s`, `5m`, `1h`.
  private func span(_ text: Located<String>, _ mapping: LocatedMapping) -> Int? {
    let unit = ["s": 1, "m": 60, "h": 3600][text.value.last.map(String.init) ?? ""]
    if let unit, let number = Int(text.value.dropLast()), 1...86_400 ~= number { return number * unit }
    findings.error(at: text.location, mapping.about("settles is no span of time"), hint: "write settles: 90s, or 5m")
    return nil
  }
}
