import assert from "node:assert/strict";
import { test } from "node:test";

import { choiceIn, merged, queryOf } from "../../layers/screen/web/query.js";
import { network } from "./world.js";

test("an empty query is what the page opens with, and is written as nothing", () => {
  const choice = choiceIn("?", network());
  assert.deepEqual([...choice.corridors], ["one"]);
  assert.deepEqual([...choice.hidden], ["coast"]);
  assert.deepEqual([...choice.statuses], ["operating", "announced"]);
  assert.equal(choice.asof, null);
  assert.equal(choice.focus, null);
  assert.equal(queryOf(choice, network()), "");
});

test("what differs from the usual is written, in the order of the page", () => {
  const choice = choiceIn("", network());
  choice.corridors.add("two");
  choice.hidden.clear();
  choice.statuses.delete("operating");
  choice.asof = "2025-10-12";
  choice.focus = "leg:north";
  assert.equal(queryOf(choice, network()), "?c=one,two&hide=none&st=announced&asof=2025-10-12&focus=leg:north");
});

test("nothing chosen is said, and read back", () => {
  const choice = choiceIn("?c=none&st=", network());
  assert.equal(choice.corridors.size, 0);
  assert.equal(choice.statuses.size, 0);
  assert.equal(queryOf(choice, network()), "?c=none&st=none");
});

test("what is not known is left out; where nothing is left the usual stands", () => {
  assert.deepEqual([...choiceIn("?c=two,constructor", network()).corridors], ["two"]);
  assert.deepEqual([...choiceIn("?c=toString", network()).corridors], ["one"]);
  assert.equal(choiceIn("?asof=yesterday", network()).asof, null);
  assert.equal(choiceIn("?asof=2030-01-01", network()).asof, null);
});

test("parameters that the map does not set are carried along, those of the view are not", () => {
  const choice = choiceIn("?x=hormuz&from=a&to=b&z=4&lat=3&lon=2&lang=ru&base=x", network());
  assert.equal(queryOf(choice, network()), "?x=hormuz&from=a&to=b");
});

test("two who change different things at once both keep their change", () => {
  assert.equal(merged("?c=two", "?", "?x=hormuz"), "?x=hormuz&c=two");
  assert.equal(merged("?", "?from=a&to=b", "?from=a&to=b&c=two"), "?c=two");
  assert.equal(merged("?asof=2025-01-01", "?asof=2024-01-01", "?asof=2023-01-01"), "?asof=2025-01-01");
});
