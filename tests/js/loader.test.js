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
// Until nothing that was begun is still on its way, however slow the machine.
/** @param {Home[]} homes */
async function settled(...homes) {
  for (const home of homes) {
    let awaited;
    while (awaited !== home.corridors) {
      awaited = home.corridors;
      await awaited?.catch(() => {});
    }
  }
  await new Promise((done) => setImmediate(done));
}

/** @typedef {{ corridors?: Promise<any>, isConnected: boolean, mounted: number, said: any[], replaceChildren: () => void }} Home */
let loaders = 0;

// Places for maps, and how Streamlit calls for them: with what Python told, and for which data.
/** @returns {Promise<{ place: () => Home, call: (home: Home, seq: number, how?: { of?: string, told?: object }) => () => any }>} */
async function loading() {
  Object.assign(globalThis, { document: { baseURI: "http://127.0.0.1/", createElement: () => ({}) } });
  loaders += 1;
  const { default: component } = await import(address(`${LOADER}\n// ${loaders}`));
  return {
    place: () => ({ isConnected: true, mounted: 0, said: [], replaceChildren: () => {} }),
    call: (home, seq, { of = "world", told = { seq, files: { page: address(PAGE), of } } } = {}) =>
      component({ data: told, parentElement: home, setStateValue: () => {} }),
  };
}

test("a call that another overtook leaves the map that both are about", async () => {
  const { place, call } = await loading();
  const home = place();
  const clean = call(home, 1);
  clean();
  call(home, 2);
  await settled(home);
  assert.equal(home.mounted, 1);
  assert.deepEqual(home.said, [1, 2]);
});

test("a map whose place left the page goes, and is told nothing more", async () => {
  const { place, call } = await loading();
  const home = place();
  call(home, 1);
  await settled(home);
  const clean = call(home, 2);
  home.isConnected = false;
  await clean();
  assert.deepEqual(home.said, [1, "gone"]);
});

test("a place that left the page before its map came fails nowhere", async (context) => {
  const told = context.mock.method(console, "error", () => {});
  const { place, call } = await loading();
  const home = place();
  const clean = call(home, 1);
  home.isConnected = false;
  await clean();
  assert.equal(home.mounted, 0);
  assert.equal(told.mock.callCount(), 0);
});

test("a map that another takes the place of goes as that one comes, not when Streamlit takes it off", async () => {
  const { place, call } = await loading();
  const [before, after] = [place(), place()];
  call(before, 1);
  await settled(before, after);
  call(after, 2, { of: "own" });
  assert.deepEqual(before.said, [1]);
  await settled(before, after);
  assert.deepEqual(before.said, [1, "gone"]);
  assert.deepEqual(after.said, [2]);
});

test("a map put away stays so for what it was told before, and comes again when it is told anew", async () => {
  const { place, call } = await loading();
  const [before, after] = [place(), place()];
  const told = { seq: 1, files: { page: address(PAGE) } };
  call(before, 1, { told });
  await settled(before, after);
  call(after, 2, { of: "own" });
  await settled(before, after);
  call(before, 1, { told });
  await settled(before, after);
  assert.equal(before.mounted, 1);
  call(before, 3, { told: { ...told, seq: 3 } });
  await settled(before, after);
  assert.equal(before.mounted, 2);
  assert.deepEqual(before.said, [1, "gone", "left", 3]);
  assert.deepEqual(after.said, [2, "gone"]);
});

test("a map that is told something while another comes stays", async () => {
  const { place, call } = await loading();
  const [before, after] = [place(), place()];
  call(before, 1);
  await settled(before, after);
  call(after, 2, { of: "own" });
  call(before, 3);
  await settled(before, after);
  assert.deepEqual(before.said, [1, 3]);
});
