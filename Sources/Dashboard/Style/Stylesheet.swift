/// How pages look: one file, quiet and dense; figures stand in columns; a phone gets one column, paper gets A4.
enum Stylesheet {
  static let text = [base, bar, overview, tables, detail, narrow, paper].joined(separator: "\n")

  private static let base = """
    :root {
      --ink: #1c2733; --soft: #5b6b7b; --faint: #8b98a5; --line: #dfe5ea; --ground: #f5f7f8; --paper: #fff;
      --accent: #1f5f8b; --fill: #2f7fb5; --good: #14713f; --bad: #b23b1e; --warn: #8a5a00; --warn-ground: #fff4dc;
      --bad-ground: #fde9e3; --info: #4b3f94; --info-ground: #eeebfa; --good-ground: #e6f3ec;
    }
    * { box-sizing: border-box; }
    html { font: 15px/1.5 "Helvetica Neue", Arial, "PingFang SC", "Hiragino Sans GB", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; color: var(--ink); background: var(--ground); -webkit-text-size-adjust: 100%; }
    body { margin: 0; }
    a { color: var(--accent); text-decoration: none; }
    a:hover { text-decoration: underline; }
    a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
    h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 1rem; font-weight: 600; display: flex; flex-wrap: wrap; gap: .6rem; align-items: baseline; }
    h1 small { font-size: .9rem; font-weight: 400; color: var(--soft); }
    h2 { font-size: 1rem; margin: 0 0 .6rem; font-weight: 600; }
    code { font: .86em/1.4 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono CJK SC", monospace; color: var(--soft); overflow-wrap: anywhere; }
    em { font-style: normal; }
    p { margin: 0; }
    ul, ol { list-style: none; margin: 0; padding: 0; }
    figure { margin: 0; }
    main { max-width: 1240px; margin: 0 auto; padding: 1.2rem 1.2rem 2rem; }
    footer { max-width: 1240px; margin: 0 auto; padding: .8rem 1.2rem 2rem; color: var(--faint); font-size: .8rem; }
    .skip { position: absolute; left: -99em; }
    .skip:focus { left: 1rem; top: .4rem; background: var(--paper); padding: .3rem .6rem; z-index: 2; }
    .quiet, .none { color: var(--faint); }
    .value .none { font-size: 1.1rem; font-weight: 400; letter-spacing: 0; }
    .none .why { font-size: .8rem; font-weight: 400; margin-left: .35em; color: var(--soft); }
    .good { color: var(--good); }
    .bad { color: var(--bad); }
    .notice { background: var(--paper); border: 1px dashed var(--line); border-radius: 6px; padding: .8rem 1rem; color: var(--soft); margin-bottom: 1rem; }
    .banner { background: var(--warn-ground); color: #5f3f00; border-radius: 6px; padding: .55rem .9rem; margin-bottom: 1rem; }
    .badge { font-size: .75rem; font-weight: 500; line-height: 1; padding: .25rem .45rem; border-radius: 99px; white-space: nowrap; }
    .badge.ok { color: var(--good); background: var(--good-ground); }
    .badge.late { color: var(--warn); background: var(--warn-ground); }
    .badge.missing { color: var(--bad); background: var(--bad-ground); }
    .badge.empty { color: var(--soft); background: var(--ground); }
    .badge.quality { color: var(--bad); background: var(--bad-ground); }
    .badge.restated { color: var(--info); background: var(--info-ground); }
    .badge.preliminary { color: #38566b; background: #e4edf3; }
    a.badge:hover { text-decoration: underline; }
    """

