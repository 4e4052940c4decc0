import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import { dayIn, dayNumber, isoOf, longDate } from "../../layers/screen/web/datefield.js";
import { besideLine, crossesBox, decodeLine, geodesicMetres, greatCircle, middleOf } from "../../layers/screen/web/geometry.js";
import { folded, found } from "../../layers/screen/web/search.js";
import { coordinateWords, distanceWords } from "../../layers/screen/web/tools.js";

test("a date is read in the forms that can mean but one day", () => {
  const day = dayNumber("2026-07-05");
  for (const text of ["2026-07-05", "5 July 2026", "5 jul 2026", "July 5, 2026"]) assert.equal(dayIn(text), day, text);
  for (const text of ["07/05/2026", "2026-02-30", "soon", "5 xyz 2026", "5 July 1800"]) assert.equal(dayIn(text), null, text);
  assert.equal(isoOf(day), "2026-07-05");
  assert.equal(longDate("2026-07-05"), "5 July 2026");
});

test("lines are decoded from steps", () => {
  assert.deepEqual(decodeLine([340000, 620000, 10000, -5000], 10000), [[34, 62], [35, 61.5]]);
});

test("a line beside another keeps its distance, on the right for a positive one", () => {
  const line = [{ x: 0, y: 0 }, { x: 10, y: 0 }];
  assert.deepEqual(besideLine(line, 2), [{ x: 0, y: 2 }, { x: 10, y: 2 }]);
  assert.equal(besideLine(line, 0), line);
});

test("a line that only passes through a box crosses it", () => {
  assert.equal(crossesBox([[0, 0], [10, 10]], [4, 4, 6, 6]), true);
  assert.equal(crossesBox([[0, 0], [10, 0]], [4, 4, 6, 6]), false);
});

test("the middle of a line is half its length along", () => {
  assert.deepEqual(middleOf([[0, 0], [4, 0], [6, 0]]), [3, 0]);
});

test("a quarter of the equator and of a meridian are as long as on WGS 84", () => {
  assert.ok(Math.abs(geodesicMetres([0, 0], [0, 90]) - 10018754.171) < 0.01);
  assert.ok(Math.abs(geodesicMetres([0, 0], [90, 0]) - 10001965.729) < 0.01);
  assert.ok(Math.abs(geodesicMetres([0, 0], [0, 180]) - 20015114.44) < 20000);
  assert.equal(geodesicMetres([3, 4], [3, 4]), 0);
});

test("a great circle begins and ends where it should", () => {
  const points = greatCircle([0, 0], [0, 90], 2);
  assert.deepEqual(points.map((point) => point.map(Math.round)), [[0, 0], [0, 45], [0, 90]]);
});

test("spellings are folded, and the best hit comes first", () => {
  assert.equal(folded("Herāt  (Afg.)"), "herat afg");
  /** @type {(name: string) => any} */
  const entry = (name) => ({ focus: name, name, what: "", keys: [[folded(name), name]] });
  const entries = ["New Herat", "Herat", "Herat road"].map(entry);
  assert.deepEqual(found(entries, "herat").map(({ name }) => name), ["Herat", "Herat road", "New Herat"]);
  assert.deepEqual(found(entries, "hirat").map(({ name, near }) => [name, near]), [["Herat", true]]);
  assert.deepEqual(found(entries, "  "), []);
  assert.deepEqual(found(entries, "herat-road").map(({ name }) => name), ["Herat road"]);
  assert.deepEqual(found(entries, "heratroad").map(({ name }) => name), ["Herat road"]);
});

test("the page folds spellings as the command does", async () => {
  const pairs = JSON.parse(await readFile(new URL("../spellings.json", import.meta.url), "utf-8"));
  assert.ok(pairs.length > 20);
  for (const [text, expected] of pairs) assert.equal(folded(text), expected, text);
});

test("distances and places are told in words", () => {
  assert.equal(distanceWords(1234), "1.23 km");
  assert.equal(distanceWords(1234567), "1,235 km");
  assert.equal(coordinateWords({ lat: -1.5, lng: 190 }), "1.500° S, 170.000° W");
});
