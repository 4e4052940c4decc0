// Where a name may stand as far as controls, symbols and lines go, and how little each place is
// liked: the rule of layers/look/naming.py, in pixels. Which names take which is placing.js's matter.

import { PIXELS_A_POINT, withinArea } from "./area.js";
import { gapOf, grown, isUnder, isWithin, overlaps } from "./boxes.js";
import { isCut, Rings } from "./leading.js";

/** @import { Box, Point } from "./types" */
/** @import { Field, Naming, PlacedName, Ring, Wish } from "./drawn" */

const CELL = 8;
// Between two names on one line, or they would be read as one.
const BETWEEN = 3;
// Any name to a badge: letters reach a little beyond their lines.
const OFF_BADGE = 2;

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

export class Spots {
  /** @param {Field} field @param {Naming} rule */
  constructor(field, rule) {
    this.field = field;
    this.rule = rule;
    this.lines = new Lines(field.lines, field.size);
    /** @type {Map<Wish, [number, PlacedName][]>} */
    this.clear = new Map();
    /** @type {Map<Wish, [number, PlacedName][]>} */
    this.out = new Map();
    /** @type {Map<Wish, Rings>} */
    this.rings = new Map();
  }

  // Where a name may stand close to what it names, the least disliked first.
  /** @param {Wish} wish */
  clearOf(wish) {
    return kept(this.clear, wish, () => this.sorted(wish, this.rule));
  }

  // Where that of a country narrower than it may: it runs out on both sides, and is the better liked
  // the smaller it is.
  /** @param {Wish} wish */
  outOf(wish) {
    const { rule } = this;
    return kept(this.out, wish, () => this.sorted(wish, { ...rule, grid: 2 * rule.grid, most_outside: 1, smaller_cost: -rule.smaller_cost }));
  }

  // Where one may stand further off, with a line that leads there.
  /** @param {Wish} wish @returns {Iterable<Ring>} */
  ledOf(wish) {
    return kept(this.rings, wish, () => new Rings(wish, this.field, (box) => this.lines.covered(box)));
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

  // Each place within a country that is better than those before: who chooses once does not look at all.
  /** @param {Wish} wish @param {PlacedName[]} placed @param {() => number} least @returns {Generator<[number, PlacedName]>} */
  *withinArea(wish, placed, least) {
    for (const [dislike, box, look] of candidatesOf(wish, this.field, this.rule, least)) {
      if (dislike >= least() || placed.some((other) => runsInto(box, other)) || !isClear(box, wish, this.field, this.rule)) continue;
      const score = dislike + this.lineCost(wish, box);
      if (score < least()) yield [score, { wish, box, look }];
    }
  }

  /** @param {Wish} wish @param {Box} box */
  lineCost(wish, box) {
    return (((wish.area ? this.rule.area_line_share : 1) * this.rule.line_cost) / PIXELS_A_POINT) * this.lines.covered(box);
  }

  /** @param {Wish} wish @param {Naming} rule @returns {[number, PlacedName][]} */
  sorted(wish, rule) {
    /** @type {[number, PlacedName][]} */
    const clear = [];
    for (const [dislike, box, look] of candidatesOf(wish, this.field, rule)) {
      if (isClear(box, wish, this.field, rule)) clear.push([dislike + this.lineCost(wish, box), { wish, box, look }]);
    }
    return clear.sort(([a], [b]) => a - b);
  }
}

// What is known of a wish, or is found out now.
/**
 * @template Found
 * @param {Map<Wish, Found>} known
 * @param {Wish} wish
 * @param {() => Found} find
 * @returns {Found}
 */
function kept(known, wish, find) {
  const found = known.get(wish) ?? find();
  known.set(wish, found);
  return found;
}

// How far the middles of two boxes are off one level.
/** @param {Box} a @param {Box} b */
const offLevel = (a, b) => Math.abs(a.y + a.height / 2 - b.y - b.height / 2);

// Whether a name there would run into another, or be read on as one with it.
/** @param {Box} box @param {PlacedName} name */
export function runsInto(box, { box: other, leader }) {
  const between = offLevel(box, other) < other.height / 2 ? BETWEEN : 0;
  return overlaps(box, { ...other, x: other.x - between, width: other.width + 2 * between }) || isCut(leader, box);
}

// Whether a name there is whole, lies on no symbol, and is nearest to its own.
/** @param {Box} box @param {Wish} wish @param {Field} field @param {Naming} rule */
function isClear(box, wish, { size, symbols, shut }, rule) {
  if (!isWithin(box, size, 2) || shut.some((other) => overlaps(box, other))) return false;
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
