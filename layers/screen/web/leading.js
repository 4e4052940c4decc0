// Names that find no room beside what they name, set a little off with a line that leads there.
// Which names these are and where the others stand is placing.js's matter. Knows no page.

import { gapOf, grown, overlaps } from "./boxes.js";

/** @import { Box, Point } from "./types" */
/** @import { Field, PlacedName, Wish } from "./drawn" */

// More lines to names would be read as lines of the map.
const MOST_LED = 8;
// One to each so many pixels of the window.
const WIDTH_EACH = 80;
// How far off its symbol a name may stand, in pixels, the nearest first, and in which directions.
const REACHES = [10, 15, 20, 26, 32, 38, 44, 50, 56, 63, 70, 78, 86];
const DIRECTIONS = 32;
// A name and its line keep so far off what they are not about.
const CLEAR = 2;
// How much a pixel of covered lines of the map counts beside one of distance.
const COVER_COST = 0.4;

// The dislike of each name, not needed, that is left out for one that is.
const OUT_COST = 12;

/**
 * The names with one more, led to; nothing where that cannot be.
 * @param {Wish} wish
 * @param {PlacedName[]} names
 * @param {Field} field
 * @param {(box: Box) => number} covered how many pixels of the map's lines a box covers
 * @returns {PlacedName[] | null}
 */
export function withLed(wish, names, field, covered) {
  const most = Math.min(MOST_LED, Math.round(field.size.x / WIDTH_EACH));
  if (names.filter(({ leader }) => leader).length >= most) return null;
  const name = ledName(wish, names, field, covered);
  return name && [...names.filter((other) => !isInWay(other, name)), name];
}

/** @param {Wish} wish @param {PlacedName[]} names @param {Field} field @param {(box: Box) => number} covered @returns {PlacedName | null} */
function ledName(wish, names, field, covered) {
  let least = Infinity;
  /** @type {PlacedName | null} */
  let best = null;
  for (const [look, { width, height }] of wish.looks.entries()) {
    for (const [far, box] of around(wish, width, height)) {
      if (far >= least) continue;
      const leader = leaderOf(wish, box);
      if (!isFree(wish, box, leader, names, field)) continue;
      const name = { wish, box, look, leader };
      const cover = far + COVER_COST * covered(box);
      if (cover >= least) continue;
      const score = cover + OUT_COST * names.filter((other) => isInWay(other, name)).length;
      if (score < least) [least, best] = [score, name];
    }
  }
  return best;
}

// Places about a symbol, each with how far off it is.
/** @param {Wish} wish @param {number} width @param {number} height @returns {Generator<[number, Box]>} */
function* around({ point, own }, width, height) {
  const half = (own?.width ?? 0) / 2;
  for (const far of REACHES) {
    for (let k = 0; k < DIRECTIONS; k += 1) {
      const [across, down] = [Math.cos((2 * Math.PI * k) / DIRECTIONS), Math.sin((2 * Math.PI * k) / DIRECTIONS)];
      const [x, y] = [point.x + across * (half + far), point.y + down * (half + far)];
      // The name begins where its line ends: to the left of it the more, the more leftward it leads.
      yield [far, { x: x - (width * (1 - across)) / 2, y: y - (height * (1 - down)) / 2, width, height }];
    }
  }
}

// From the edge of the symbol to the nearest point of the name.
/** @param {Wish} wish @param {Box} box @returns {[Point, Point]} */
function leaderOf({ point, own }, box) {
  const to = { x: held(point.x, box.x, box.x + box.width), y: held(point.y, box.y, box.y + box.height) };
  const long = Math.hypot(to.x - point.x, to.y - point.y) || 1;
  const share = Math.min((own?.width ?? 0) / 2 / long, 1);
  return [{ x: point.x + share * (to.x - point.x), y: point.y + share * (to.y - point.y) }, to];
}

/** @param {number} value @param {number} low @param {number} high */
const held = (value, low, high) => Math.min(Math.max(value, low), high);

/** @param {Wish} wish @param {Box} box @param {[Point, Point]} leader @param {PlacedName[]} names @param {Field} field */
function isFree(wish, box, leader, names, { size, symbols, shut }) {
  if (box.x < CLEAR || box.y < CLEAR || box.x + box.width > size.x - CLEAR || box.y + box.height > size.y - CLEAR) return false;
  const about = grown(box, CLEAR);
  if (shut.some((other) => overlaps(about, other)) || symbols.some(({ box: other }) => overlaps(grown(box, CLEAR + 1), other))) return false;
  if (names.some((other) => other.wish.needed && isInWay(other, { box, leader }))) return false;
  // A line may leave past what lies upon its own symbol, but passes no other mark.
  const own = /** @type {Box} */ (wish.own);
  return !symbols.some(({ id, box: other }) => id !== wish.id && !overlaps(own, other) && isCut(leader, other));
}

// Whether a name, or the line to it, runs into another or its line.
/** @param {Pick<PlacedName, "box" | "leader">} other @param {Pick<PlacedName, "box" | "leader">} name */
function isInWay(other, name) {
  return overlaps(grown(name.box, CLEAR), other.box) || isCut(name.leader, other.box) || isCut(other.leader, name.box);
}

/** @param {[Point, Point] | undefined} leader @param {Box} box */
function isCut(leader, box) {
  return leader !== undefined && overlaps(grown(spanOf(leader), CLEAR), box) && stepsOf(leader).some((step) => gapOf(step, box) < CLEAR);
}

/** @param {[Point, Point]} line @returns {Box} */
function spanOf([from, to]) {
  return { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y), width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) };
}

// Points along a line, as boxes of no size.
/** @param {[Point, Point]} line @returns {Box[]} */
function stepsOf([from, to]) {
  const many = Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / 2) || 1;
  return Array.from({ length: many + 1 }, (_, k) => ({ x: from.x + ((to.x - from.x) * k) / many, y: from.y + ((to.y - from.y) * k) / many, width: 0, height: 0 }));
}
