// Boxes and rings in pixels of the window: whether they meet, how far apart they are, what is inside.

/** @import { Box, Point } from "./types" */

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
export function isUnder(box, other) {
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  return x > other.x && y > other.y && x < other.x + other.width && y < other.y + other.height;
}

/** @param {Box} box @param {Point} size of the window @param {number} margin */
export function isWithin(box, size, margin) {
  return box.x >= margin && box.y >= margin && box.x + box.width <= size.x - margin && box.y + box.height <= size.y - margin;
}

/** @param {Box} box @param {number} by @returns {Box} */
export function grown(box, by) {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/** @param {Box} box @returns {Point[]} */
export function cornersOf({ x, y, width, height }) {
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
