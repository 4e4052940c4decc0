// Starts the map of an atlas. There is no server: every day is in the files, and what the reader does
// is answered here. The link says the same as in the app.

import { afterPaint, el } from "../dom.js";
import { dayNumber, isoOf, longDate } from "../datefield.js";
import { mount } from "../page.js";
import { choiceIn, queryOf } from "../query.js";
import { splitFocus } from "../state.js";
import { Linker } from "../link.js";
import { Aside } from "./aside.js";
import { Days } from "./days.js";

/** @import { MapPage } from "../page.js" */
/** @import { Choice, Network, Tell, Told } from "../types" */

// What is told in the page says no address where none is known: then it is that of the page.
/** @type {Told} */
const told = JSON.parse(document.getElementById("told")?.textContent ?? "");
// What the app computes and files cannot: journeys, and what is supposed shut, open or built.
const ASKED = ["from", "to", "x", "o", "b"];
// The height of an embedded map, as a share of its width and in pixels.
const SHAPE = 0.62;
const LEAST_PX = 380;
const MOST_PX = 720;

const NOT_HERE =
  "This link also asks for a journey, a supposition or another edition. The app answers that; this atlas shows the day as it was.";
// Second days that go along with the first, in days; so far back as in the app.
/** @type {Record<string, number>} */
const AGO = { week: 7, month: 30, quarter: 91 };

const write = Linker.prototype.write;
// Where a browser lets no address be written (some do not on a disk) the map works all the same.
Linker.prototype.write = function (how, view) {
  try {
    write.call(this, how, view);
  } catch {
    this.selection = String(this.selection);
  }
};

// The query as the app would tell it: what it does not know or is as usual is left out.
/** @param {string} query @param {Network} network */
function toldAs(query, network) {
  const choice = choiceIn(query, network);
  const [kind, id] = splitFocus(choice.focus);
  const { branches, legs, nodes, straits, order } = /** @type {any} */ (network);
  const known = { node: nodes, leg: legs, branch: branches, strait: straits, corridor: Object.fromEntries(order.map((/** @type {string} */ one) => [one, 1])) };
  if (kind !== null && !Object.hasOwn(/** @type {any} */ (known)[kind] ?? {}, id)) choice.focus = null;
  if (choice.against !== null && earlierDay(choice.against, network.data_end) === null) choice.against = null;
  return { choice, query: queryOf(choice, network) || "?" };
}

// A map within a page of others asks it for its height: less than its width, and room for what is owed.
function askForHeight() {
  const owed = /** @type {HTMLElement} */ (document.querySelector(".owed"));
  const ask = () => {
    const map = Math.min(Math.max(innerWidth * SHAPE, LEAST_PX), MOST_PX);
    parent.postMessage({ corridorMap: Math.round(map + owed.offsetHeight) }, "*");
  };
  new ResizeObserver(ask).observe(owed);
}

// The second day of a comparison; null for what only the app knows.
/** @param {string} against @param {string} until */
export function earlierDay(against, until) {
  if (Object.hasOwn(AGO, against)) return isoOf(dayNumber(until) - AGO[against]);
  if (!/^\d{4}-\d\d-\d\d$/.test(against)) return null;
  return against < until ? against : until;
}

/** @param {Choice} choice @param {Days} days @returns {Told["earlier"]} */
function earlierIn(choice, days) {
  const day = choice.against && earlierDay(choice.against, choice.asof ?? days.last);
  return day ? { id: day, title: longDate(day), day: days.at(day) } : null;
}

// Whether the link asks for what only the app answers.
/** @param {Choice} choice @param {Network} network */
function asksMore(choice, network) {
  return ASKED.some((name) => choice.rest.has(name)) || choiceIn(location.search, network).against !== choice.against;
}

/** @param {MapPage} page @param {Days} days @param {Aside | null} aside @returns {Tell} */
function answer(page, days, aside) {
  return function take(_, asked) {
    const { choice, query } = toldAs(asked.query, page.network);
    const day = days.at(choice.asof);
    const tell = () => {
      page.apply({ ...told, query, seq: asked.seq, day, day_id: "", earlier: earlierIn(choice, days) }, take);
      if (page.day) aside?.show(choice, page.day, page.seen);
    };
    // A toggle is on the map already: it is painted before the rest is answered.
    if (day.asof === page.day?.asof) afterPaint(tell);
    else tell();
  };
}

async function start() {
  if (told.embed) told.embed.atlas ||= new URL(".", location.href).href;
  const { days: states, network } = window.corridorData;
  const counts = { legs: Object.keys(network.legs).length, nodes: Object.keys(network.nodes).length };
  const days = new Days(states, counts, network.data_end);
  const { choice, query } = toldAs(location.search, network);
  const first = { ...told, query, day: days.at(choice.asof), earlier: earlierIn(choice, days) };
  const page = await mount(/** @type {HTMLElement} */ (document.getElementById("map-part")), first);
  const aside = document.getElementById("detail") ? new Aside(network, told.files.panel) : null;
  page.apply(first, answer(page, days, aside));
  if (page.day) aside?.show(choice, page.day, page.seen);
  if (asksMore(choice, network)) {
    page.frame.note(NOT_HERE, 15000);
    document.getElementById("panel-day")?.after(el("p", { class: "mark" }, NOT_HERE));
  }
  if (document.body.classList.contains("embedded") && parent !== window) askForHeight();
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  console.error(error);
  document.getElementById("map-part")?.append(el("p", {}, "The map could not be drawn in this browser."));
});
