// Where names stand: the rule of layers/look/naming.py, in pixels. Knows no page and no Leaflet.

import { PIXELS_A_POINT, withinArea } from "./area.js";
import { gapOf, grown, isInside, isUnder, overlaps } from "./boxes.js";
import { withLed } from "./leading.js";

/** @import { Box, Point } from "./types" */
/** @import { Field, Naming, PlacedName, Wish } from "./drawn" */

const CELL = 8;
// Between two names on one line, or they would be read as one.
const BETWEEN = 3;
// Any name to a badge: letters reach a little beyond their lines.
const OFF_BADGE = 2;
// The style of a great place's name.
const GREAT = "node_1";

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
 * A place's that is needed and finds none may move others aside, if they find another place.
 * @param {Wish[]} wishes
 * @param {Field} field
 * @param {Naming} rule
 * @returns {PlacedName[]}
 */
export function placesOf(wishes, field, rule) {
  const rooms = wishes.filter(({ needed, own }) => needed && own).map(roomOf);
  const placing = new Placing({ ...field, rooms }, rule);
  /** @type {PlacedName[]} */
  const placed = [];
  for (const [at, wish] of wishes.entries()) {
    const later = wish.needed && wish.own ? wishes.slice(at + 1).filter(({ needed, entry }) => needed && entry.type === GREAT) : [];
    const name = placing.best(wish, placed, later.map(roomOf)) ?? (wish.needed && wish.area ? placing.overhanging(wish, placed) : null);
    if (name) placed.push(name);
  }
  return placing.withRoomFor(wishes, placed);
}

// The needed names of places that have found no room.
/** @param {Wish[]} wishes @param {PlacedName[]} placed */
function unplaced(wishes, placed) {
  const found = new Set(placed.map(({ wish }) => wish));
  return wishes.filter((wish) => wish.needed && wish.own && !found.has(wish));
}

// How long a row of names may move aside for one, and how often room is looked for in all.
const TURNS = 2;
const TRIES = 50;
// How many of a name's own places are looked at for one where others can leave.
const CHOICES = 8;

class Placing {
  /** @param {Field} field @param {Naming} rule */
  constructor(field, rule) {
    this.field = field;
    this.rule = rule;
    this.lines = new Lines(field.lines, field.size);
    /** @type {Map<Wish, [number, PlacedName][]>} */
    this.known = new Map();
    this.tries = TRIES;
  }

  /** @param {Wish} wish @param {Box} box */
  lineCost(wish, box) {
    return (((wish.area ? this.rule.area_line_share : 1) * this.rule.line_cost) / PIXELS_A_POINT) * this.lines.covered(box);
  }

  // Where a place's name may stand as far as controls and symbols go, the least disliked first.
  /** @param {Wish} wish */
  clearOf(wish) {
    const { field, rule } = this;
    let clear = this.known.get(wish);
    if (clear) return clear;
    clear = [];
    for (const [dislike, box, look] of candidatesOf(wish, field, rule)) {
      const score = dislike + this.lineCost(wish, box);
      if (isClear(box, wish, field, rule)) clear.push([score, { wish, box, look }]);
    }
    clear.sort(([a], [b]) => a - b);
    this.known.set(wish, clear);
    return clear;
  }

  // The least disliked of a name's places that are free; `later` are rooms of great places still to
  // be named. Nothing where none is free, or a name that is not needed would be disliked too much.
  /** @param {Wish} wish @param {PlacedName[]} placed @param {Box[]} [later] @returns {PlacedName | null} */
  best(wish, placed, later = []) {
    let least = wish.needed ? Infinity : this.rule.most_disliked;
    /** @type {PlacedName | null} */
    let best = null;
    for (const [dislike, name] of wish.area ? this.withinArea(wish, placed, () => least) : this.clearOf(wish)) {
      if (dislike >= least) break;
      if (placed.some((other) => runsInto(name.box, other))) continue;
      const score = dislike + this.rule.room_cost * later.filter((room) => overlaps(name.box, room)).length;
      if (score < least) [least, best] = [score, name];
    }
    return best;
  }