  private static let bar = """
    .bar { background: var(--paper); border-bottom: 1px solid var(--line); position: sticky; top: 0; z-index: 1; }
    .bar-row { max-width: 1240px; margin: 0 auto; padding: .55rem 1.2rem; display: flex; gap: .4rem 1.4rem; align-items: center; flex-wrap: wrap; }
    .bar-row.where { padding-top: 0; justify-content: space-between; }
    .brand { font-weight: 600; color: var(--ink); }
    .bar nav { flex: 1; }
    .bar nav ul { display: flex; gap: .1rem; flex-wrap: wrap; }
    .bar nav a { display: block; padding: .2rem .6rem; border-radius: 5px; color: var(--soft); }
    .bar nav a[aria-current] { color: var(--accent); background: #e9f1f7; font-weight: 500; }
    .tools { display: flex; gap: 1rem; }
    .pick, .search { display: flex; gap: .7rem; align-items: center; flex-wrap: wrap; }
    .pick label, .search label { display: flex; gap: .4rem; align-items: center; color: var(--soft); font-size: .85rem; }
    input, select, button { font: inherit; font-size: .87rem; color: var(--ink); background: var(--paper); border: 1px solid #c6d0d8; border-radius: 5px; padding: .22rem .5rem; min-height: 2rem; }
    button { color: var(--accent); cursor: pointer; }
    button:hover { border-color: var(--accent); }
    .search { margin: 0 0 1rem; }
    .search input { min-width: 15rem; }
    .facts { display: flex; gap: .2rem 1rem; flex-wrap: wrap; color: var(--soft); font-size: .83rem; font-variant-numeric: tabular-nums; }
    .facts strong { font-weight: 500; color: var(--ink); }
    .crumbs ol { display: flex; flex-wrap: wrap; gap: .2rem .5rem; margin-bottom: .6rem; font-size: .87rem; }
    .crumbs li + li::before { content: "›"; color: var(--faint); margin-right: .5rem; }
    .crumbs strong { font-weight: 500; }
    .tabs { margin: 0 0 1rem; }
    .tabs ul { display: flex; flex-wrap: wrap; gap: .35rem; }
    .tabs a { display: block; padding: .15rem .6rem; border: 1px solid var(--line); border-radius: 99px; background: var(--paper); font-size: .85rem; color: var(--soft); }
    .tabs a[aria-current] { background: var(--accent); border-color: var(--accent); color: #fff; }
    .tabs small { margin-left: .35em; opacity: .75; font-variant-numeric: tabular-nums; }
    .turn { display: flex; gap: 1rem; align-items: baseline; justify-content: center; margin-top: 1rem; color: var(--soft); font-size: .87rem; }
    """

  private static let overview = """
    .family { margin-bottom: 1.4rem; scroll-margin-top: 6.5rem; }
    .family > h2 { font-size: 1.05rem; margin: 0 0 .55rem; padding-left: .6rem; border-left: 3px solid var(--fill); line-height: 1.2; scroll-margin-top: 6.5rem; }
    .about { margin: -.5rem 0 .9rem; font-size: .87rem; }
    .cards { display: grid; gap: .9rem; grid-template-columns: repeat(auto-fill, minmax(17.5rem, 1fr)); }
    .card { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: .8rem 1rem .6rem; display: flex; flex-direction: column; gap: .3rem; }
    .card.troubled { border-color: #e2c98f; }
    .card header { display: flex; justify-content: space-between; gap: .6rem; align-items: center; }
    .card h3 { margin: 0; font-size: .93rem; font-weight: 500; }
    .card h3 a { color: var(--ink); }
    .value { font-size: 1.85rem; line-height: 1.2; font-weight: 600; letter-spacing: -.01em; font-variant-numeric: tabular-nums; }
    .value data { border-bottom: 1px dotted transparent; }
    .value data:hover { border-bottom-color: var(--faint); }
    .value .unit { font-size: .85rem; font-weight: 400; color: var(--soft); margin-left: .3em; letter-spacing: 0; }
    .target em { white-space: nowrap; }
    .target { font-size: .83rem; color: var(--soft); font-variant-numeric: tabular-nums; min-height: 1.6rem; }
    .target em, .compare em { font-weight: 500; }
    .compare { margin: 0; font-size: .83rem; display: grid; gap: .05rem; font-variant-numeric: tabular-nums; }
    .compare div { display: flex; justify-content: space-between; gap: .8rem; }
    .compare dt { color: var(--soft); }
    .compare dd { margin: 0; text-align: right; }
    .compare .arrow { font-size: .7em; margin-right: .3em; }
    .card figure { margin-top: auto; padding-top: .3rem; }
    .card figcaption { display: flex; justify-content: space-between; align-items: baseline; gap: .6rem; flex-wrap: wrap; font-size: .76rem; color: var(--faint); }
    .card .behind[open] { flex-basis: 100%; }
    .spark { display: block; width: 100%; height: auto; }
    .line.partial { stroke-dasharray: 3 4; }
    .line { fill: none; stroke: var(--fill); stroke-width: 1.6; stroke-linejoin: round; stroke-linecap: round; vector-effect: non-scaling-stroke; }
    .dot { fill: var(--fill); }
    .last { fill: var(--accent); stroke: var(--paper); stroke-width: 1.5; }
    .progress { display: block; width: 100%; height: 5px; margin: .15rem 0 .25rem; border-radius: 3px; }
    .track { fill: #e8edf1; }
    .fill { fill: var(--fill); }
    .mark { stroke: var(--ink); stroke-width: 1.2; }
    .behind summary { cursor: pointer; color: var(--faint); }
    .behind summary:hover { color: var(--accent); }
    """

