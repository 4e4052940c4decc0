// Where in its country the name of one may stand, and how little each place is liked: the rule of
// layers/look/naming.py. Knows no page.

import { cornersOf, grown, isInside, overlaps } from "./boxes.js";

/** @import { Box, Point } from "./types" */
/** @import { Field, Naming, Wish } from "./drawn" */

// A point of paper carries as much as so many pixels of a screen.
export const PIXELS_A_POINT = 1.5;

// Places over what of a country's area the window shows, the middle of the name always inside.
/** @param {Wish} wish @param {Field} field @param {Naming} rule @param {{ look: number, least: () => number }} how @returns {Generator<[number, Box, number]>} */
export function* withinArea(wish, { size, symbols, rooms = [] }, rule, { look, least }) {
  const ring = /** @type {Point[]} */ (wish.area);
  const { width, height } = wish.looks[look];
  const [left, right] = spanOf(ring.map(({ x }) => x), width, size.x);
  const [top, bottom] = spanOf(ring.map(({ y }) => y), height, size.y);
  if (left >= right || top >= bottom) return;
  const home = homeOf(wish, size, { x: (left + right) / 2, y: (top + bottom) / 2 });
  const reach = Math.hypot(right - left, bottom - top);
  for (let i = 0; i <= rule.grid; i += 1) {
    for (let j = 0; j <= rule.grid; j += 1) {
      const at = i === 0 && j === 0 ? home : { x: left + ((right - left) * i) / rule.grid, y: top + ((bottom - top) * j) / rule.grid };
      const far = rule.far_cost * (Math.hypot(at.x - home.x, at.y - home.y) / reach) + rule.smaller_cost * look;
      if (far >= least() || !isInside(ring, at)) continue;
      const box = { x: at.x - width / 2, y: at.y - height / 2, width, height };
      const outside = cornersOf(box).filter((corner) => !isInside(ring, corner)).length / 6;
      if (outside > rule.most_outside || far + rule.outside_cost * outside >= least()) continue;
      yield [far + rule.outside_cost * outside + crowdCost(box, symbols, rooms, rule), box, look];
    }
  }
}

// From where to where the middle of something so long may lie, within what is seen of a ring.
/** @param {number[]} places @param {number} length @param {number} size of the window */
function spanOf(places, length, size) {
  return [Math.max(Math.min(...places), length / 2), Math.min(Math.max(...places), size - length / 2)];
}

// The dislike of a country's name there for symbols upon it or close by, and for the room of other names.
/** @param {Box} box @param {Field["symbols"]} symbols @param {Box[]} rooms @param {Naming} rule */
function crowdCost(box, symbols, rooms, rule) {
  const near = grown(box, rule.crowd_reach * PIXELS_A_POINT);
  const close = symbols.filter((symbol) => overlaps(near, symbol.box));
  const upon = close.filter((symbol) => overlaps(box, symbol.box));
  const kept = rooms.filter((room) => overlaps(box, room));
  return rule.upon_cost * upon.length + rule.crowd_cost * close.length + rule.room_cost * kept.length;
}

// Where a country's name would stand best: at its place, or in the middle of what the window shows.
/** @param {Wish} wish @param {Point} size @param {Point} middle */
function homeOf({ point }, size, middle) {
  return point.x > 0 && point.y > 0 && point.x < size.x && point.y < size.y ? point : middle;
}
