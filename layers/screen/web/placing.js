// Where names stand: the rule of layers/look/naming.py, in pixels. Knows no page and no Leaflet.

/** @import { Box, Field, Naming, PlacedName, Point, Wish } from "./types" */

// A point of paper carries as much as so many pixels of a screen.
const PIXELS_A_POINT = 1.5;
const CELL = 8;
// Between two names on one line, or they would be read as one.
const BETWEEN = 3;
// The style of a great place's name.
const GREAT = "node_1";

/** @param {Box} a @param {Box} b */
export function overlaps(a, b) {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

// How far apart two boxes are; 0 where they touch.
/** @param {Box} a @param {Box} b */
export function gapOf(a, b) {
  const across = Math.max(a.x - b.x - b.width, b.x - a.x - a.width, 0);
  const down = Math.max(a.y - b.y - b.height, b.y - a.y - a.height, 0);
  return Math.hypot(across, down);
}

// Whether a symbol lies so that a name beside the other is as good as beside it.
/** @param {Box} box @param {Box} other */
function isUnder(box, other) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x > other.x && y > other.y && x < other.x + other.width && y < other.y + other.height;
}

/** @param {Box} box @param {number} by @returns {Box} */
function grown(box, by) {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

// Which cells of the window lines run through.
export class Lines {
  /** @param {Point[][]} lines @param {Point} size */
  constructor(lines, size) {
    this.across = Math.ceil(size.x / CELL);
    this.down = Math.ceil(size.y / CELL);
    this.cells = new Uint8Array(this.across * this.down);
    for (const line of lines) for (let i = 1; i < line.length; i += 1) this.mark(line[i - 1], line[i]);
  }

  /** @param {Point} from @param {Point} to */
  mark(from, to) {
    const steps = Math.ceil((2 * Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y))) / CELL) || 1;
    for (let k = 0; k <= steps; k += 1) {
      const i = Math.floor((from.x + ((to.x - from.x) * k) / steps) / CELL);
      const j = Math.floor((from.y + ((to.y - from.y) * k) / steps) / CELL);
      if (i >= 0 && j >= 0 && i < this.across && j < this.down) this.cells[j * this.across + i] = 1;
    }
  }

  // How many pixels of lines a box covers, about.
  /** @param {Box} box */
  covered(box) {
    let found = 0;
    const last = Math.min(Math.floor((box.x + box.width) / CELL), this.across - 1);
    const low = Math.min(Math.floor((box.y + box.height) / CELL), this.down - 1);
    for (let j = Math.max(Math.floor(box.y / CELL), 0); j <= low; j += 1) {
      for (let i = Math.max(Math.floor(box.x / CELL), 0); i <= last; i += 1) found += this.cells[j * this.across + i];
    }
    return found * CELL;
  }
}

/**
 * The names that find room, each with its box; `wishes` come in the order in which they choose.
 * @param {Wish[]} wishes
 * @param {Field} field
 * @param {Naming} rule
 * @returns {PlacedName[]}
 */
export function placesOf(wishes, field, rule) {
  const lines = new Lines(field.lines, field.size);
  const rooms = wishes.filter(({ needed, own }) => needed && own).map(roomOf);
  /** @type {Box[]} */
  const taken = [...field.shut];
  /** @type {PlacedName[]} */
  const placed = [];
  for (const [at, wish] of wishes.entries()) {
    const later = wish.needed && wish.own ? wishes.slice(at + 1).filter(({ needed, entry }) => needed && entry.type === GREAT) : [];
    const best = bestOf(wish, { ...field, rooms }, { taken, lines, rule, later: later.map(roomOf) });
    if (!best || (!wish.needed && best.score > rule.most_disliked)) continue;
    taken.push({ ...best.name.box, x: best.name.box.x - BETWEEN, width: best.name.box.width + 2 * BETWEEN });
    placed.push(best.name);
  }
  return placed;
}

