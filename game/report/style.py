"""How a report looks: the same roles of colour as on the screen, light and dark, and what paper asks for."""

from __future__ import annotations

from typing import Final

FONTS: Final = (
    "'Atkinson Hyperlegible Next','Storm Hyperlegible','Atkinson Hyperlegible',system-ui,'Segoe UI',Roboto,"
    "'Helvetica Neue',Arial,'Noto Sans','Liberation Sans','DejaVu Sans',sans-serif"
)
"""The face of the game where it is to be had, or what the system reads best in."""
LIGHT: Final[dict[str, str]] = {
    "ground": "#FFFFFF",
    "panel": "#F0F3F7",
    "line": "#BCC6D1",
    "text": "#10161D",
    "quiet": "#475563",
    "infection": "#0B5CAB",
    "inflammation": "#A34700",
    "host": "#3A444E",
    "well": "#0A6638",
    "look": "#6E5200",
    "danger": "#B3123F",
    "oxygen": "#005F78",
    "band": "#F6E3D3",
    "healthy": "#DCEFE4",
}
DARK: Final[dict[str, str]] = {
    "ground": "#0C1117",
    "panel": "#131B24",
    "line": "#3A4C5E",
    "text": "#E8EEF4",
    "quiet": "#A3B2C1",
    "infection": "#58B4FF",
    "inflammation": "#FF9D42",
    "host": "#D7DEE6",
    "well": "#43D18A",
    "look": "#F6D04D",
    "danger": "#FF7A90",
    "oxygen": "#4ED5F5",
    "band": "#2C2219",
    "healthy": "#12281F",
}
"""Colours by role. Every role stands against ground, panel, band and healthy band at 4.5 to 1 or more."""
GROUNDS: Final = ("ground", "panel", "band", "healthy")
NO_TEXT: Final = ("line",)
INKS: Final = tuple(name for name in LIGHT if name not in (*GROUNDS, *NO_TEXT))
"""Roles in which words and lines are drawn."""


def _table(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{code};" for name, code in colours.items())


_INKED: Final = "".join(
    f".s-{name}{{stroke:var(--{name})}}.f-{name}{{fill:var(--{name})}}.t-{name}{{color:var(--{name})}}"
    for name in LIGHT
)
STYLE: Final = (
    f":root{{color-scheme:light;{_table(LIGHT)}}}\n"
    f"@media screen and (prefers-color-scheme:dark){{:root{{color-scheme:dark;{_table(DARK)}}}}}\n"
    f"{_INKED}\n"
    f"body{{font-family:{FONTS}}}\n"
    """\
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--text);
  font-size:16px;line-height:1.5;font-variant-numeric:tabular-nums}
header,main,footer{max-width:860px;margin:0 auto;padding:0 16px}
header{padding-top:24px}
footer{padding-bottom:32px}
h1{font-size:28px;line-height:1.2;margin:4px 0 8px}
h2{font-size:22px;line-height:1.25;margin:36px 0 8px;padding-top:8px;border-top:2px solid var(--line)}
h3{font-size:17px;line-height:1.3;margin:20px 0 4px}
p,ul,ol,dl{margin:8px 0}
li{margin:4px 0}
a{color:var(--infection)}
.quiet,figcaption,caption{color:var(--quiet)}
.never{font-weight:700}
.notice{border:2px solid var(--look);border-radius:10px;padding:8px 16px;margin:16px 0}
nav ul{list-style:none;padding:0;margin:12px 0}
nav li{display:inline-block;margin:0 16px 4px 0}
.facts div{display:grid;grid-template-columns:9.5em 1fr;column-gap:12px;margin:6px 0}
.facts dt{color:var(--quiet)}
.facts dd{margin:0}
.card{background:var(--panel);border:1px solid var(--line);border-radius:10px;padding:8px 16px 12px;margin:12px 0}
.card h3{margin-top:8px}
.trio{margin:12px 0}
.score{font-size:44px;line-height:1.1;font-weight:700;margin:8px 0 0}
.stars{font-size:1.4em;letter-spacing:.1em}
.score small{font-size:20px;font-weight:400}
.verdict{font-weight:700}
figure{margin:20px 0}
figure h3{margin-bottom:8px}
figcaption{margin-top:8px;font-size:15px}
.chart,.wide{overflow-x:auto}
.chart svg{display:block;width:100%;min-width:600px;height:auto}
svg text{font-family:inherit;font-size:14px;stroke:none}
table{border-collapse:collapse;width:100%;font-size:15px;margin:8px 0}
caption{text-align:left;padding:4px 0}
th,td{text-align:left;vertical-align:top;padding:4px 12px 4px 0;border-bottom:1px solid var(--line)}
th{font-weight:600}
tbody th{white-space:nowrap;font-weight:400;color:var(--quiet)}
.sums{width:auto;min-width:26em}
.sums caption{max-width:36em}
.sums td,.sums thead th+th{text-align:right;padding-right:0}
.timed td:first-of-type{white-space:nowrap}
.map{table-layout:fixed;min-width:600px}
.map td,.map thead th{text-align:center;padding:4px 6px}
.map .mine,.map .best{font-weight:700;outline:2px solid var(--text);outline-offset:-2px}
.map small{display:block;font-size:12px}
.write{display:none}
:focus-visible{outline:3px solid var(--infection);outline-offset:2px}
.trio ul{padding-left:1.2em}
@media (min-width:720px){
  .trio{display:grid;grid-template-columns:1fr 1fr 1fr;gap:12px}
  .trio .card{margin:0}
}
@media screen and (max-width:560px){
  h1{font-size:24px}h2{font-size:20px}
  .facts div{display:block}
  .sums{width:100%;min-width:0}
}
@page{size:A4;margin:16mm 15mm 18mm;
  @bottom-left{content:"Cytokine Storm. For education, never for care.";font:10px sans-serif;color:#475563}
  @bottom-right{content:"Page " counter(page) " of " counter(pages);font:10px sans-serif;color:#475563}}
@media print{
  body{font-size:12.5px;line-height:1.4}
  header,main,footer{max-width:none;padding:0}
  header{padding-top:0}
  h1{font-size:22px}h2{font-size:17px;margin-top:20px}h3{font-size:14px;margin-top:12px}
  table{font-size:11.5px}
  nav{display:none}
  .chart,.wide{overflow:visible}
  .chart svg,.map{min-width:0}
  th,td{padding-top:2px;padding-bottom:2px}
  .trio{display:grid;grid-template-columns:1fr 1fr 1fr;gap:12px}
  .trio .card{margin:0;padding:4px 10px 8px}
  figcaption{font-size:11.5px;margin-top:4px}
  figure,.card,.sums,.map,tr,li,.notice,.facts div{break-inside:avoid}
  h2,h3,caption{break-after:avoid}
  thead{display:table-header-group}
  .score{font-size:32px}
  .write{display:block;height:3.2em;border-bottom:1px solid var(--line)}
  a{color:inherit;text-decoration:none}
}
"""
)
"""One style sheet for screen, phone and paper; on paper it is light whatever the screen prefers."""
