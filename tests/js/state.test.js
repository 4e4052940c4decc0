import assert from "node:assert/strict";
import { test } from "node:test";

import { choiceIn } from "../../layers/screen/web/query.js";
import { dayOf, lanesOf, legendKeysOf, nameIn, seenOf, shutWords, splitFocus, straitsOf } from "../../layers/screen/web/state.js";
import { PACKED, network } from "./world.js";

const net = network();
const day = dayOf(net, PACKED);
/** @param {string} query */
const seen = (query) => seenOf(net, day, choiceIn(query, net));

test("a focus is a kind and an id, and nothing is neither", () => {
  assert.deepEqual(splitFocus("leg:a:b"), ["leg", "a:b"]);
  assert.deepEqual(splitFocus(null), [null, null]);
});

test("a packed day is read by id and name", () => {
  assert.equal(day.legs.sea.status, "announced");
  assert.equal(day.legs.shore.condition, "open");
  assert.deepEqual(day.legs.shore.looks, { one: 0, two: 1 });
  assert.deepEqual(day.looks[1], { width_px: 5, doubted: false });
  assert.equal(day.nodes.delta.condition, "closed");
});

test("legs of branches that are on are seen, each for the corridors that show it", () => {
  assert.deepEqual([...seen("?").legs.keys()], ["north", "shore"]);
  assert.deepEqual(seen("?c=one,two").legs.get("shore")?.corridors, ["one", "two"]);
  assert.deepEqual([...seen("?hide=none").legs.keys()], ["north", "shore", "sea"]);
  assert.deepEqual([...seen("?c=none").legs.keys()], []);
});

test("a status that is off keeps its row in what is present", () => {
  const found = seen("?hide=none&st=operating");
  assert.deepEqual([...found.legs.keys()], ["north", "shore"]);
  assert.equal(found.present.get("sea"), "announced");
});

test("gauges meet at a node; one with only planned legs is planned", () => {
  const found = seen("?hide=none");
  assert.deepEqual(found.nodes.get("beta")?.gauges, [1435, 1520]);
  assert.equal(found.nodes.get("delta")?.planned, true);
  assert.equal(found.nodes.get("alpha")?.planned, false);
});

test("lanes lie side by side, each on its side of the alignment", () => {
  const leg = seen("?c=one,two").legs.get("shore");
  assert.ok(leg);
  const lanes = lanesOf(net, day, leg);
  // 3 and 5 pixels wide with a gap of 1: nine in all, centred.
  assert.deepEqual(lanes.map(({ corridor, offset }) => [corridor, offset]), [["one", -3], ["two", 2]]);
});

test("a strait is shown with the legs that pass it, and tells what shuts it", () => {
  assert.deepEqual([...straitsOf(seen("?hide=none"), day).keys()], ["strait"]);
  assert.deepEqual([...straitsOf(seen("?"), day).keys()], []);
  assert.deepEqual(shutWords(net, day, "leg:sea"), ["The Strait (closed)"]);
  assert.deepEqual(shutWords(net, day, "leg:north"), []);
});

test("the legend has a row for what is in view, and for statuses switched off", () => {
  const found = seen("?hide=none&st=operating");
  const view = { legs: new Set(["north", "sea"]), nodes: new Set(["beta", "gamma"]), bands: new Set(["north"]), boundaries: ["disputed"] };
  const keys = legendKeysOf(found, day, view);
  for (const key of ["boundary:disputed", "corridor:one", "mode:rail", "mode:band", "status:operating", "status:announced", "node:area", "node:break_of_gauge"]) {
    assert.ok(keys.has(key), key);
  }
  assert.ok(!keys.has("mode:sea"));
  assert.ok(!legendKeysOf(found, day, { ...view, bands: new Set() }).has("mode:band"));
});

test("a place's name in a language, in English where there is none", () => {
  assert.equal(nameIn(net.nodes.alpha, "local"), "Alpha محلی");
  assert.equal(nameIn(net.nodes.alpha, "ru"), "Alpha*");
  assert.equal(nameIn(net.nodes.alpha, ""), "Alpha");
  assert.equal(nameIn(net.nodes.alpha, "constructor"), "Alpha");
});
