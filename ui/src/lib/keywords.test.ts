import { expect, test } from "vitest";
import { beside } from "./keywords";

test("a keyword that the domain names is not shown again", () => {
  const labels = ["Sound (cs.SD)", "Bird counting", "weak labels"];
  expect(beside(["bird-counting", "owls", "Owls", "weak labels", "–"], labels)).toEqual(["owls"]);
  expect(beside(["owls"], [])).toEqual(["owls"]);
});
