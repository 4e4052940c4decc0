// Starts the map of a single file. There is no server: what the reader does is answered here, the
// date stays the one the file was made for, and the link is not written.

import { el } from "../dom.js";
import { Linker } from "../link.js";
import { mount } from "../page.js";

const told = JSON.parse(document.getElementById("told").textContent);
const detail = document.getElementById("detail");
const hint = [...detail.childNodes];

// A page opened from a disk has no address of its own that could be written.
Linker.prototype.write = () => {};

function answer(page) {
  return function take(_, event) {
    const selection = { ...told.selection, ...event, asof: told.selection.asof };
    page.apply({ ...told, selection, seq: event.seq, day: null, day_id: page.day.id }, take);
    if (follow(selection)) detail.scrollIntoView({ block: "nearest" });
  };
}

// The panel says what the map shows: the sheet of what is picked, the figures of what is on. Tells
// whether another sheet was put up.
function follow(selection) {
  const before = detail.dataset.of;
  const sheet = [...document.querySelectorAll("template[data-sheet]")].find(
    (template) => template.dataset.sheet === selection.focus,
  );
  detail.replaceChildren(...(sheet ? [sheet.content.cloneNode(true)] : hint));
  detail.dataset.of = sheet ? selection.focus : "";
  const on = new Set(selection.corridors);
  for (const part of document.querySelectorAll("[data-part-of]")) {
    part.hidden = !on.has(part.dataset.partOf);
  }
  return sheet !== undefined && detail.dataset.of !== before;
}

// A record names the place it is about; in the app its link is a choice, here it picks the place.
function pick(page, event) {
  const link = event.target.closest?.('a[href^="?"]');
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  const place = link.dataset.place ?? "";
  const [kind, id] = place.split(":");
  const known = { node: page.network.nodes, leg: page.network.legs, branch: page.network.branches };
  const corridor = kind === "corridor" && page.network.order.includes(id);
  if (corridor || known[kind]?.[id]) page.focus(place, { fly: true });
  else page.note("That is no place on the map.");
}

async function start() {
  const page = await mount(document.getElementById("map-part"), told);
  page.apply(told, answer(page));
  follow(told.selection);
  document.addEventListener("click", (event) => pick(page, event), true);
  document.body.dataset.ready = "yes";
}

start().catch((error) => {
  console.error(error);
  document.getElementById("map-part").append(el("p", {}, "The map could not be drawn in this browser."));
});
