import { expect, test } from "vitest";
import { formatRoute, parseRoute, type Route } from "./route";

test("every place survives its address", () => {
  const places: Route[] = [
    { name: "home" },
    { name: "days" },
    { name: "settings" },
    { name: "about" },
    { name: "welcome" },
    { name: "list", view: { kind: "day", date: "2025-12-30" } },
    { name: "list", view: { kind: "starred" } },
    { name: "list", view: { kind: "for_me" } },
    { name: "paper", id: "1", from: { kind: "for_me" } },
    { name: "taste" },
    { name: "health" },
    { name: "list", view: { kind: "tag", name: "读/书 100%?&#" } },
    { name: "list", view: { kind: "collection", id: "0123456789abcdef" } },
    { name: "list", view: { kind: "for_collection", id: "0123456789abcdef" } },
    { name: "paper", id: "1", from: { kind: "for_collection", id: "0123456789abcdef" } },
    { name: "paper", id: "1", from: { kind: "collection", id: "0123456789abcdef" } },
    { name: "paper", id: "2512.23576", from: { kind: "day", date: "2025-12-30" } },
    { name: "paper", id: "cs/0112017", from: { kind: "tag", name: "a:b&c=d" } },
    { name: "paper", id: "1", from: { kind: "search" } },
    { name: "paper", id: "1", from: null },
    { name: "search", query: "a & b? #扩散 100%", sort: "newest" },
    { name: "search", query: "", sort: "relevance" },
    { name: "review", period: "week", date: null },
    { name: "review", period: "month", date: "2025-12-30" },
    { name: "trends", month: "2025-12" },
    { name: "trends", month: null },
  ];
  for (const place of places) expect(parseRoute(formatRoute(place))).toEqual(place);
});

test("an address that means nothing leads home, and never fails", () => {
  for (const hash of ["", "#", "#/nowhere", "#/paper/", "#/tag/", "#//"])
    expect(parseRoute(hash)).toEqual({ name: "home" });
  expect(parseRoute("#/trends/2025-13")).toEqual({ name: "trends", month: null });
  expect(parseRoute("#/day/2025-02-31")).toEqual({ name: "days" });
  expect(parseRoute("#/tag/%E0%A4%A")).toEqual({ name: "list", view: { kind: "tag", name: "%E0%A4%A" } });
});
