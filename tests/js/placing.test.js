// The rule by which names find their places, on drawn windows.

import assert from "node:assert/strict";
import test from "node:test";

import { gapOf, isInside } from "../../layers/screen/web/boxes.js";
import { placesOf } from "../../layers/screen/web/placing.js";

/** @import { Point } from "../../layers/screen/web/types" */
/** @import { Naming, Wish } from "../../layers/screen/web/drawn" */

/** @type {Naming} */
const rule = /** @type {any} */ ({
  spots: [[1, 0, 0], [-1, 0, 1.2], [0, -1, 1.4], [0, 1, 1.7]],
  slant: 0.72, distances: [[0, 0]], line_cost: 1, most_disliked: 14, apart: 0.5, level_reach: 6, grid: 9, far_cost: 14,
  outside_cost: 16, most_outside: 0.5, crowd_cost: 1, crowd_reach: 5, room_cost: 5, upon_cost: 7,
  area_line_share: 0.35, smaller_cost: 3, order: { crossed: -0.6 },
});
const size = { x: 400, y: 300 };

const entry = { name: "Herat", at: /** @type {[number, number]} */ ([34, 62]), type: "node_1", gap: 7, order: 1 };

/** @param {number} x @param {number} y */
function wishAt(x, y) {
  const own = { x: x - 4, y: y - 4, width: 8, height: 8 };
  return { entry, id: `${x} ${y}`, point: { x, y }, gap: 7, own, looks: [{ width: 50, height: 14 }] };
}
/** @param {{ id: string, own: import("../../layers/screen/web/types").Box }} wish */
const symbolOf = ({ id, own }) => ({ id, box: own });

test("a name stands right of its symbol", () => {
  const wish = wishAt(200, 150);
  const [{ box }] = placesOf([wish], { size, symbols: [symbolOf(wish)], shut: [], lines: [] }, rule);
  assert.equal(box.x, 207);
});

test("a name keeps off another symbol that would be as near", () => {
  const wish = wishAt(200, 150);
  const other = wishAt(262, 150);
  const [{ box }] = placesOf([wish], { size, symbols: [wish, other].map(symbolOf), shut: [], lines: [] }, rule);
  assert.ok(gapOf(box, other.own) > gapOf(box, wish.own));
});

test("a name at a slant is not on a level with another symbol beside it", () => {
  const wish = wishAt(200, 150);
  const other = wishAt(201, 168);
  const slanted = { ...rule, spots: /** @type {[number, number, number][]} */ ([[1, -1, 0], [-1, 1, 1]]) };
  const [{ box }] = placesOf([wish], { size, symbols: [wish, other].map(symbolOf), shut: [], lines: [] }, slanted);
  assert.ok(box.y + box.height < 150);
});

test("a name is not cut by the window and lies under no control", () => {
  const wish = wishAt(395, 150);
  const shut = [{ x: 300, y: 100, width: 88, height: 100 }];
  assert.deepEqual(placesOf([wish], { size, symbols: [symbolOf(wish)], shut: [], lines: [] }, rule).map(({ box }) => box.x), [338]);
  assert.deepEqual(placesOf([wish], { size, symbols: [symbolOf(wish)], shut, lines: [] }, rule), []);
});

test("a name keeps off lines where it can", () => {
  const wish = wishAt(200, 150);
  const lines = [[{ x: 200, y: 150 }, { x: 400, y: 150 }]];
  const [{ box }] = placesOf([wish], { size, symbols: [symbolOf(wish)], shut: [], lines }, rule);
  assert.ok(box.x + box.width < 200);
});

test("a name that finds no room in one line is set in two", () => {
  const wish = { ...wishAt(200, 150), looks: [{ width: 90, height: 14 }, { width: 40, height: 28 }] };
  const others = [[262, 140], [150, 140], [170, 120], [170, 158]].map(([x, y]) => ({ id: `${x}`, box: { x, y, width: 20, height: 20 } }));
  const [{ box, look }] = placesOf([wish], { size, symbols: [symbolOf(wish), ...others], shut: [], lines: [] }, rule);
  assert.deepEqual([box.x, box.width, look], [207, 40, 1]);
});

test("a name moves aside for one that is needed and has no other place", () => {
  const first = { ...wishAt(200, 150), needed: true };
  const second = { ...wishAt(290, 150), needed: true, entry: { ...entry, order: 2 } };
  const walls = [{ id: "wall", box: { x: 300, y: 140, width: 30, height: 20 } }];
  const field = { size, symbols: [first, second].map(symbolOf).concat(walls), shut: [], lines: [] };
  const open = { ...rule, spots: /** @type {[number, number, number][]} */ ([[1, 0, 0], [-1, 0, 1.2]]) };
  const boxes = new Map(placesOf([first, second], field, open).map(({ wish, box }) => [wish, box]));
  assert.deepEqual([boxes.get(first)?.x, boxes.get(second)?.x], [143, 233]);
});

test("no needed name is left out for one that chose later", () => {
  const first = { ...wishAt(200, 150), needed: true };
  const second = { ...wishAt(290, 150), needed: true, entry: { ...entry, order: 2 } };
  const walls = [150, 300].map((x) => ({ id: `${x}`, box: { x, y: 140, width: 30, height: 20 } }));
  const field = { size, symbols: [first, second].map(symbolOf).concat(walls), shut: [], lines: [] };
  const open = { ...rule, spots: /** @type {[number, number, number][]} */ ([[1, 0, 0], [-1, 0, 1.2]]) };
  const names = placesOf([first, second], field, open);
  assert.deepEqual(new Set(names.map(({ wish }) => wish)), new Set([first, second]));
  assert.equal(names.filter(({ leader }) => leader).length, 1);
});

