// The relief: grey becomes shade and light, and both are gone where its pixels would be seen.

import assert from "node:assert/strict";
import { test } from "node:test";

import { strengthAt, tint } from "../../layers/screen/web/relief.js";

const LOOK = /** @type {any} */ ({
  shade: [10, 20, 30],
  light: [255, 254, 253],
  shade_opacity: 0.5,
  light_opacity: 1,
  least: 3,
  full_to: 6,
  gone_from: 8,
});

test("flat ground shows nothing, a slope the more the steeper it is", () => {
  const grey = [128, 130, 126, 100, 60, 200];
  const data = new Uint8ClampedArray(grey.flatMap((value) => [value, value, value, 255]));
  tint(data, LOOK);
  const pixels = grey.map((_, at) => [...data.slice(4 * at, 4 * at + 4)]);
  assert.deepEqual(pixels.slice(0, 3).map((pixel) => pixel[3]), [0, 0, 0]);
  assert.deepEqual(pixels[3], [10, 20, 30, 28]);
  assert.deepEqual(pixels[4], [10, 20, 30, 68]);
  assert.deepEqual(pixels[5], [255, 254, 253, 144]);
});

test("it fades out between two zooms", () => {
  assert.deepEqual([4, 6, 7, 8, 12].map((zoom) => strengthAt(zoom, LOOK)), [1, 1, 0.5, 0, 0]);
});
