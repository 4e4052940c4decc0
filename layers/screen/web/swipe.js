// The line between two days: dragged, touched, or moved by key. It clips panes of the map, so that
// nothing is drawn anew while it moves.

import { el } from "./dom.js";

/** @import { LeafletMap } from "./drawn" */

const STEP = 2;
const LEAP = 10;
/** @type {Record<string, number>} */
const KEYS = { ArrowLeft: -STEP, ArrowDown: -STEP, ArrowRight: STEP, ArrowUp: STEP, PageDown: -LEAP, PageUp: LEAP, Home: -100, End: 100 };
// Wider than any window: what lies beyond the line on its own side is never cut.
const FAR = 100000;

export class Swipe {
  /** @param {LeafletMap} map @param {HTMLElement} stage @param {{ before: HTMLElement[], after: HTMLElement[] }} panes */
  constructor(map, stage, panes) {
    this.map = map;
    this.stage = stage;
    this.panes = panes;
    this.share = 50;
    this.before = el("span", { class: "swipe-day before" });
    this.after = el("span", { class: "swipe-day after" });
    this.grip = el(
      "div",
      {
        class: "grip",
        role: "slider",
        tabindex: "0",
        "aria-label": "The line between the two days",
        "aria-orientation": "horizontal",
        "aria-valuemin": "0",
        "aria-valuemax": "100",
        onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
        onpointerdown: (/** @type {PointerEvent} */ event) => this.take(event),
        onpointermove: (/** @type {PointerEvent} */ event) => this.drag(event),
      },
      el("span", { "aria-hidden": "true" }, "⇆"),
    );
    this.element = el("div", { class: "swipe" }, this.before, this.after, this.grip);
    this.element.hidden = true;
    stage.append(this.element);
    this.clip = () => this.cut();
    map.on("move zoomend resize", this.clip);
  }

  /** @param {string} before @param {string} after the names of the two days */
  show(before, after) {
    this.before.textContent = before;
    this.after.textContent = after;
    this.element.hidden = false;
    this.moveTo(this.share);
  }

  hide() {
    this.element.hidden = true;
  }

  /** @param {number} share of the window's width, in percent */
  moveTo(share) {
    this.share = Math.min(Math.max(share, 0), 100);
    this.element.style.left = `${this.share}%`;
    const { grip } = this;
    grip.setAttribute("aria-valuenow", String(Math.round(this.share)));
    grip.setAttribute("aria-valuetext", `${this.before.textContent} on the left ${Math.round(this.share)} percent, ${this.after.textContent} on the right`);
    this.cut();
  }

  cut() {
    if (this.element.hidden) return;
    const { map } = this;
    const { x, y } = map.containerPointToLayerPoint([(map.getSize().x * this.share) / 100, 0]);
    const at = Math.round(x);
    const [top, foot] = [y - FAR, y + FAR];
    const side = (/** @type {number} */ edge) => `polygon(${at}px ${top}px, ${edge}px ${top}px, ${edge}px ${foot}px, ${at}px ${foot}px)`;
    for (const pane of this.panes.before) pane.style.clipPath = side(at - FAR);
    for (const pane of this.panes.after) pane.style.clipPath = side(at + FAR);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = KEYS[event.key];
    if (step === undefined) return;
    // The arrow keys move the map too, if they reach it.
    event.preventDefault();
    event.stopPropagation();
    this.moveTo(this.share + step);
  }

  /** @param {PointerEvent} event */
  take(event) {
    event.preventDefault();
    this.grip.setPointerCapture(event.pointerId);
    this.grip.focus();
  }

  /** @param {PointerEvent} event */
  drag(event) {
    if (!this.grip.hasPointerCapture(event.pointerId)) return;
    const { left, width } = this.stage.getBoundingClientRect();
    this.moveTo(((event.clientX - left) / width) * 100);
  }
}
