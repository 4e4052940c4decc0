// A date that reads the same in every country: written out, not 07/05/2026 as browsers write it by
// their own settings. It can be typed, stepped by key, or picked from the browser's calendar.

import { el, pictureButton } from "./dom.js";

const DAY = 86400000;
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

// Days are counted in UTC so that no clock change shifts one.
/** @param {string} iso */
export const dayNumber = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / DAY);
/** @param {number} number */
export const isoOf = (number) => new Date(number * DAY).toISOString().slice(0, 10);

/** @param {string} iso */
export function longDate(iso) {
  /** @type {Intl.DateTimeFormatOptions} */
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
  return new Intl.DateTimeFormat("en-GB", form).format(new Date(`${iso}T00:00:00Z`));
}

// "2026-07-05", "5 July 2026", "5 jul 2026", "July 5, 2026" as a day; null for anything else. Two
// numbers and a year could mean two days, so they mean none.
/** @param {string} text */
export function dayIn(text) {
  const words = text.trim().toLowerCase();
  const parts = words.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/)?.slice(1) ?? spelt(words);
  if (!parts) return null;
  const [year, month, day] = parts.map(Number);
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
  const number = dayNumber(iso);
  return Number.isFinite(number) && isoOf(number) === iso && year >= 1900 ? number : null;
}

/** @param {string} words @returns {(string | number)[] | null} */
function spelt(words) {
  const dayFirst = words.match(/^(\d{1,2})\.?\s+([a-z]{3,})\.?,?\s+(\d{4})$/);
  const monthFirst = words.match(/^([a-z]{3,})\.?\s+(\d{1,2}),?\s+(\d{4})$/);
  const [day, name, year] = dayFirst?.slice(1) ?? (monthFirst ? [monthFirst[2], monthFirst[1], monthFirst[3]] : []);
  const month = MONTHS.findIndex((known) => name && known.startsWith(name));
  return month < 0 ? null : [year, month + 1, day];
}

export class DateField {
  /** @param {{ last: number, onDay: (day: number) => void, onDoubt: (text: string) => void, label?: string }} how */
  constructor({ last, onDay, onDoubt, label = "As of" }) {
    this.onDay = onDay;
    this.onDoubt = onDoubt;
    this.day = last;
    this.field = el("input", {
      type: "text",
      autocomplete: "off",
      spellcheck: "false",
      title: "A date such as 5 July 2026 or 2026-07-05; arrow keys step by a day",
      "aria-label": `${label} date`,
      onfocus: () => this.field.select(),
      // A whole ISO date needs no Enter.
      oninput: () => /^\d{4}-\d\d-\d\d$/.test(this.field.value) && this.read(),
      onchange: () => this.read(),
      onblur: () => this.write(),
      onkeydown: (/** @type {KeyboardEvent} */ event) => this.key(event),
    });
    this.calendar = el("input", {
      type: "date",
      class: "calendar",
      tabindex: "-1",
      "aria-hidden": "true",
      min: "1900-01-01",
      max: isoOf(last),
      onchange: () => this.calendar.value && this.onDay(dayNumber(this.calendar.value)),
    });
    const pick = pictureButton("Pick a date from a calendar", "M3 5h14v12H3zM3 9h14M7 3v4M13 3v4", () => this.calendar.showPicker());
    this.element = el(
      "div",
      { class: "asof" },
      el("label", {}, el("span", {}, label), this.field),
      el("span", { class: "pick" }, this.calendar, pick),
    );
  }

  /** @param {number} day */
  show(day) {
    if (day === this.day && this.calendar.value) return;
    this.day = day;
    this.calendar.value = isoOf(day);
    this.write();
  }

  write() {
    this.field.value = longDate(isoOf(this.day));
    this.field.removeAttribute("aria-invalid");
  }

  read() {
    const day = dayIn(this.field.value);
    if (day === null) {
      this.field.setAttribute("aria-invalid", "true");
      this.onDoubt("Write a date such as 5 July 2026 or 2026-07-05.");
      return;
    }
    // A field that is left says once more what it said before.
    if (day !== this.day) this.onDay(day);
    this.write();
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    const step = event.key === "ArrowUp" ? 1 : event.key === "ArrowDown" ? -1 : 0;
    if (!step) return;
    this.onDay(this.day + step);
    event.preventDefault();
  }
}
