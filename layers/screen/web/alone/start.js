// Starts the map of a single file. There is no server: what the reader does is answered here, the
// date stays the one the file was made for, and the link is not written.

import { el } from "../dom.js";
import { Linker } from "../link.js";
import { mount } from "../page.js";
import { choiceIn, textOf } from "../query.js";

/** @import { MapPage } from "../page.js" */
/** @import { Choice, Tell, Told } from "../types" */

/** @type {(id: string) => HTMLElement} */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @type {Told} */
const told = JSON.parse(byId("told").textContent ?? "");
const detail = byId("detail");
const hint = [...detail.childNodes];

// A page opened from a disk has no address of its own that could be written.
Linker.prototype.write = () => {};

/** @param {MapPage} page @returns {Tell} */
function answer(page) {
  return function take(_, asked) {
    const query = withDay(asked.query);
    page.apply({ ...told, query, seq: asked.seq, day: null, day_id: page.day?.id ?? "" }, take);
    if (follow(choiceIn(query, page.network))) detail.scrollIntoView({ block: "nearest" });
  };
}

// A query with the only day there is in the file.
/** @param {string} query */
function withDay(query) {
  const given = new URLSearchParams(query);
  const day = new URLSearchParams(told.query).get("asof");
  given.delete("asof");
  if (day) given.set("asof", day);
  return textOf(given);
}

// The panel says what the map shows: the sheet of what is picked, the figures of what is on. Tells
// whether another sheet was put up.
/** @param {Choice} choice */
function follow(choice) {
  const before = detail.dataset.of;
  /** @type {HTMLTemplateElement[]} */
  const sheets = [...document.querySelectorAll("template")];
  const sheet = sheets.find((one) => choice.focus && one.dataset.sheet === choice.focus);
  detail.replaceChildren(...(sheet ? [sheet.content.cloneNode(true)] : hint));
  // What many sheets tell stands in the page once (layers/pack/sheets.py).
  const shared = new Map(sheets.map((one) => [one.dataset.of, one]));
  for (let gap; (gap = detail.querySelector("[data-block]")); ) {
    const block = gap.getAttribute("data-block") ?? "";
    gap.replaceWith(shared.get(block)?.content.cloneNode(true) ?? "");
  }
  detail.dataset.of = sheet?.dataset.sheet ?? "";
  /** @type {NodeListOf<HTMLElement>} */
  const parts = document.querySelectorAll("[data-part-of]");
  for (const part of parts) part.hidden = !choice.corridors.has(part.dataset.partOf ?? "");
  return sheet !== undefined && detail.dataset.of !== before;
}

// A record names the place it is about; in the app its link is a choice, here it picks the place.
/** @param {MapPage} page @param {MouseEvent} event */
function pick(page, event) {
  /** @type {HTMLElement | null} */
  const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const place = link.dataset.place ?? "";
  const [kind, id] = place.split(":");
  const { branches, legs, nodes, order } = page.network;
  /** @type {Record<string, boolean>} */
  const known = { node: id in nodes, leg: id in legs, branch: id in branches, corridor: order.includes(id) };
  if (known[kind]) page.focus(place, { fly: true });
  else page.frame.note("That is no place on the map.");
}

async function start() {
  const page = await mount(byId("map-part"), told);
  page.apply(told, answer(page));
  follow(choiceIn(told.query, page.network));
  document.addEventListener("click", (event) => pick(page, event), true);
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  console.error(error);
  byId("map-part").append(el("p", {}, "The map could not be drawn in this browser."));
});
