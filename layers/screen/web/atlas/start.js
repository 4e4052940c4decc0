// Starts the map of an atlas. There is no server: every day is in the files, and what the reader does
// is answered here. The link says the same as in the app.

import { el } from "../dom.js";
import { mount } from "../page.js";
import { choiceIn, queryOf } from "../query.js";
import { splitFocus } from "../state.js";
import { Linker } from "../link.js";
import { Aside } from "./aside.js";
import { Days } from "./days.js";

/** @import { MapPage } from "../page.js" */
/** @import { Network, Tell, Told } from "../types" */

// What is told in the page says no address where none is known: then it is that of the page.
/** @type {Told} */
const told = JSON.parse(document.getElementById("told")?.textContent ?? "");
// What the app computes and files cannot: journeys, and what is supposed shut, open or built.
const ASKED = ["from", "x", "o", "b", "vs"];

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
  return { choice, query: queryOf(choice, network) || "?" };
}

/** @param {MapPage} page @param {Days} days @param {Aside | null} aside @returns {Tell} */
function answer(page, days, aside) {
  return function take(_, asked) {
    const { choice, query } = toldAs(asked.query, page.network);
    page.apply({ ...told, query, seq: asked.seq, day: days.at(choice.asof), day_id: "" }, take);
    if (page.day) aside?.show(choice, page.day, page.seen);
  };
}

async function start() {
  if (told.embed) told.embed.atlas ||= new URL(".", location.href).href;
  const { days: states, network } = window.corridorData;
  const counts = { legs: Object.keys(network.legs).length, nodes: Object.keys(network.nodes).length };
  const days = new Days(states, counts, network.data_end);
  const { choice, query } = toldAs(location.search, network);
  const first = { ...told, query, day: days.at(choice.asof) };
  const page = await mount(/** @type {HTMLElement} */ (document.getElementById("map-part")), first);
  const aside = document.getElementById("detail") ? new Aside(network, told.files.panel) : null;
  page.apply(first, answer(page, days, aside));
  if (page.day) aside?.show(choice, page.day, page.seen);
  const asked = ASKED.filter((name) => choice.rest.has(name));
  if (asked.length) page.frame.note("Journeys, suppositions and comparisons are answered by the app, not by this atlas.", 15000);
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  console.error(error);
  document.getElementById("map-part")?.append(el("p", {}, "The map could not be drawn in this browser."));
});
