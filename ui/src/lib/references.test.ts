import { expect, test } from "vitest";
import type { ArticleSection } from "./bindings/wire";
import { linkReferences, placeOf, referencesIn, targetsOf } from "./references";

const section = (part: string, html: string): ArticleSection => ({ part, level: 1, title_html: "", html });
const sections = [
  section(
    "body",
    '<p>See Figure 1.</p><figure><span data-image="0"></span><span data-image="1"></span><figcaption><p><strong>Figure 1.</strong> All of it.</p>\n</figcaption></figure>\n<p><strong>Table 2.</strong> Numbers.</p>\n<table><tr><td>9</td></tr></table>',
  ),
  section("body", "<figure><figcaption><p><strong>图 3.</strong> 概览。</p></figcaption></figure>"),
  section("references", "<p>[12] A. Author. <em>On matters</em>.</p>\n<p>[13] B.</p>"),
];
const named = (text: string) =>
  referencesIn(text).map(({ kind, number, from, to }) => [kind, number, text.slice(from, to)]);

test("references are found as papers write them", () => {
  expect(named("As Figure 3 and Fig. 4 show, Tables 2 and [12, 13] say; 见图 5 和表6。")).toEqual([
    ["figure", 3, "Figure 3"],
    ["figure", 4, "Fig. 4"],
    ["table", 2, "Tables 2"],
    ["work", 12, "12"],
    ["work", 13, "13"],
    ["figure", 5, "图 5"],
    ["table", 6, "表6"],
  ]);
  for (const other of [
    "Section 3",
    "Configure 3",
    "figure it out",
    "[a]",
    "x[1.5]",
    "Figure 3.2",
    "Table 20000",
    "[0, 1]",
  ])
    expect(named(other), other).toEqual([]);
});

test("targets are the captions and works of the article", () => {
  const targets = targetsOf(sections);
  expect([...targets.keys()]).toEqual(["figure 1", "table 2", "figure 3", "work 12", "work 13"]);
  expect(targets.get("figure 1")).toMatchObject({ section: 0, images: [0, 1] });
  expect(targets.get("table 2")?.html).toContain("<td>9</td>");
  expect(targets.get("table 2")?.images).toEqual([]);
  expect(targets.get("work 12")?.html).toBe("<p>[12] A. Author. <em>On matters</em>.</p>");
});

test("what leads somewhere becomes a link, and the text says the same", () => {
  const root = document.createElement("div");
  root.innerHTML =
    '<p>See Figure 1, Figure 9 and [12]; <a href="x">Figure 1</a> and <code>[12]</code>.</p><p><strong>Figure 1.</strong> Its own label.</p>';
  const before = root.textContent;
  linkReferences(root, targetsOf(sections));
  const links = [...root.querySelectorAll<HTMLElement>("[data-reference]")];
  expect(links.map((link) => [link.textContent, link.dataset.reference, link.tabIndex])).toEqual([
    ["Figure 1", "figure 1", 0],
    ["12", "work 12", 0],
  ]);
  expect(root.textContent).toBe(before);
});

test("the place of a target is its figure, the caption of its table or its work", () => {
  const root = document.createElement("div");
  root.innerHTML = `${sections[0]?.html ?? ""}<div class="references">${sections[2]?.html ?? ""}</div>`;
  const targets = targetsOf(sections);
  const place = (key: string) => {
    const target = targets.get(key);
    return target && placeOf(root, target)?.tagName;
  };
  expect(["figure 1", "table 2", "work 13", "figure 3"].map(place)).toEqual(["FIGURE", "P", "P", undefined]);
});

test("a figure with panels is previewed with all of them", () => {
  const panel = (image: number) =>
    `<figure><span data-image="${image}"></span><figcaption><p>(a)</p></figcaption></figure>`;
  const html = `${panel(0)}<figure>${panel(1)}${panel(2)}<figcaption><p><strong>Figure 4.</strong> Both.</p></figcaption></figure>`;
  expect(targetsOf([section("body", html)]).get("figure 4")?.images).toEqual([1, 2]);
});

test("a work does not lead to itself, but to those that it names", () => {
  const root = document.createElement("div");
  root.className = "references";
  root.innerHTML = "<p>[12] A comment on [13].</p><p>[13] B.</p>";
  linkReferences(root, targetsOf(sections));
  expect([...root.querySelectorAll("[data-reference]")].map((link) => link.textContent)).toEqual(["13"]);
});