test("a country's name moves about within its country, in what is seen of it", () => {
  const ring = [{ x: -500, y: 20 }, { x: 180, y: 20 }, { x: 180, y: 200 }, { x: -500, y: 200 }];
  const looks = [{ width: 100, height: 14 }, { width: 60, height: 12 }];
  /** @type {Wish} */
  const wish = { entry, point: { x: -160, y: 100 }, gap: 4, centred: true, needed: true, area: ring, looks };
  const symbols = [{ id: "a", isBadge: true, box: { x: 60, y: 90, width: 40, height: 40 } }];
  const [{ box }] = placesOf([wish], { size, symbols, shut: [], lines: [] }, rule);
  assert.ok(box.x >= 0 && isInside(ring, { x: box.x + box.width / 2, y: box.y + box.height / 2 }));
  assert.ok(gapOf(box, symbols[0].box) > 0);
});

test("the name of a country narrower than it runs out on both sides", () => {
  const ring = [{ x: 180, y: 100 }, { x: 210, y: 100 }, { x: 210, y: 160 }, { x: 180, y: 160 }];
  /** @type {Wish} */
  const wish = { entry, point: { x: 195, y: 130 }, gap: 4, centred: true, needed: true, area: ring, looks: [{ width: 60, height: 12 }] };
  const field = { size, symbols: [], shut: [], lines: [] };
  const [{ box }] = placesOf([wish], field, rule);
  assert.deepEqual([box.x, box.y], [165, 124]);
  assert.deepEqual(placesOf([{ ...wish, needed: false }], field, rule), []);
});

test("a needed name with no room beside its symbol is led to, past no other mark", () => {
  const wish = { ...wishAt(200, 150), needed: true };
  const around = [[225, 150], [175, 150], [200, 130], [200, 170]].map(([x, y]) => ({ id: `${x} ${y}`, box: { x: x - 5, y: y - 5, width: 10, height: 10 } }));
  const field = { size, symbols: [symbolOf(wish), ...around], shut: [], lines: [] };
  const [{ box, leader }] = placesOf([wish], field, rule);
  const [from, to] = leader ?? [];
  assert.ok(from && to);
  assert.ok(Math.hypot(from.x - 200, from.y - 150) <= 4.001);
  assert.ok(gapOf({ ...to, width: 0, height: 0 }, box) === 0);
  for (const other of around) {
    assert.ok(gapOf(box, other.box) >= 2);
    for (let share = 0; share <= 1; share += 0.05) {
      /** @type {import("../../layers/screen/web/types").Box} */
      const at = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), width: 0, height: 0 };
      assert.ok(gapOf(at, other.box) > 0);
    }
  }
  assert.deepEqual(placesOf([{ ...wish, needed: false }], field, rule), []);
});

// A country beside the window: whoever ranks before the last of the countries is of the first.
const country = { ...wishAt(-50, -50), id: undefined, own: undefined, centred: true, needed: true, area: [-60, -40].flatMap((x) => [{ x, y: -60 }, { x, y: -40 }]) };

test("one of the first that can only be led to takes the place of one that ranks after it", () => {
  const first = { ...wishAt(60, 10), needed: true };
  const second = { ...wishAt(210, 10), needed: true, looks: [{ width: 100, height: 14 }], entry: { ...entry, order: 2 } };
  // Close by lie controls; what is left of so low a window is between the two.
  const shut = [{ x: 0, y: 0, width: 56, height: 20 }, { x: 64, y: 0, width: 36, height: 20 }];
  const field = { size: { x: 300, y: 20 }, symbols: [first, second].map(symbolOf), shut, lines: [] };
  assert.deepEqual(placesOf([second, country], field, rule).map(({ wish }) => wish), [second]);
  const [{ wish, leader }, ...others] = placesOf([first, second, country], field, rule);
  assert.deepEqual([wish, Boolean(leader), others], [first, true, []]);
  const [kept, ...left] = placesOf([second, first, country], field, rule);
  assert.deepEqual([kept.wish, left], [second, []]);
});

test("lines to names run through no other name and do not cross", () => {
  // Nine close together: the one in the middle has no way out past the others' marks.
  const wishes = [140, 150, 160].flatMap((y) => [190, 200, 210].map((x) => ({ ...wishAt(x, y), needed: true })));
  const field = { size, symbols: wishes.map(symbolOf), shut: [], lines: [] };
  const names = placesOf([...wishes, country], field, rule);
  assert.equal(names.length, 8);
  const lines = names.flatMap(({ leader }) => (leader ? [leader] : []));
  assert.ok(lines.length >= 3);
  for (const name of names.filter(({ leader }) => leader)) {
    const [from, to] = /** @type {[Point, Point]} */ (name.leader);
    for (let share = 0; share <= 1; share += 0.02) {
      const at = { x: from.x + share * (to.x - from.x), y: from.y + share * (to.y - from.y), width: 0, height: 0 };
      for (const other of names) assert.ok(other === name || gapOf(at, other.box) > 0);
    }
    const sideOf = (/** @type {Point} */ { x, y }) => Math.sign((to.x - from.x) * (y - from.y) - (to.y - from.y) * (x - from.x));
    const across = lines.filter(([start, end]) => sideOf(start) * sideOf(end) < 0);
    for (const [start, end] of across) {
      const back = (/** @type {Point} */ { x, y }) => Math.sign((end.x - start.x) * (y - start.y) - (end.y - start.y) * (x - start.x));
      assert.ok(back(from) * back(to) >= 0);
    }
  }
});
