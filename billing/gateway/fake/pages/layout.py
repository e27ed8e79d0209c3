"""The frame of every hosted page, and the few pieces they share."""

from html import escape

STYLE = """
:root { color-scheme: light dark; --paper: #f6f7f9; --card: #fff; --ink: #16202c; --soft: #505c6b;
  --line: #c7ced8; --act: #2d4bb5; --on-act: #fff; --bad: #a3152a; --bad-tint: #fdeef0;
  --focus: #b0620a; }
@media (prefers-color-scheme: dark) { :root { --paper: #11161d; --card: #1a212b; --ink: #eef2f7;
  --soft: #a9b5c4; --line: #455162; --act: #9db4ff; --on-act: #101a3a; --bad: #ffb0ba;
  --bad-tint: #3a1b22; --focus: #ffc078; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; }
.strip { background: var(--ink); color: var(--paper); text-align: center; padding: .4rem 1rem;
  margin: 0; font-size: .875rem; }
main { max-width: 28rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.375rem; line-height: 1.25; margin: .25rem 0 .75rem; }
h2 { font-size: 1.0625rem; margin: 0 0 .75rem; }
p { margin: .5rem 0; }
.who, .hint { color: var(--soft); }
.total { font-size: 2.25rem; font-weight: 700; font-variant-numeric: tabular-nums;
  margin: .25rem 0 1rem; line-height: 1.1; }
.lines { list-style: none; margin: 0 0 1.25rem; padding: .75rem 0; border-block: 1px solid
  var(--line); }
.lines li { display: flex; justify-content: space-between; gap: 1rem;
  font-variant-numeric: tabular-nums; }
.box { background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 1.25rem; }
.field { margin: 0 0 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; }
label { display: block; font-weight: 600; margin-bottom: .25rem; }
input { width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit; color: inherit;
  background: var(--card); border: 1px solid var(--soft); border-radius: .5rem; }
input[aria-invalid] { border: 2px solid var(--bad); }
input[type=checkbox] { width: 1.5rem; min-height: 1.5rem; flex: none; margin: 0; }
.tick { display: flex; gap: .75rem; align-items: flex-start; }
.tick label { font-weight: 400; margin: 0; }
.why { color: var(--bad); font-weight: 600; margin: .25rem 0 0; }
.notice { background: var(--bad-tint); color: var(--bad); border-inline-start: .25rem solid;
  border-radius: .25rem; padding: .75rem 1rem; margin: 0 0 1rem; font-weight: 600; }
button { width: 100%; min-height: 3rem; font: inherit; font-weight: 700; border-radius: .5rem;
  border: 2px solid var(--act); background: var(--act); color: var(--on-act); cursor: pointer; }
button.plain { background: none; color: var(--act); margin-top: .75rem; }
a { color: var(--act); }
.away { display: inline-block; padding: .7rem 0; }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
summary { min-height: 2.75rem; padding: .6rem 0; cursor: pointer; }
code { font-size: 1rem; }
dt { font-variant-numeric: tabular-nums; }
dd { margin: 0 0 .5rem; color: var(--soft); }
"""
ZERO_DECIMALS = {"jpy", "krw", "clp", "vnd", "xaf", "xof"}


def page(title: str, inner: str) -> str:
    """Return a whole page around its inner part."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
        f"<title>{escape(title)}</title><style>{STYLE}</style></head><body>"
        '<header><p class="strip">Practice page. No card is charged, no bank is asked.</p></header>'
        f"<main>{inner}</main></body></html>"
    )


def field(
    name: str,
    label: str,
    *,
    value: str = "",
    why: str = "",
    hint: str = "",
    **attributes: str,
) -> str:
    """Return one labelled input, with what is wrong with it said beneath."""
    about = [f"{name}-hint"] * bool(hint) + [f"{name}-why"] * bool(why)
    described = f' aria-describedby="{" ".join(about)}"' if about else ""
    more = "".join(f' {key.replace("_", "-")}="{escape(v)}"' for key, v in attributes.items())
    return (
        f'<div class="field"><label for="{name}">{escape(label)}</label>'
        + (f'<p class="hint" id="{name}-hint">{escape(hint)}</p>' if hint else "")
        + f'<input id="{name}" name="{name}" value="{escape(value)}" required{described}'
        + (' aria-invalid="true"' if why else "")
        + f"{more}>"
        + (f'<p class="why" id="{name}-why">{escape(why)}</p>' if why else "")
        + "</div>"
    )


def notice(text: str) -> str:
    """Return what went wrong, said first."""
    return f'<p class="notice" role="alert">{escape(text)}</p>' if text else ""


def shown(amount: int, currency: str) -> str:
    """Return an amount as a person reads it."""
    if currency in ZERO_DECIMALS:
        return f"{amount:,} {currency.upper()}"
    whole, rest = divmod(amount, 100)
    return f"{whole:,}.{rest:02} {currency.upper()}"


def note_page(title: str, text: str, *, link: str = "", label: str = "") -> str:
    """Return a page that says one thing and offers the way on."""
    way = f'<p><a class="away" href="{escape(link)}">{escape(label)}</a></p>' if link else ""
    return page(title, f"<h1>{escape(title)}</h1><p>{escape(text)}</p>{way}")