  private static let tables = """
    table { border-collapse: collapse; width: 100%; font-size: .87rem; font-variant-numeric: tabular-nums; }
    th, td { padding: .38rem .6rem; text-align: left; border-bottom: 1px solid var(--line); vertical-align: baseline; }
    thead th { color: var(--soft); font-weight: 500; font-size: .8rem; white-space: nowrap; }
    tbody th { font-weight: 400; }
    tbody tr:hover { background: #f3f7fa; }
    tfoot th, tfoot td { border-top: 2px solid var(--line); border-bottom: 0; font-weight: 500; }
    .number { text-align: right; }
    td.number { white-space: nowrap; }
    .list, .matrix { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; border-collapse: separate; border-spacing: 0; }
    .panel .list, .panel .matrix { border: 0; }
    .list tbody tr:last-child > *, .matrix tbody tr:last-child > * { border-bottom: 0; }
    .plain { width: auto; min-width: 16rem; margin: .4rem 0; }
    .card .plain { width: 100%; min-width: 0; }
    .plain th, .plain td { padding: .15rem .5rem; }
    a.plain { color: inherit; min-width: 0; margin: 0; }
    .share { display: inline-grid; grid-template-columns: 5.5rem 4.2rem; gap: .5rem; align-items: center; }
    .share .progress { margin: 0; height: 6px; }
    .check { color: var(--soft); text-align: right; font-weight: 400; }
    .shown { font-size: .8rem; }
    .shown.raw { color: var(--good); }
    .shown.masked { color: var(--warn); }
    .shown.withheld { color: var(--faint); }
    """

  private static let detail = """
    .panel { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: .9rem 1rem; margin-bottom: 1rem; overflow-x: auto; }
    .lead { display: grid; grid-template-columns: minmax(18rem, 5fr) 7fr; gap: 1rem 2rem; margin-bottom: 1rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 1rem 1.2rem; }
    .lead .value { font-size: 2.5rem; margin-bottom: .4rem; }
    .lead .target, .lead .compare { font-size: .9rem; }
    .cause { color: var(--warn); font-size: .87rem; margin-bottom: .3rem; }
    .terms-box { font-size: .87rem; }
    .meaning { margin-bottom: .5rem; }
    .terms { margin: 0; display: grid; gap: .18rem; font-size: .87rem; }
    .terms div { display: grid; grid-template-columns: 6.5rem 1fr; gap: .6rem; }
    .terms dt { color: var(--soft); }
    .terms dt::first-letter { text-transform: uppercase; }
    .terms dd { margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
    .charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); gap: 1rem; }
    .chart { display: block; width: 100%; max-width: 58rem; height: auto; }
    .grid { stroke: var(--line); stroke-width: 1; }
    .tick { font-size: 12px; fill: var(--faint); }
    .chips { display: flex; flex-wrap: wrap; gap: .4rem; }
    .chip { border: 1px solid #bcd7c8; background: var(--good-ground); border-radius: 99px; padding: .12rem .65rem; font-size: .85rem; display: flex; gap: .4rem; align-items: baseline; }
    .chip a { color: var(--ink); }
    .chip .state { color: var(--good); font-size: .76rem; }
    .chip.unknown { border-color: var(--line); border-style: dashed; background: none; }
    .chip.unknown .state { color: var(--faint); }
    .tracker { display: grid; grid-template-columns: repeat(60, 1fr); gap: 2px; margin-top: .5rem; }
    .block { display: block; height: 26px; border-radius: 2px; }
    .block.whole { background: #59a884; }
    .block.part { background: linear-gradient(to top, #dba63c 50%, #f3e3bd 50%); }
    .block.void { background: #e8edf1; }
    .block[aria-current] { outline: 2px solid var(--ink); outline-offset: 1px; }
    .problem { max-width: 36rem; margin: 3rem auto; display: grid; gap: .8rem; }
    """

