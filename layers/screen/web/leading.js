// Names that find no room beside what they name, set a little off with a line that leads there.
// Which names these are and where the others stand is placing.js's matter. Knows no page.

import { grown, isWithin, overlaps } from "./boxes.js";

/** @import { Box, Point } from "./types" */
/** @import { Field, PlacedName, Ring, Wish } from "./drawn" */

// More lines to names would be read as lines of the map.
const MOST_LED = 8;
// One to each so many pixels of the window.
const WIDTH_EACH = 50;
// How far off its symbol a name may stand, in pixels, the nearest first, and in which directions.
const REACHES = [10, 15, 20, 26, 32, 38, 44, 50, 56, 63, 70, 78, 86, 96, 108, 120];
const DIRECTIONS = 32;
const ABOUT = Array.from({ length: DIRECTIONS }, (_, k) => (2 * Math.PI * k) / DIRECTIONS).map((turn) => [Math.cos(turn), Math.sin(turn)]);
// A name and its line keep so far off what they are not about.
const CLEAR = 2;
// How much a pixel of covered lines of the map counts beside one of distance.
const COVER_COST = 0.4;

// How many names may be led to at once.
/** @param {Point} size of the window */
export function mostLed(size) {
  return Math.min(MOST_LED, Math.round(size.x / WIDTH_EACH));
}

/**
 * Where a name may stand with a line to it as far as controls and symbols go: ring by ring about its
 * symbol, in each the least disliked first.
 */
export class Rings {
  /** @param {Wish} wish @param {Field} field @param {(box: Box) => number} covered how many pixels of the map's lines a box covers */
  constructor(wish, { size, symbols, shut }, covered) {
    this.wish = wish;
    this.size = size;
    this.covered = covered;
    this.walls = [...shut.map((box) => grown(box, CLEAR)), ...symbols.map(({ box }) => grown(box, CLEAR + 1))];
    this.own = wish.own ?? { ...wish.point, width: 0, height: 0 };
    // A line may leave past what lies upon its own symbol, but passes no other mark.
    this.marks = symbols.filter(({ id, box }) => id !== wish.id && !overlaps(this.own, box)).map(({ box }) => box);
    /** @type {[number, PlacedName][][]} */
    this.rings = [];
  }

  /** @returns {Generator<Ring>} */
  *[Symbol.iterator]() {
    for (const [i, far] of REACHES.entries()) yield [far, (this.rings[i] ??= this.ring(far))];
  }

  /** @param {number} far @returns {[number, PlacedName][]} */
  ring(far) {
    const { wish } = this;
    /** @type {[number, PlacedName][]} */
    const found = [];
    for (const [look, { width, height }] of wish.looks.entries()) {
      for (const [across, down] of ABOUT) {
        const [x, y] = [wish.point.x + across * (this.own.width / 2 + far), wish.point.y + down * (this.own.width / 2 + far)];
        // The name begins where its line ends: to the left of it the more, the more leftward it leads.
        const box = { x: x - (width * (1 - across)) / 2, y: y - (height * (1 - down)) / 2, width, height };
        if (!isWithin(box, this.size, CLEAR) || this.walls.some((wall) => overlaps(box, wall))) continue;
        const leader = this.leaderTo(box);
        if (!this.marks.some((mark) => isCut(leader, mark, 0))) found.push([far + COVER_COST * this.covered(box), { wish, box, look, leader }]);
      }
    }
    return found.sort(([a], [b]) => a - b);
  }

  // From the edge of the symbol to the nearest point of the name.
  /** @param {Box} box @returns {[Point, Point]} */
  leaderTo(box) {
    const { point } = this.wish;
    const to = { x: held(point.x, box.x, box.x + box.width), y: held(point.y, box.y, box.y + box.height) };
    const long = Math.hypot(to.x - point.x, to.y - point.y) || 1;
    const share = Math.min(this.own.width / 2 / long, 1);
    return [{ x: point.x + share * (to.x - point.x), y: point.y + share * (to.y - point.y) }, to];
  }
}

/** @param {number} value @param {number} low @param {number} high */
const held = (value, low, high) => Math.min(Math.max(value, low), high);

// Whether another name, or the line to it, runs into this one or its line.
/** @param {Pick<PlacedName, "box" | "leader">} name @returns {(other: Pick<PlacedName, "box" | "leader">) => boolean} */
export function inWayOf({ box, leader }) {
  const about = grown(box, CLEAR);
  // Most are far off: that is soon told.
  const along = leader && grown(spanOf(leader), CLEAR);
  return (other) => overlaps(about, other.box) || (along && overlaps(along, other.box) && isCut(leader, other.box)) || isCut(other.leader, box) || cross(leader, other.leader);
}

/** @param {[Point, Point]} line @returns {Box} */
function spanOf([from, to]) {
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}

// Whether two lines cross: each has the ends of the other on both its sides.
/** @param {[Point, Point] | undefined} one @param {[Point, Point] | undefined} other */
function cross(one, other) {
  return one !== undefined && other !== undefined && areApart(one, other) && areApart(other, one);
}

/** @param {[Point, Point]} line @param {[Point, Point]} ends */
function areApart([from, to], ends) {
  const side = (/** @type {Point} */ { x, y }) => (to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x);
  return side(ends[0]) * side(ends[1]) < 0;
}

// Whether the line to a name runs through a box, or close by: what of it lies between the box's
// left and right, and between its top and bottom, is not nothing.
/** @param {[Point, Point] | undefined} leader @param {Box} box @param {number} [by] how close */
export function isCut(leader, box, by = CLEAR) {
  if (!leader) return false;
  const [{ x, y }, to] = leader;
  const [low, high] = [within(x, to.x - x, box.x - by, box.width + 2 * by), within(y, to.y - y, box.y - by, box.height + 2 * by)];
  return Math.max(low[0], high[0], 0) < Math.min(low[1], high[1], 1);
}

// Between which shares of a line it lies within a span.
/** @param {number} from @param {number} by @param {number} start @param {number} length @returns {[number, number]} */
function within(from, by, start, length) {
  const [low, high] = [start - from, start + length - from];
  if (Math.abs(by) < 1e-9) return low < 0 && high > 0 ? [-Infinity, Infinity] : [1, 0];
  return by > 0 ? [low / by, high / by] : [high / by, low / by];
}
