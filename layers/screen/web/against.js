// What the map is compared with: a day that goes along with the first, one of the reader's own, or
// an edition of the data.

import { DateField, dayNumber, isoOf } from "./datefield.js";
import { el } from "./dom.js";

/** @import { Network } from "./types" */

const OWN = "day";
const ISO = /^\d{4}-\d\d-\d\d$/;
const A_MONTH = 30;

export class Against {
  /** @param {Network} network @param {{ onAgainst: (against: string | null) => void, onDoubt: (text: string) => void }} acts */
  constructor(network, { onAgainst, onDoubt }) {
    this.network = network;
    this.onAgainst = onAgainst;
    this.last = dayNumber(network.data_end);
    this.asof = this.last;
    this.listed = "";
    this.pick = el("select", { "aria-label": "Compare with", title: "Compare with a second day", onchange: () => this.picked() });
    this.field = new DateField({
      label: "Compare with",
      last: this.last,
      onDay: (day) => onAgainst(isoOf(Math.min(day, this.asof))),
      onDoubt,
    });
    this.field.element.hidden = true;
    this.element = el("div", { class: "against" }, el("span", { "aria-hidden": "true" }, "Compare"), this.pick, this.field.element);
    this.list([]);
  }

  // A single file has one day only.
  /** @param {string[] | undefined} editions */
  list(editions) {
    this.element.hidden = editions === undefined;
    const listed = (editions ?? []).join();
    if (this.pick.options.length && listed === this.listed) return;
    this.listed = listed;
    const known = Object.entries(this.network.words.against);
    const more = (editions ?? []).map((id) => [id, `Edition ${id}`]);
    this.pick.replaceChildren(...[...known, ...more].map(([value, text]) => el("option", { value }, text)));
  }

  /** @param {string | null} against @param {string | null} asof */
  show(against, asof) {
    this.asof = asof ? dayNumber(asof) : this.last;
    const own = against !== null && ISO.test(against);
    const value = own ? OWN : against ?? "";
    if (this.pick.value !== value) this.pick.value = value;
    this.field.element.hidden = !own;
    if (own) this.field.show(dayNumber(against));
  }

  picked() {
    const { value } = this.pick;
    this.onAgainst(value === OWN ? isoOf(this.asof - A_MONTH) : value || null);
  }
}