  private static let narrow = """
    @media screen and (max-width: 46rem) {
      html { font-size: 16px; }
      main { padding: .8rem .8rem 2rem; }
      .bar { position: static; }
      .bar-row { padding: .5rem .8rem; }
      .bar nav { order: 3; flex-basis: 100%; overflow-x: auto; }
      .bar nav ul { flex-wrap: nowrap; }
      .bar nav a { white-space: nowrap; padding: .3rem .55rem; }
      .tools { margin-left: auto; }
      .pick label span { position: absolute; left: -99em; }
      .pick select { max-width: 9.5rem; }
      .search, .search label { flex: 1; }
      .search input { min-width: 0; flex: 1; width: 100%; }
      .cards { grid-template-columns: 1fr; gap: .6rem; }
      .card { display: grid; grid-template-columns: 1fr 8.5rem; column-gap: .8rem; padding: .7rem .9rem .6rem; }
      .card header, .card .compare { grid-column: 1 / -1; }
      .card .value, .card .target { grid-column: 1; }
      .card figure { grid-column: 2; grid-row: 2 / span 2; margin: 0; padding: 0; }
      .card figcaption { justify-content: flex-end; }
      .card .behind { display: none; }
      .card .target:has(svg) { grid-column: 1 / -1; grid-row: 4; }
      .jumps ul { flex-wrap: nowrap; overflow-x: auto; }
      .jumps a { white-space: nowrap; }
      .family > h2 { scroll-margin-top: .6rem; }
      .lead { grid-template-columns: 1fr; padding: .9rem; }
      .charts { grid-template-columns: 1fr; }
      .tick { font-size: 21px; }
      .tracker { grid-template-columns: repeat(20, 1fr); }
      .drill, .list { display: block; background: none; border: 0; }
      .drill thead, .list thead { display: none; }
      .drill tbody, .list tbody, .drill tfoot, .list tfoot { display: block; }
      .drill tr, .list tr { display: grid; grid-template-columns: 1fr 1fr; gap: .1rem .8rem; padding: .55rem .7rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px; margin-bottom: .5rem; }
      .drill th, .list tbody th { grid-column: 1 / -1; font-weight: 500; padding: 0 0 .15rem; border: 0; }
      .drill td, .list td { border: 0; padding: 0; display: flex; justify-content: space-between; gap: .5rem; text-align: right; white-space: normal; }
      .drill td::before, .list td::before { content: attr(data-label); color: var(--soft); font-size: .8rem; text-align: left; }
      .drill td::before, .list td::before { white-space: nowrap; }
      .drill td.check, .drill td.wide, .list td:has(code) { grid-column: 1 / -1; }
      .share { grid-template-columns: 2.6rem auto; }
      .panel { padding: .8rem .7rem; }
      .matrix th:first-child { min-width: 7.5rem; position: sticky; left: 0; background: var(--paper); }
      .matrix th:nth-child(2), .matrix td:nth-child(2) { display: none; }
    }
    """

  private static let paper = """
    @media print {
      @page { size: A4; margin: 14mm 12mm; }
      :root { --ground: #fff; }
      html { font-size: 10px; }
      .bar { position: static; }
      .bar nav, .tools, .pick, .search, .tabs, .turn, .skip, .behind, footer p + p { display: none; }
      .bar-row { padding: 0 0 .4rem; max-width: none; }
      main, footer { padding: .8rem 0; max-width: none; }
      .cards { grid-template-columns: repeat(3, 1fr); gap: .6rem; }
      .card, .panel, .lead, tr { break-inside: avoid; }
      .panel:has(tr:nth-child(30)) { break-inside: auto; }
      .family > h2, .panel > h2 { break-after: avoid; }
      .fill, .track, .badge, .block { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      .charts { grid-template-columns: 1fr 1fr; }
      a { color: inherit; }
      thead { display: table-header-group; }
    }
    """

  static let icon = """
    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#1f5f8b"/><path d="M7 23V15m6 8V10m6 13v-9m6 9V8" stroke="#fff" stroke-width="3.4" stroke-linecap="round" fill="none"/></svg>
    """
}
