import { expect, test } from "vitest";
import { COMMANDS, type Commands } from "./bindings/commands";
import { api } from "./api";
import { figuresApi } from "./api.figures";
import { healthApi } from "./api.health";
import { homeApi } from "./api.home";
import { highlightsApi } from "./api.highlights";
import { keepingApi } from "./api.keeping";
import { reviewApi } from "./api.review";
import { searchApi } from "./api.search";
import { syncApi } from "./api.sync";
import { tasteApi } from "./api.taste";
import { travelApi } from "./api.travel";
import { watchApi } from "./api.watch";
import { writeApi } from "./api.write";
import { useHost, type Host } from "./host/host";

test("the page has a function for every command of the shell", () => {
  const called = new Set<keyof Commands>();
  const call: Host["call"] = (command) => {
    called.add(command);
    return new Promise(() => {});
  };
  useHost({ call, listen: async () => {}, imageAddress: (key) => key });
  for (const functions of [
    api,
    figuresApi,
    healthApi,
    homeApi,
    highlightsApi,
    keepingApi,
    reviewApi,
    searchApi,
    syncApi,
    tasteApi,
    travelApi,
    watchApi,
    writeApi,
  ])
    for (const [name, run] of Object.entries(functions)) if (name !== "listen") (run as () => unknown)();
  expect([...called].sort()).toEqual([...COMMANDS]);
});
