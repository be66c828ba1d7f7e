import { expect, test } from "vitest";
import { card } from "../test/host";
import { en } from "./i18n/en";
import { routeTitle } from "./places";
import { parseRoute } from "./route";

const title = (hash: string, paper?: string) => routeTitle(parseRoute(hash), en, null, paper ? card(paper) : undefined);

test("every place has its title, and a paper its own once it is there", () => {
  expect(title("#/paper/1706.03762", "1706.03762")).toBe("Paper 1706.03762");
  expect(title("#/paper/1706.03762", "2006.11239")).toBe(en.name);
  expect(title("#/starred")).toBe(en.nav.starred);
  const places = ["search", "days", "trends", "review", "highlights", "taste", "settings", "health", "about"];
  const titles = places.map((place) => title(`#/${place}`));
  expect(new Set(titles).size).toBe(places.length);
  expect(titles).not.toContain(en.name);
});