// The least disliked of a name's places that are free; `later` are rooms of great places still to be named.
/** @param {Wish} wish @param {Field} field @param {{ taken: Box[], lines: Lines, rule: Naming, later: Box[] }} now */
function bestOf(wish, field, { taken, lines, rule, later }) {
  const share = ((wish.area ? rule.area_line_share : 1) * rule.line_cost) / PIXELS_A_POINT;
  /** @type {{ score: number, name: PlacedName } | null} */
  let best = null;
  for (const [dislike, box, look] of candidatesOf(wish, field, rule)) {
    if (best && dislike >= best.score) continue;
    if (!isFree(box, wish, field, taken, rule)) continue;
    const kept = rule.room_cost * later.filter((room) => overlaps(box, room)).length;
    const score = dislike + kept + share * lines.covered(box);
    if (!best || score < best.score) best = { score, name: { wish, box, look } };
  }
  return best;
}

// How far the middles of two boxes are off one level.
/** @param {Box} a @param {Box} b */
const offLevel = (a, b) => Math.abs(a.y + a.height / 2 - b.y - b.height / 2);

// To the right of a symbol, and below that: where a name mostly comes to stand.
/** @param {Wish} wish @returns {Box} */
function roomOf({ point, gap, looks: [{ width, height }] }) {
  return { x: point.x, y: point.y - height / 2, width: gap + width, height: 2 * height };
}

/** @param {Box} box @param {Wish} wish @param {Field} field @param {Box[]} taken @param {Naming} rule */
function isFree(box, wish, { size, symbols }, taken, rule) {
  if (box.x < 2 || box.y < 2 || box.x + box.width > size.x - 2 || box.y + box.height > size.y - 2) return false;
  if (taken.some((other) => overlaps(box, other))) return false;
  const own = wish.own && !wish.area ? gapOf(box, wish.own) + rule.apart * PIXELS_A_POINT : 0;
  const reach = wish.own && offLevel(box, wish.own) > wish.own.height / 2 ? rule.level_reach * PIXELS_A_POINT : 0;
  const mine = wish.id;
  if (wish.area) return !symbols.some(({ isBadge, box: other }) => isBadge && overlaps(box, other));
  return symbols.every(({ id, box: other }) => {
    const ours = (id !== undefined && id === mine) || (wish.own && (isUnder(other, wish.own) || isUnder(wish.own, other)));
    if (!own || ours) return !overlaps(box, other);
    return gapOf(box, other) >= (offLevel(box, other) < box.height / 4 ? Math.max(own, reach) : own);
  });
}

/** @param {Wish} wish @param {Field} field @param {Naming} rule @returns {Generator<[number, Box, number]>} */
function* candidatesOf(wish, field, rule) {
  for (const [look, { width, height }] of wish.looks.entries()) {
    if (wish.area) yield* withinArea(wish, field, rule, look);
    else if (wish.centred) yield* roaming(wish, width, height, look);
    else yield* beside(wish, width, height, rule);
  }
}

/** @param {Wish} wish @param {number} width @param {number} height @param {Naming} rule @returns {Generator<[number, Box, number]>} */
function* beside(wish, width, height, rule) {
  for (const [further, cost] of rule.distances) {
    const gap = wish.gap + further * PIXELS_A_POINT;
    for (const [dislike, box] of round(wish, gap, width, height, rule)) yield [cost + dislike, box, 0];
  }
}

/** @param {Wish} wish @param {number} gap @param {number} width @param {number} height @param {Naming} rule @returns {Generator<[number, Box]>} */
function* round({ point, own }, gap, width, height, rule) {
  for (const [across, up, cost] of rule.spots) {
    const slanted = across !== 0 && up !== 0;
    // Never on the corner of its own symbol.
    const reach = slanted ? Math.max(gap * rule.slant, (own?.width ?? 0) / 2 + 1) : gap;
    // At a slant the text begins at the height of its symbol's edge, not beyond it.
    const rise = reach - (slanted ? height * 0.2 : 0);
    const x = point.x - width / 2 + across * (reach + width / 2);
    const y = point.y - height / 2 - up * (rise + height / 2);
    yield [cost, { x, y, width, height }];
  }
}

