/// How the pages look: on a screen, a phone and paper, in light and in dark.
enum HandbookStyle {
  static let text = """
    :root { --ink: #1b1f24; --dim: #626b76; --line: #d9dee4; --paper: #fff; --soft: #f5f7f9; --link: #0a58b8; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e4e8ec; --dim: #98a2ad; --line: #353c44; --paper: #14181c; --soft: #1c2127; --link: #7db3f5; }
    }
    * { box-sizing: border-box; }
    body { margin: 0; color: var(--ink); background: var(--paper);
      font: 15px/1.6 "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
    nav { padding: .7rem 1.2rem; border-bottom: 1px solid var(--line); background: var(--soft); }
    nav a { margin-right: 1.2rem; }
    main { max-width: 78rem; margin: 0 auto; padding: 1rem 1.2rem 4rem; }
    h1 { font-size: 1.6rem; margin: .6rem 0; }
    h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
    a { color: var(--link); text-decoration: none; }
    a:hover { text-decoration: underline; }
    dl { display: grid; grid-template-columns: 8rem 1fr; gap: .2rem 1rem; }
    dt { color: var(--dim); }
    dd { margin: 0; }
    .wide { overflow-x: auto; }
    table { border-collapse: collapse; width: 100%; font-size: .93rem; }
    th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
    th { position: sticky; top: 0; background: var(--soft); white-space: nowrap; }
    td:first-child, td:nth-child(2) { white-space: nowrap; }
    dd, td { overflow-wrap: break-word; }
    code { font: .92em ui-monospace, "SFMono-Regular", Consolas, monospace; white-space: pre-wrap;
      background: var(--soft); border-radius: .2em; padding: 0 .15em; }
    a code { background: none; padding: 0; }
    dd code { overflow-wrap: anywhere; }
    code:target, section:target { background: color-mix(in srgb, var(--link) 12%, transparent); }
    .none, .dim { color: var(--dim); }
    .level { padding: 0 .4em; border-radius: .3em; border: 1px solid currentColor; white-space: nowrap; }
    .l1 { color: #1a7f4b; } .l2 { color: #2f6fb3; } .l3 { color: #b26a00; } .l4 { color: #c0322b; }
    .raw, .masked { white-space: nowrap; }
    .raw { color: #1a7f4b; } .masked { color: #b26a00; } .withheld { color: var(--dim); }
    @media (max-width: 40rem) {
      main { padding: .6rem .8rem 3rem; }
      dl { grid-template-columns: 4.2rem 1fr; gap: .2rem .6rem; }
      table { min-width: 48rem; }
      td:first-child, th:first-child { position: sticky; left: 0; background: var(--paper); max-width: 10rem;
        white-space: normal; }
    }
    @page { margin: 14mm 12mm; }
    @media print {
      :root { --ink: #000; --dim: #444; --line: #bbb; --paper: #fff; --soft: #f3f3f3; --link: #000; }
      body { font-size: 9.5pt; line-height: 1.45; }
      nav { display: none; }
      main { max-width: none; padding: 0; }
      h2 { margin-top: 1.2rem; break-after: avoid; }
      .wide { overflow: visible; }
      table { font-size: 8.5pt; }
      th { position: static; }
      th, td { padding: .2rem .35rem; }
      tr { break-inside: avoid; }
    }

    """
}
