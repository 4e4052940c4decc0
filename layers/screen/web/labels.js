// Names on the map, written: how wide they run, and the elements that carry them. Where each
// stands is placing.js's matter.

import { placesOf } from "./placing.js";
import { svgElement } from "./symbol.js";

/** @import { Box, Point, TextLook } from "./types" */
/** @import { Field, NameEntry, Naming, Wish } from "./drawn" */

/** @type {Map<string, number>} */
const measures = new Map();
/** @type {CanvasRenderingContext2D | null} */
let pen = null;
// Letters of countries stand apart (map.css), which a canvas does not know.
const SPACED = 1.18;

/** @param {string} text @param {string} font @returns {number} */
function widthOf(text, font) {
  const key = `${font}|${text}`;
  let width = measures.get(key);
  if (width === undefined) {
    pen ??= /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    pen.font = font;
    width = pen.measureText(text).width;
    measures.set(key, width);
  }
  return width;
}

/** @param {TextLook} type */
export function fontOf(type) {
  return `${type.italic ? "italic " : ""}${type.bold ? "600 " : ""}${type.size_px}px ${type.font}`;
}

// The styles of type a name may be set in: a country's also smaller, a place's in two lines where
// one does not fit.
/** @param {NameEntry} entry */
function stylesOf(entry) {
  const { type, name, needed, centred } = entry;
  if (type !== "country" && type !== "crossed") {
    const broken = needed && !centred ? inTwoLines(name) : name;
    return [name, ...(broken === name ? [] : [broken])].map((words) => ({ type, words, spread: 1 }));
  }
  const capitals = name.toUpperCase();
  return [
    { type, words: capitals, spread: SPACED },
    { type: `${type}_small`, words: capitals, spread: SPACED },
    { type: `${type}_plain`, words: name, spread: 1 },
    ...(inTwoLines(name) === name ? [] : [{ type: `${type}_plain`, words: inTwoLines(name), spread: 1 }]),
  ];
}

// A name broken at the space that makes its longer line shortest; one without a space is not.
/** @param {string} name */
function inTwoLines(name) {
  const breaks = [...name.matchAll(/ /g)].map(({ index }) => `${name.slice(0, index)}\n${name.slice(index + 1)}`);
  const longest = (/** @type {string} */ words) => Math.max(...words.split("\n").map(({ length }) => length));
  return breaks.sort((a, b) => longest(a) - longest(b))[0] ?? name;
}

/**
 * What the rule of placing asks of a name.
 * @param {NameEntry} entry
 * @param {Record<string, TextLook>} types
 * @param {(at: [number, number]) => Point} pointOf where a place is in the window
 * @returns {Wish}
 */
export function wishOf(entry, types, pointOf) {
  const point = pointOf(entry.at);
  const half = entry.size ? entry.size / 2 : 0;
  return {
    entry,
    id: entry.id,
    point,
    gap: entry.gap,
    centred: entry.centred,
    needed: entry.needed,
    roam: entry.roam,
    area: entry.within?.map(pointOf),
    own: entry.centred ? undefined : { x: point.x - half, y: point.y - half, width: 2 * half, height: 2 * half },
    looks: stylesOf(entry).map(({ type, words, spread }) => ({
      width: Math.max(...words.split("\n").map((line) => widthOf(line, fontOf(types[type])))) * spread,
      height: heightOf(types[type]) * words.split("\n").length,
    })),
  };
}

/**
 * Write the names that find room; `wishes` come in order of importance.
 * @param {object} wanted
 * @param {SVGSVGElement} wanted.svg
 * @param {Map<string, SVGTextElement>} wanted.texts the element of every name, so that a name that
 *   stays where it is costs nothing
 * @param {Record<string, TextLook>} wanted.types
 * @param {Wish[]} wanted.wishes
 * @param {Field} wanted.field
 * @param {Naming} wanted.rule
 */
export function writeLabels({ svg, texts, types, wishes, field, rule }) {
  const used = new Set();
  /** @type {string[]} */
  const leaders = [];
  for (const { wish, box, look, leader } of placesOf(wishes, field, rule)) {
    const { entry } = wish;
    const { type: style, words } = stylesOf(entry)[look];
    let key = `${style} ${words}`;
    while (used.has(key)) key += " again";
    used.add(key);
    const text = texts.get(key) ?? written(entry.id, words, style, types[style], svg);
    texts.set(key, text);
    stand(text, box, wish, heightOf(types[style]));
    text.toggleAttribute("data-led", leader !== undefined);
    if (leader) leaders.push(`M${leader.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join("L")}`);
    if (text.style.visibility) text.style.visibility = "";
  }
  for (const [key, text] of texts) {
    if (!used.has(key) && !text.style.visibility) text.style.visibility = "hidden";
  }
  const path = svg.querySelector(".leaders") ?? svgElement("path", { class: "leaders" }, svg);
  put(path, "d", leaders.join(""));
}

// Set a text in its box; lines of one keep to the side on which the place is.
/** @param {SVGTextElement} text @param {Box} box @param {Wish} wish @param {number} height of a line */
function stand(text, box, { point: at, area }, height) {
  const lines = text.children.length ? [...text.children] : [text];
  const aside = box.x > at.x ? 0 : box.x + box.width < at.x ? 1 : 0.5;
  const share = lines.length === 1 ? 0 : area ? 0.5 : aside;
  put(text, "text-anchor", ["start", "middle", "end"][2 * share]);
  for (const [i, line] of lines.entries()) {
    put(line, "x", (box.x + share * box.width).toFixed(1));
    put(line, "y", (box.y + (i + 0.8) * height).toFixed(1));
  }
}

/** @param {Element} element @param {string} name @param {string} value */
function put(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** @param {string | undefined} id @param {string} words @param {string} style @param {TextLook} type @param {SVGSVGElement} svg */
function written(id, words, style, type, svg) {
  const text = svgElement("text", { class: `label label-${style}` }, svg);
  if (id) text.dataset.names = id;
  const lines = words.split("\n");
  if (lines.length === 1) text.textContent = words;
  // The space is not seen at a line's end, but read and copied.
  else for (const [i, line] of lines.entries()) svgElement("tspan", {}, text).textContent = i < lines.length - 1 ? `${line} ` : line;
  text.style.font = fontOf(type);
  text.style.fill = type.colour;
  text.style.stroke = type.halo || "none";
  text.style.strokeWidth = `${type.halo_px}px`;
  return text;
}

// Widths measured before the page's own face had come are wrong.
export function forgetWidths() {
  measures.clear();
}

/** @param {TextLook} type */
function heightOf(type) {
  return type.size_px * 1.15;
}
