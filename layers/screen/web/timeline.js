// The as-of date: a slider over the days with marks at the events, a date field, and steps from
// event to event.

import { DateField, dayNumber, isoOf, longDate } from "./datefield.js";
import { el, pictureButton } from "./dom.js";
import { svgElement } from "./symbol.js";

/** @import { Network } from "./types" */

/** @param {number} day */
const yearOf = (day) => Number(isoOf(day).slice(0, 4));

export class Timeline {
  /** @param {Network} network @param {{ onDate: (asof: string | null) => void }} acts */
  constructor(network, { onDate }) {
    this.onDate = onDate;
    this.events = network.events;
    this.first = dayNumber(network.first_day);
    this.last = dayNumber(network.data_end);
    this.day = this.last;
    this.about = "";
    /** @type {number[]} */
    this.eventDays = [];
    /** @type {Map<number, string[]>} */
    this.headlines = new Map();
    this.slider = el("input", {
      type: "range",
      min: this.first,
      max: this.last,
      step: 1,
      "aria-label": "As of: the date that decides what is shown",
      oninput: () => this.take(Number(this.slider.value)),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.field = new DateField({
      last: this.last,
      onDay: (day) => this.take(day),
      onDoubt: (text) => (this.said.textContent = text),
    });
    // One path for all: so many elements would take longer to make than a toggle may take.
    this.marks = svgElement("svg", { class: "marks", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" });
    this.lines = svgElement("path", {}, this.marks);
    this.stop = el(
      "button",
      { type: "button", class: "stop", title: "The last day the data speak of", onclick: () => this.take(this.last) },
      `Data end, ${longDate(network.data_end)}`,
    );
    this.said = el("output", { class: "said", "aria-live": "polite" });
    const back = pictureButton("Event before", "M13 4l-7 6 7 6M5 4v12", () => this.step(-1));
    const on = pictureButton("Next event", "M7 4l7 6-7 6M15 4v12", () => this.step(1));
    this.element = el(
      "div",
      { class: "timeline" },
      this.field.element,
      back,
      el("div", { class: "track" }, this.marks, this.slider, this.years()),
      on,
      this.stop,
      this.said,
    );
    this.set(this.last);
  }

  years() {
    const row = el("div", { class: "years", "aria-hidden": "true" });
    const first = yearOf(this.first);
    const years = yearOf(this.last) - first;
    const every = years > 24 ? 5 : years > 9 ? 2 : 1;
    for (let year = first + 1; ; year += 1) {
      const day = dayNumber(`${year}-01-01`);
      if (day > this.last) break;
      if (year % every) continue;
      const mark = el("span", {}, String(year));
      mark.style.left = `${this.share(day)}%`;
      row.append(mark);
    }
    return row;
  }

  /** @param {number} day */
  share(day) {
    return ((Math.max(day, this.first) - this.first) / Math.max(this.last - this.first, 1)) * 100;
  }

  // The days of events about the corridors that are on.
  /** @param {Set<string>} corridors */
  mark(corridors) {
    const about = [...corridors].sort().join();
    if (about === this.about) return;
    this.about = about;
    /** @type {Map<number, string[]>} */
    const days = new Map();
    for (const event of this.events) {
      if (!event.corridors.some((corridor) => corridors.has(corridor))) continue;
      const day = dayNumber(event.day);
      if (day < this.first || day > this.last) continue;
      days.set(day, [...(days.get(day) ?? []), event.headline]);
    }
    this.eventDays = [...days.keys()].sort((a, b) => a - b);
    this.headlines = days;
    this.set(this.day);
    this.lines.setAttribute("d", this.eventDays.map((day) => `M${this.share(day).toFixed(3)} 0v1`).join(""));
  }

  /** @param {number} way */
  step(way) {
    const later = way > 0;
    const next = later
      ? this.eventDays.find((day) => day > this.day) ?? this.last
      : this.eventDays.findLast((day) => day < this.day) ?? this.first;
    this.take(next);
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const months = event.key === "PageUp" ? 30 : event.key === "PageDown" ? -30 : 0;
    if (months) {
      this.take(Math.min(Math.max(this.day + months, this.first), this.last));
      event.preventDefault();
    }
  }

  /** @param {number} day */
  take(day) {
    const known = Math.min(day, this.last);
    this.set(known);
    this.onDate(known === this.last ? null : isoOf(known));
  }

  /** @param {string | null} asof */
  show(asof) {
    const day = asof ? dayNumber(asof) : this.last;
    if (day !== this.day) this.set(day);
  }

  /** @param {number} day */
  set(day) {
    this.day = day;
    const iso = isoOf(day);
    if (Number(this.slider.value) !== day) this.slider.value = String(day);
    this.field.show(day);
    const words = day === this.last ? `Data end, ${longDate(iso)}` : longDate(iso);
    this.slider.setAttribute("aria-valuetext", words);
    this.stop.classList.toggle("here", day === this.last);
    const told = this.headlines.get(day);
    this.said.textContent = told ? `${longDate(iso)}: ${told.join(" · ")}` : "";
    this.slider.style.setProperty("--share", `${this.share(day)}%`);
  }
}