  // The place of the name of a country that is narrower than it: it runs out on both sides, and is
  // the better liked the smaller it is.
  /** @param {Wish} wish @param {PlacedName[]} placed @returns {PlacedName | null} */
  overhanging(wish, placed) {
    const rule = { ...this.rule, grid: 2 * this.rule.grid, most_outside: 1, smaller_cost: -this.rule.smaller_cost };
    let least = Infinity;
    /** @type {PlacedName | null} */
    let best = null;
    for (const [score, name] of this.withinArea(wish, placed, () => least, rule)) [least, best] = [score, name];
    return best;
  }

  // Each place within a country that is better than those before: who chooses once does not look at all.
  /** @param {Wish} wish @param {PlacedName[]} placed @param {() => number} least @param {Naming} [rule] @returns {Generator<[number, PlacedName]>} */
  *withinArea(wish, placed, least, rule = this.rule) {
    const { field } = this;
    for (const [dislike, box, look] of candidatesOf(wish, field, rule, least)) {
      if (dislike >= least() || placed.some((other) => runsInto(box, other)) || !isClear(box, wish, field, rule)) continue;
      const score = dislike + this.lineCost(wish, box);
      if (score < least()) yield [score, { wish, box, look }];
    }
  }

  // A country's name a little aside.
  /** @param {PlacedName} was @param {PlacedName[]} placed @returns {PlacedName | null} */
  nudged(was, placed) {
    const { wish, from = was.box } = was;
    const ring = /** @type {Point[]} */ (wish.area);
    for (const [dx, dy] of [-1, -0.5, 0.5, 1].flatMap((share) => [[share, 0], [0, share]])) {
      const box = { ...from, x: from.x + dx * NUDGE, y: from.y + dy * NUDGE };
      if (placed.some((other) => runsInto(box, other)) || !isClear(box, wish, this.field, this.rule)) continue;
      if (isInside(ring, { x: box.x + box.width / 2, y: box.y + box.height / 2 })) return { ...was, box, from };
    }
    return null;
  }

  // The names with those of needed places that room can be made for.
  /** @param {Wish[]} wishes @param {PlacedName[]} placed */
  withRoomFor(wishes, placed) {
    let names = placed;
    for (const wish of unplaced(wishes, names)) names = this.madeRoom(wish, names) ?? names;
    for (const wish of unplaced(wishes, names)) {
      const isGreat = wish.entry.type === GREAT;
      names = (isGreat && this.instead(wish, names)) || this.led(wish, names) || (!isGreat && this.instead(wish, names)) || names;
    }
    return names;
  }

  /** @param {Wish} wish @param {PlacedName[]} names */
  led(wish, names) {
    return withLed(wish, names, this.field, (box) => this.lines.covered(box));
  }

  // The names with room made for one more: places' names in its way stand elsewhere, and only one
  // that is not needed may be left out. Nothing where that cannot be.
  /** @param {Wish} wish @param {PlacedName[]} placed @param {Set<Wish>} [still] @returns {PlacedName[] | null} */
  madeRoom(wish, placed, still = new Set()) {
    if ((this.tries -= 1) < 0) return null;
    const fixed = new Set([...still, wish]);
    for (const [, name] of this.clearOf(wish)) {
      const aside = placed.filter((other) => runsInto(name.box, other));
      if (aside.some((other) => fixed.has(other.wish))) continue;
      const kept = placed.filter((other) => !aside.includes(other));
      const names = this.movedAside(aside, [...kept, name], fixed);
      if (names) return names;
    }
    return null;
  }

  // The names with one in the stead of others, which stand elsewhere or are led to; or nothing.
  /** @param {Wish} wish @param {PlacedName[]} placed @returns {PlacedName[] | null} */
  instead(wish, placed) {
    for (const [, name] of this.clearOf(wish).slice(0, CHOICES)) {
      const out = placed.filter((other) => runsInto(name.box, other));
      const moved = out.map((other) => other.wish).filter(({ needed }) => needed);
      if (moved.some(({ area }) => area)) continue;
      /** @type {PlacedName[] | null} */
      let names = [...placed.filter((other) => !out.includes(other)), name];
      for (const one of moved) {
        /** @type {PlacedName | null} */
        const place = names && this.best(one, names);
        names = names && (place ? [...names, place] : this.led(one, names));
      }
      if (names) return names;
    }
    return null;
  }

