// The few lines that Streamlit calls for the map (page/map.py), with a page that only notes.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const PYTHON = readFileSync(new URL("../../page/map.py", import.meta.url), "utf8");
const [, LOADER] = /_LOADER = """\n(.*?)"""/s.exec(PYTHON) ?? [];
const PAGE = `export async function mount(home, data) {
  await new Promise((done) => setTimeout(done, 20));
  if (!home.isConnected) throw new Error("no place");
  home.mounted += 1;
  return {
    apply: (told) => home.said.push(told.seq),
    leave: () => home.said.push("left"),
    destroy: () => home.said.push("gone"),
  };
}`;
/** @param {string} text */
const address = (text) => `data:text/javascript,${encodeURIComponent(text)}`;
const settled = () => new Promise((done) => setTimeout(done, 60));

/** @returns {Promise<{ home: any, call: (seq: number) => () => any }>} */
async function loading() {
  Object.assign(globalThis, { document: { baseURI: "http://127.0.0.1/", createElement: () => ({}) } });
  const { default: component } = await import(address(LOADER));
  const home = { isConnected: true, mounted: 0, said: /** @type {any[]} */ ([]), replaceChildren: () => {} };
  const told = (/** @type {number} */ seq) => ({ seq, files: { page: address(PAGE) } });
  return { home, call: (seq) => component({ data: told(seq), parentElement: home, setStateValue: () => {} }) };
}

test("a call that another overtook leaves the map that both are about", async () => {
  const { home, call } = await loading();
  const clean = call(1);
  clean();
  call(2);
  await settled();
  assert.equal(home.mounted, 1);
  assert.deepEqual(home.said, [1, 2]);
});

test("a map whose place left the page goes, and is told nothing more", async () => {
  const { home, call } = await loading();
  call(1);
  await settled();
  const clean = call(2);
  home.isConnected = false;
  await clean();
  assert.deepEqual(home.said, [1, "gone"]);
});

test("a place that left the page before its map came fails nowhere", async (context) => {
  const told = context.mock.method(console, "error", () => {});
  const { home, call } = await loading();
  const clean = call(1);
  home.isConnected = false;
  await clean();
  assert.equal(home.mounted, 0);
  assert.equal(told.mock.callCount(), 0);
});
