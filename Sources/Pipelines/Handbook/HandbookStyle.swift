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
    code { font: .92em ui-monospace, "SFMono-Regular", Consolas, monospace; }
    code:target, section:target { background: color-mix(in srgb, var(--link) 12%, transparent); }
    .none, .dim { color: var(--dim); }
    .level { padding: 0 .4em; border-radius: .3em; border: 1px solid currentColor; white-space: nowrap; }
    .l1 { color: #1a7f4b; } .l2 { color: #2f6fb3; } .l3 { color: #b26a00; } .l4 { color: #c0322b; }
    .raw { color: #1a7f4b; } .masked { color: #b26a00; } .withheld { color: var(--dim); }
    @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: .5rem; } }
    @media print { nav { display: none; } th { position: static; } tr { break-inside: avoid; } }

    """
}
