import assert from "node:assert/strict";
import { test } from "node:test";

import { differencesOf } from "../../layers/screen/web/compared.js";
import { choiceWith, isLacking, layBehind, networkWith, takeAway } from "../../layers/screen/web/lacking.js";
import { choiceIn } from "../../layers/screen/web/query.js";
import { dayOf, seenOf } from "../../layers/screen/web/state.js";
import { PACKED, network } from "./world.js";

/** @import { Lacking } from "../../layers/screen/web/types" */

const ONLY = "Only in edition 2024.12.1";
const { legs: known, nodes: places } = network();
// Two lines to a place: one of a branch that is still there, one of a corridor that is not.
/** @returns {Lacking} */
const lacking = () => ({
  legs: {
    old: { ...known.north, from: "delta", to: "omega", branches: { main: 1 }, only: ONLY },
    older: { ...known.north, from: "alpha", to: "omega", branches: { gone: 1 }, only: ONLY },
  },
  nodes: { omega: { ...places.alpha, name: "Omega", at: [38, 62], only: ONLY } },
  branches: { gone: { corridor: "three" } },
  straits: {},
  order: ["three"],
});
const EARLIER = {
  ...PACKED,
  id: "d0",
  legs: [...PACKED.legs, [1, 0, "", [0]], [0, 0, "1870", [1]]],
  nodes: [...PACKED.nodes, [0, 0]],
};

function world() {
  const net = network();
  const now = dayOf(net, PACKED);
  const gone = lacking();
  layBehind(net, gone);
  const then = dayOf(networkWith(net, gone), EARLIER);
  return { net, now, gone, then };
}

test("what is laid behind leaves every row of the others its place", () => {
  const { net, now, then } = world();
  assert.deepEqual(dayOf(net, PACKED), now);
  for (const id of ["north", "shore", "sea"]) assert.deepEqual(then.legs[id], now.legs[id], id);
  for (const id of ["alpha", "beta", "gamma", "delta"]) assert.deepEqual(then.nodes[id], now.nodes[id], id);
  assert.deepEqual(then.legs.old, { status: "announced", condition: "open", since: "", looks: { one: 0 }, badge: null });
  assert.deepEqual(then.legs.older.looks, { three: 1 });
  assert.deepEqual(then.nodes.omega, { condition: "open", look: 0 });
});

test("a line that only the earlier edition has is lost, whatever its status, and so is its place", () => {
  const { net, now, gone, then } = world();
  const choice = choiceIn("?", net);
  const before = { day: then, seen: seenOf(networkWith(net, gone), then, choiceWith(choice, gone)) };
  const after = { day: now, seen: seenOf(net, now, choice) };
  assert.deepEqual([...after.seen.legs.keys()], ["north", "shore"]);
  const found = differencesOf(before, after);
  assert.deepEqual(Object.fromEntries(found.legs), { old: "lost", older: "lost" });
  assert.equal(found.nodes.get("omega"), "lost");
});

test("with its corridor off a line of the earlier edition is not seen", () => {
  const { net, gone, then } = world();
  const seen = seenOf(networkWith(net, gone), then, choiceWith(choiceIn("?c=two", net), gone));
  assert.deepEqual([...seen.legs.keys()], ["shore", "older"]);
});

test("what cannot be chosen is told from what can, and goes without a trace", () => {
  const { net, gone } = world();
  for (const focus of ["leg:old", "node:omega"]) assert.ok(isLacking(net, focus), focus);
  for (const focus of ["leg:north", "node:alpha", "leg:nowhere", "branch:main", ""]) assert.ok(!isLacking(net, focus), focus);
  takeAway(net, gone);
  assert.deepEqual(net, network());
});