/** @param {Wish} wish @param {number} width @param {number} height @param {number} look @returns {Generator<[number, Box, number]>} */
function* roaming(wish, width, height, look) {
  const { point, roam = 0 } = wish;
  for (let i = -4; i <= 4; i += 1) {
    for (let j = -4; j <= 4; j += 1) {
      if (!roam && (i || j)) continue;
      const x = point.x + (i / 4) * roam - width / 2;
      const y = point.y + (j / 4) * roam * 0.6 - height / 2;
      yield [(6 * Math.hypot(i, j * 0.6)) / 4, { x, y, width, height }, look];
    }
  }
}

// Places over what of a country's area the window shows, the middle of the name always inside.
/** @param {Wish} wish @param {Field} field @param {Naming} rule @param {number} look @returns {Generator<[number, Box, number]>} */
function* withinArea(wish, { size, symbols, rooms = [] }, rule, look) {
  const ring = /** @type {Point[]} */ (wish.area);
  const { width, height } = wish.looks[look];
  const xs = ring.map(({ x }) => x);
  const ys = ring.map(({ y }) => y);
  const left = Math.max(Math.min(...xs), width / 2);
  const right = Math.min(Math.max(...xs), size.x - width / 2);
  const top = Math.max(Math.min(...ys), height / 2);
  const bottom = Math.min(Math.max(...ys), size.y - height / 2);
  if (left >= right || top >= bottom) return;
  const home = inWindow(wish.point, size) ? wish.point : { x: (left + right) / 2, y: (top + bottom) / 2 };
  const reachOut = rule.crowd_reach * PIXELS_A_POINT;
  const reach = Math.hypot(right - left, bottom - top);
  for (let i = 0; i <= rule.grid; i += 1) {
    for (let j = 0; j <= rule.grid; j += 1) {
      const at = i === 0 && j === 0 ? home : { x: left + ((right - left) * i) / rule.grid, y: top + ((bottom - top) * j) / rule.grid };
      if (!isInside(ring, at)) continue;
      const box = { x: at.x - width / 2, y: at.y - height / 2, width, height };
      const outside = cornersOf(box).filter((corner) => !isInside(ring, corner)).length / 6;
      if (outside > rule.most_outside) continue;
      const near = grown(box, reachOut);
      const crowd =
        rule.upon_cost * symbols.filter((symbol) => overlaps(box, symbol.box)).length +
        rule.crowd_cost * symbols.filter((symbol) => overlaps(near, symbol.box)).length +
        rule.room_cost * rooms.filter((room) => overlaps(box, room)).length;
      const far = Math.hypot(at.x - home.x, at.y - home.y) / reach;
      yield [rule.far_cost * far + rule.outside_cost * outside + crowd + rule.smaller_cost * look, box, look];
    }
  }
}

/** @param {Point} point @param {Point} size */
function inWindow(point, size) {
  return point.x > 0 && point.y > 0 && point.x < size.x && point.y < size.y;
}

/** @param {Box} box @returns {Point[]} */
function cornersOf({ x, y, width, height }) {
  return [x, x + width].flatMap((across) => [y, y + height / 2, y + height].map((down) => ({ x: across, y: down })));
}

// Whether a point lies in a ring: a ray from it crosses the ring an odd number of times.
/** @param {Point[]} ring @param {Point} point */
export function isInside(ring, { x, y }) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [a, b] = [ring[i], ring[j]];
    if (a.y > y !== b.y > y && x < ((b.x - a.x) * (y - a.y)) / (b.y - a.y) + a.x) inside = !inside;
  }
  return inside;
}
