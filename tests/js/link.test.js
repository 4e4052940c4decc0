import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** @type {string[]} */
let written = [];
Object.assign(globalThis, {
  location: { search: "", pathname: "/" },
  window: {
    addEventListener: () => {},
    removeEventListener: () => {},
    history: { state: null, pushState: (/** @type {any} */ _, /** @type {string} */ __, /** @type {string} */ url) => written.push(url), replaceState: (/** @type {any} */ _, /** @type {string} */ __, /** @type {string} */ url) => written.push(url) },
  },
});
const { Linker } = await import("../../layers/screen/web/link.js");
/** @type {any} */
const VIEW = { z: 4, lat: 40, lon: 50, base: "", lang: "", relief: "" };

beforeEach(() => {
  written = [];
});

test("a map that another has taken the place of writes no link", () => {
  const before = new Linker("?c=one");
  const after = new Linker("?c=one&own=letter");
  before.write("replaceState", VIEW);
  assert.deepEqual(written, []);
  after.write("replaceState", VIEW);
  assert.deepEqual(written, ["/?c=one&own=letter&z=4&lat=40&lon=50"]);
});

test("the map that is told of a choice again writes it", () => {
  const before = new Linker("?c=one");
  new Linker("?c=two");
  before.saveSelection("?c=one,two", VIEW);
  assert.deepEqual(written, ["/?c=one,two&z=4&lat=40&lon=50"]);
});
