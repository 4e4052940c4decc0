// Names on the map: by rank, where there is room. Greedy: the important ones choose first, each
// tries a few places round its symbol, and one that finds none is left out.

const measures = new Map();
let pen = null;

function widthOf(text, font) {
  const key = `${font}|${text}`;
  if (!measures.has(key)) {
    pen ??= document.createElement("canvas").getContext("2d");
    pen.font = font;
    measures.set(key, pen.measureText(text).width);
  }
  return measures.get(key);
}

function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

// Boxes in cells, so that a box is only compared with its neighbours.
class Taken {
  constructor(cell = 96) {
    this.cell = cell;
    this.cells = new Map();
  }

  *keys(box) {
    for (let i = Math.floor(box.x / this.cell); i <= (box.x + box.width) / this.cell; i += 1) {
      for (let j = Math.floor(box.y / this.cell); j <= (box.y + box.height) / this.cell; j += 1) {
        yield i * 4096 + j;
      }
    }
  }

  add(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  free(box, own) {
    for (const key of this.keys(box)) {
      for (const other of this.cells.get(key) ?? []) {
        if (other !== own && overlaps(box, other)) return false;
      }
    }
    return true;
  }
}

export function fontOf(type) {
  return `${type.italic ? "italic " : ""}${type.bold ? "600 " : ""}${type.size_px}px ${type.font}`;
}

// `entries` come in order of importance: {name, point, type, gap, centred}. `texts` keeps the
// <text> element of every name, so that a name that stays where it is costs nothing.
export function placeLabels({ svg, texts, types, size, entries, obstacles }) {
  const taken = new Taken();
  for (const box of obstacles) taken.add(box);
  const placed = [];
  for (const entry of entries) {
    const { point } = entry;
    if (point.x < -60 || point.y < -20 || point.x > size.x + 60 || point.y > size.y + 20) continue;
    const type = types[entry.type];
    const width = widthOf(entry.name, fontOf(type)) * (entry.type === "country" ? 1.18 : 1);
    const height = type.size_px * 1.15;
    const found = spotsOf(entry, width, height).find((box) => taken.free(box, null));
    if (found) {
      taken.add(found);
      placed.push([entry, type, found]);
    }
  }
  const used = new Set();
  for (const [entry, type, box] of placed) {
    let key = `${entry.type} ${entry.name}`;
    while (used.has(key)) key += " again";
    used.add(key);
    if (!texts.has(key)) {
      const text = document.createElementNS("http://www.w3.org/2000/svg", "text");
      text.textContent = entry.name;
      dress(text, entry.type, type);
      texts.set(key, text);
      svg.append(text);
    }
    const text = texts.get(key);
    for (const [name, value] of [["x", box.x], ["y", box.y + height(type) * 0.8]]) {
      const wanted = value.toFixed(1);
      if (text.getAttribute(name) !== wanted) text.setAttribute(name, wanted);
    }
    if (text.style.visibility) text.style.visibility = "";
  }
  for (const [key, text] of texts) {
    if (!used.has(key) && !text.style.visibility) text.style.visibility = "hidden";
  }
}

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

function height(type) {
  return type.size_px * 1.15;
}

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