  // The names with those that stood in the way set elsewhere, or nothing.
  /** @param {PlacedName[]} aside @param {PlacedName[]} names @param {Set<Wish>} fixed @returns {PlacedName[] | null} */
  movedAside(aside, names, fixed) {
    /** @type {PlacedName[] | null} */
    let all = names;
    for (const was of aside) {
      const { wish } = was;
      const isCountry = wish.area && wish.needed;
      const place = isCountry ? this.nudged(was, all) : this.best(wish, all);
      if (place) all.push(place);
      else if (wish.needed) all = isCountry || fixed.size > TURNS ? null : this.madeRoom(wish, all, fixed);
      if (!all) return null;
    }
    return all;
  }
}

// How far a country's name gives way to a place's at most, in pixels.
const NUDGE = 12;

// How far the middles of two boxes are off one level.
/** @param {Box} a @param {Box} b */
const offLevel = (a, b) => Math.abs(a.y + a.height / 2 - b.y - b.height / 2);

// Whether a name there would run into another, or be read on as one with it.
/** @param {Box} box @param {PlacedName} name */
function runsInto(box, { box: other }) {
  const between = offLevel(box, other) < other.height / 2 ? BETWEEN : 0;
  return overlaps(box, { ...other, x: other.x - between, width: other.width + 2 * between });
}

// To the right of a symbol, and below that: where a name mostly comes to stand.
/** @param {Wish} wish @returns {Box} */
function roomOf({ point, gap, looks: [{ width, height }] }) {
  return { x: point.x, y: point.y - height / 2, width: gap + width, height: 2 * height };
}

/** @param {Box} box @param {Point} size of the window */
function isWithin(box, size) {
  return box.x >= 2 && box.y >= 2 && box.x + box.width <= size.x - 2 && box.y + box.height <= size.y - 2;
}

// Whether a name there is whole, lies on no symbol, and is nearest to its own.
/** @param {Box} box @param {Wish} wish @param {Field} field @param {Naming} rule */
function isClear(box, wish, { size, symbols, shut }, rule) {
  if (!isWithin(box, size) || shut.some((other) => overlaps(box, other))) return false;
  // The further off its own, the more clearly nearer than others.
  const far = wish.own && !wish.area ? gapOf(box, wish.own) : 0;
  const own = wish.own && !wish.area ? far + rule.apart * PIXELS_A_POINT * Math.max(1, far / 3) : 0;
  const reach = wish.own && offLevel(box, wish.own) > wish.own.height / 2 ? rule.level_reach * PIXELS_A_POINT : 0;
  const mine = wish.id;
  if (wish.area) return !symbols.some(({ isBadge, box: other }) => isBadge && overlaps(grown(box, OFF_BADGE), other));
  return symbols.every(({ id, isBadge, box: other }) => {
    const ours = (id !== undefined && id === mine) || (wish.own && (isUnder(other, wish.own) || isUnder(wish.own, other)));
    if (!own || ours) return !overlaps(isBadge ? grown(box, OFF_BADGE) : box, other);
    return gapOf(box, other) >= (offLevel(box, other) < box.height / 4 ? Math.max(own, reach) : own);
  });
}

// Its places, with how little each is liked; those disliked more than `least` may be left out.
/** @param {Wish} wish @param {Field} field @param {Naming} rule @param {() => number} [least] @returns {Generator<[number, Box, number]>} */
function* candidatesOf(wish, field, rule, least = () => Infinity) {
  for (const [look, { width, height }] of wish.looks.entries()) {
    if (wish.area) yield* withinArea(wish, field, rule, { look, least });
    else if (wish.centred) yield* roaming(wish, width, height, look);
    else yield* beside(wish, rule, look);
  }
}

/** @param {Wish} wish @param {Naming} rule @param {number} look @returns {Generator<[number, Box, number]>} */
function* beside(wish, rule, look) {
  const { width, height } = wish.looks[look];
  for (const [further, cost] of rule.distances) {
    const gap = wish.gap + further * PIXELS_A_POINT;
    for (const [dislike, box] of round(wish, gap, width, height, rule)) yield [cost + dislike + rule.smaller_cost * look, box, look];
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
