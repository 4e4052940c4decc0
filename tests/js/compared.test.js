import assert from "node:assert/strict";
import { test } from "node:test";

import { differenceWords, differencesOf } from "../../layers/screen/web/compared.js";
import { choiceIn } from "../../layers/screen/web/query.js";
import { dayOf, seenOf } from "../../layers/screen/web/state.js";
import { PACKED, network } from "./world.js";

/** @param {object} changed */
const view = (changed = {}) => {
  const world = network();
  const day = dayOf(world, { ...PACKED, ...changed });
  return { day, seen: seenOf(world, day, choiceIn("?hide=none&c=one,two", world)) };
};
/** @param {any[]} rows */
const legs = (...rows) => ({ legs: rows });
const [NORTH, SHORE, SEA] = PACKED.legs;

test("the same day on both sides differs in nothing", () => {
  const found = differencesOf(view(), view());
  assert.deepEqual([...found.legs], []);
  assert.deepEqual([...found.nodes], []);
  assert.equal(found.straits.size, 0);
  assert.equal(differenceWords(found), "Nothing on the map differs between the two days.");
});

test("a line that came into use is gained, one that was shut is lost, a plan is changed", () => {
  const before = view(legs(null, SHORE, null));
  const after = view(legs(NORTH, [0, 1, "1900", [0, 1]], SEA));
  const { legs: found } = differencesOf(before, after);
  assert.deepEqual(Object.fromEntries(found), { north: "gained", shore: "lost", sea: "changed" });
  const other = differencesOf(after, before).legs;
  assert.deepEqual(Object.fromEntries(other), { north: "lost", shore: "gained", sea: "changed" });
});

test("what only looks otherwise is drawn twice and is of no kind", () => {
  const before = view();
  const after = view(legs([0, 0, "1885", [1]], SHORE, SEA));
  assert.deepEqual(Object.fromEntries(differencesOf(before, after).legs), { north: "" });
});

test("a place that is shut on the second day is lost, and is counted", () => {
  const before = view();
  const after = view({ nodes: [[0, 0], [0, 1], [1, 1], [1, 0]], node_looks: [[0], [12]] });
  const found = differencesOf(before, after);
  assert.equal(found.nodes.get("beta"), "");
  assert.equal(differenceWords({ ...found, nodes: new Map([["beta", "lost"]]) }), "Between the two days, places: 1.");
});

test("a strait that lines pass on one of the days only is drawn on that side", () => {
  const after = view(legs(NORTH, SHORE, null));
  assert.deepEqual([...differencesOf(view(), after).straits], ["strait"]);
});

test("a strait is drawn on both sides where its state is another", () => {
  const after = view({ straits: {} });
  assert.deepEqual([...differencesOf(view(), after).straits], ["strait"]);
});
