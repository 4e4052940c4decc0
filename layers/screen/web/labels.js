// Names on the map, written: how wide they run, and the elements that carry them. Where each
// stands is placing.js's matter.

import { placesOf } from "./placing.js";
import { svgElement } from "./symbol.js";

/** @import { Field, NameEntry, Naming, Point, TextLook, Wish } from "./types" */

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

// The styles of type a name may be set in: a country's also smaller, where it does not fit.
/** @param {NameEntry} entry */
function stylesOf(entry) {
  const { type, name } = entry;
  if (type !== "country") return [{ type, words: name, spread: 1 }];
  const capitals = name.toUpperCase();
  return [
    { type, words: capitals, spread: SPACED },
    { type: "country_small", words: capitals, spread: SPACED },
    { type: "country_plain", words: name, spread: 1 },
  ];
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
      width: widthOf(words, fontOf(types[type])) * spread,
      height: heightOf(types[type]),
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
  for (const { wish, box, look } of placesOf(wishes, field, rule)) {
    const { entry } = wish;
    const { type: style, words } = stylesOf(entry)[look];
    let key = `${style} ${entry.name}`;
    while (used.has(key)) key += " again";
    used.add(key);
    const text = texts.get(key) ?? written(entry.id, words, style, types[style], svg);
    texts.set(key, text);
    for (const [name, value] of /** @type {[string, number][]} */ ([
      ["x", box.x],
      ["y", box.y + heightOf(types[style]) * 0.8],
    ])) {
      const wanted = value.toFixed(1);
      if (text.getAttribute(name) !== wanted) text.setAttribute(name, wanted);
    }
    if (text.style.visibility) text.style.visibility = "";
  }
  for (const [key, text] of texts) {
    if (!used.has(key) && !text.style.visibility) text.style.visibility = "hidden";
  }
}

/** @param {string | undefined} id @param {string} words @param {string} style @param {TextLook} type @param {SVGSVGElement} svg */
function written(id, words, style, type, svg) {
  const text = svgElement("text", { class: `label label-${style}` }, svg);
  if (id) text.dataset.names = id;
  text.textContent = words;
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
