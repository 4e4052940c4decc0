"""The style sheet of the panels, made from the palette so that no colour stands twice.

Measured is solid and upright, what is only claimed double-edged, an estimate dashed at its edge,
planned hollow, forecast dotted: by outline and by word, so that it holds without colour.
"""

from __future__ import annotations

from layers.look.palette import DOUBT_VIOLET, INK, INK_SOFT, PAPER, RULE, SHUT_RED, mix


def cards_css() -> str:
    """Return the style element of the panels."""
    quiet = mix(RULE, PAPER, 0.55)
    return f"""<style>
.st-key-panels, .st-key-panels [data-testid="stVerticalBlock"] {{ gap: 6px; }}
.st-key-panels [data-baseweb="tab-list"] {{ gap: 11px; }}
.st-key-panels [data-baseweb="tab"] p {{ font-size: 12.5px; }}
.ledger-heading {{ font-size: 13.5px; font-weight: 700; margin: 6px 0 0; padding: 0; }}
.key-figures {{ margin: 0 0 5px; }}
.key-figures h4 {{ font-size: 13px; margin: 0 0 3px; padding: 0 0 0 7px;
  border-left: 5px solid var(--hue); line-height: 1.2; }}
.key-figure-grid {{ display: grid; grid-template-columns: 1fr 1fr; gap: 4px; }}
.key-figure {{ padding: 3px 6px 4px; border: 1px solid {quiet}; border-radius: 3px;
  font-size: 11px; line-height: 1.25; min-width: 0; overflow-wrap: anywhere; }}
.key-figure.measured {{ border-left: 3px solid var(--hue); }}
.key-figure.claimed {{ border-left: 4px double var(--hue); }}
.key-figure.estimated {{ border-left: 3px dashed var(--hue); }}
.key-figure.extrapolated {{ border-left: 3px dotted var(--hue); }}
.key-figure.planned {{ border-style: dashed; }}
.key-figure.forecast {{ border-style: dotted; border-width: 1.5px; }}
.key-figure-value {{ font-size: 17px; font-weight: 700; line-height: 1.25; color: {INK}; }}
.key-figure.planned .key-figure-value, .key-figure.forecast .key-figure-value,
.key-figure.extrapolated .key-figure-value {{ font-weight: 400; font-style: italic; }}
.key-figure-below, .ledger-scope, .ledger-note, .record-sources {{ color: {INK_SOFT}; }}
.key-figure-below {{ font-size: 10.5px; }}
.ledger-kind {{ font-size: 10px; padding: 0 4px; border-radius: 7px; white-space: nowrap;
  border: 1px solid {INK_SOFT}; color: {INK_SOFT}; background: {PAPER}; }}
.ledger-kind.measured {{ background: {INK_SOFT}; color: {PAPER}; }}
.ledger-kind.estimated {{ background: {mix(RULE, PAPER, 0.4)}; }}
.ledger-kind.forecast, .ledger-kind.extrapolated {{ border-style: dotted; }}
.ledger-kind.planned {{ border-style: dashed; }}
ul.ledger-claims, ul.record-events, ol.record-sources {{ list-style: none; margin: 2px 0 6px;
  padding: 0;
  font-size: 12px; line-height: 1.35; }}
ul.ledger-claims > li, ol.record-sources > li {{ margin: 0; padding: 3px 0;
  border-top: 1px solid {quiet}; }}
.ledger-figure {{ font-weight: 700; }}
.ledger-figure.planned, .ledger-figure.forecast, .ledger-figure.extrapolated {{
  font-weight: 400; font-style: italic; }}
.ledger-figure.aside {{ font-weight: 400; color: {INK_SOFT}; }}
.ledger-kind.aside {{ border-style: solid; border-color: {SHUT_RED}; color: {SHUT_RED}; }}
.ledger-note {{ display: block; font-size: 11px; }}
.ledger-none, .ledger-why, .ledger-beside {{ font-size: 12px; margin: 2px 0; color: {INK_SOFT}; }}
.ledger-why {{ color: {INK}; }}
.ledger-contest, .record-promise, .ledger-list {{ font-size: 12px; line-height: 1.35;
  padding: 4px 0; border-top: 1px solid {quiet}; }}
.ledger-contest summary, .record-promise summary, .ledger-list summary {{ cursor: pointer; }}
.ledger-spread {{ float: right; font-weight: 700; margin-left: 6px; }}
ul.record-events > li {{ margin: 0; }}
.record-year {{ font-weight: 700; padding: 5px 0 1px; border-bottom: 1px solid {RULE}; }}
ul > .record-event {{ padding: 3px 0 3px 18px; list-style: none; position: relative; }}
.record-mark {{ position: absolute; left: 2px; top: 8px; width: 7px; height: 7px;
  border: 1.5px solid {INK}; border-radius: 50%; background: {INK}; }}
.record-mark.span {{ border-radius: 3px; width: 11px; height: 4px; top: 10px; left: 0; }}
.record-event.promised .record-mark {{ background: {PAPER}; }}
.record-event.contested .record-mark {{ background: {PAPER}; border-radius: 0;
  transform: rotate(45deg); border-color: {DOUBT_VIOLET}; }}
.record-event.contested .record-mark.span {{ transform: none; border-style: dashed; }}
.record-date {{ color: {INK_SOFT}; }}
.record-kind {{ font-size: 10px; border: 1px dashed {INK_SOFT}; border-radius: 7px;
  padding: 0 4px; color: {INK_SOFT}; }}
.record-event.contested .record-kind {{ color: {DOUBT_VIOLET}; border-color: {DOUBT_VIOLET}; }}
a.record-link {{ color: inherit; text-decoration: underline; text-decoration-color: {RULE};
  text-underline-offset: 2px; }}
a.record-link:hover {{ text-decoration-color: currentColor; }}
.record-source {{ font-size: 10.5px; color: {INK_SOFT}; }}
.record-promise.late .record-state {{ color: {SHUT_RED}; font-weight: 600; }}
.record-promise ul {{ margin: 2px 0 2px 14px; padding: 0; }}
.record-pinned {{ border: 1.5px solid {INK}; border-radius: 3px; padding: 6px 8px; margin: 0 0 8px;
  font-size: 12px; line-height: 1.35; }}
.record-pinned p {{ font-size: 12px; margin: 2px 0; }}
.record-pinned ul {{ list-style: none; padding: 0; margin: 2px 0; }}
.ledger-age {{ font-size: 12px; color: {INK_SOFT}; margin: 0 0 6px; }}
.ledger-key {{ font-size: 11px; color: {INK_SOFT}; margin: 0 0 4px; }}
</style>"""
