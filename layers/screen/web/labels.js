// Names on the map: by rank, where there is room. Greedy: the important ones choose first, each
// tries a few places round its symbol, and one that finds none is left out.

/** @import { Box, PlacedName, Point, TextLook } from "./types" */

/** @type {Map<string, number>} */
const measures = new Map();
/** @type {CanvasRenderingContext2D | null} */
let pen = null;

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

/** @param {Box} a @param {Box} b */
function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

// Boxes in cells, so that a box is only compared with its neighbours.
class Taken {
  constructor(cell = 96) {
    this.cell = cell;
    /** @type {Map<number, Box[]>} */
    this.cells = new Map();
  }

  /** @param {Box} box */
  *keys(box) {
    for (let i = Math.floor(box.x / this.cell); i <= (box.x + box.width) / this.cell; i += 1) {
      for (let j = Math.floor(box.y / this.cell); j <= (box.y + box.height) / this.cell; j += 1) {
        yield i * 4096 + j;
      }
    }
  }

  /** @param {Box} box */
  add(box) {
    for (const key of this.keys(box)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(box);
      else this.cells.set(key, [box]);
    }
  }

  /** @param {Box} box */
  isFree(box) {
    for (const key of this.keys(box)) {
      if (this.cells.get(key)?.some((other) => overlaps(box, other))) return false;
    }
    return true;
  }
}

/** @param {TextLook} type */
export function fontOf(type) {
  return `${type.italic ? "italic " : ""}${type.bold ? "600 " : ""}${type.size_px}px ${type.font}`;
}

/**
 * Write the names that find room; `entries` come in order of importance.
 * @param {object} wanted
 * @param {SVGSVGElement} wanted.svg
 * @param {Map<string, SVGTextElement>} wanted.texts the element of every name, so that a name that
 *   stays where it is costs nothing
 * @param {Record<string, TextLook>} wanted.types
 * @param {Point} wanted.size
 * @param {PlacedName[]} wanted.entries
 * @param {Box[]} wanted.obstacles
 */
export function placeLabels({ svg, texts, types, size, entries, obstacles }) {
  const used = new Set();
  for (const [entry, type, box] of placesOf(entries, types, size, obstacles)) {
    let key = `${entry.type} ${entry.name}`;
    while (used.has(key)) key += " again";
    used.add(key);
    const text = texts.get(key) ?? written(entry, type, svg);
    texts.set(key, text);
    for (const [name, value] of /** @type {[string, number][]} */ ([
      ["x", box.x],
      ["y", box.y + height(type) * 0.8],
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

/**
 * @param {PlacedName[]} entries
 * @param {Record<string, TextLook>} types
 * @param {Point} size
 * @param {Box[]} obstacles
 */
function placesOf(entries, types, size, obstacles) {
  const taken = new Taken();
  for (const box of obstacles) taken.add(box);
  /** @type {[PlacedName, TextLook, Box][]} */
  const placed = [];
  for (const entry of entries) {
    const { point } = entry;
    if (point.x < -60 || point.y < -20 || point.x > size.x + 60 || point.y > size.y + 20) continue;
    const type = types[entry.type];
    const width = widthOf(entry.name, fontOf(type)) * (entry.type === "country" ? 1.18 : 1);
    const found = spotsOf(entry, width, height(type)).find((box) => taken.isFree(box));
    if (!found) continue;
    taken.add(found);
    placed.push([entry, type, found]);
  }
  return placed;
}

/** @param {PlacedName} entry @param {TextLook} type @param {SVGSVGElement} svg */
function written(entry, type, svg) {
  const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
  text.textContent = entry.name;
  dress(text, entry.type, type);
  svg.append(text);
  return text;
}

/** @param {SVGTextElement} text @param {string} name @param {TextLook} type */
function dress(text, name, type) {
  text.setAttribute("class", `label label-${name}`);
  text.style.font = fontOf(type);
  text.style.fill = type.colour;
  text.style.stroke = type.halo || "none";
  text.style.strokeWidth = `${type.halo_px}px`;
}

// Widths measured before the page's own face had come are wrong.
export function forgetWidths() {
  measures.clear();
}

/** @param {TextLook} type */
function height(type) {
  return type.size_px * 1.15;
}

/** @param {PlacedName} entry @param {number} width @param {number} tall @returns {Box[]} */
function spotsOf(entry, width, tall) {
  const { x, y } = entry.point;
  if (entry.centred) return [{ x: x - width / 2, y: y - tall / 2, width, height: tall }];
  const gap = entry.gap;
  const spots = [
    [x + gap, y - tall / 2],
    [x - gap - width, y - tall / 2],
    [x - width / 2, y - gap - tall],
    [x - width / 2, y + gap],
    [x + gap * 0.7, y - gap * 0.7 - tall],
    [x + gap * 0.7, y + gap * 0.5],
    [x - gap * 0.7 - width, y - gap * 0.7 - tall],
    [x - gap * 0.7 - width, y + gap * 0.5],
  ];
  return spots.map(([left, top]) => ({ x: left, y: top, width, height: tall }));
}
