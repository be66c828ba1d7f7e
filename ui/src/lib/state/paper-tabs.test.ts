import { beforeEach, expect, test, vi } from "vitest";
import { card, settle } from "../../test/host";
import type { OpenArticle, OpenPaper, Passage } from "../bindings/wire";
import { reportWhole } from "../growing";
import { articleReading } from "./article.svelte";
import { leftPapers } from "./continue.svelte";
import { PaperTabs } from "./paper-tabs.svelte";
import { reading } from "./reading.svelte";

const BLOCK = 200;
const section = (key: string) => ({ key, html: "" });

/** A pane with the panels of both tabs, of ten blocks each, laid out by hand: without an engine nothing has a place. */
function laidOut(): PaperTabs {
  const tabs = new PaperTabs();
  const pane = document.body.appendChild(document.createElement("div"));
  const panels = pane.appendChild(document.createElement("div"));
  for (const tab of ["report", "text"]) {
    const panel = panels.appendChild(document.createElement("div"));
    panel.id = `panel-${tab}`;
    for (let at = 0; at < 10; at++) {
      const part = panel.appendChild(document.createElement("section"));
      if (tab === "text") part.dataset.testid = "article-section";
      part.scrollIntoView = () => (pane.scrollTop = at * BLOCK);
      const block = part.appendChild(document.createElement("p"));
      block.textContent = `Sentence ${at}.`;
      block.getBoundingClientRect = () => new DOMRect(0, at * BLOCK - pane.scrollTop, 600, BLOCK);
      block.scrollIntoView = part.scrollIntoView;
    }
  }
  [tabs.pane, tabs.panels] = [pane, panels];
  return tabs;
}

/** Reads a paper from now on. */
async function open(tabs: PaperTabs, id: string, back = true): Promise<void> {
  reading.paper = { card: card(id), sections: [section("task"), section("method")], has_article: true } as OpenPaper;
  tabs.open(id, back);
  await settle();
}

beforeEach(() => {
  document.body.innerHTML = "";
  reading.from = { kind: "day", date: "2025-12-30" };
  articleReading.article = { sections: [] } as unknown as OpenArticle;
});

test("each tab comes back to where it was left, with the paper as well, and another paper begins at its top", async () => {
  const tabs = laidOut();
  await open(tabs, "a");
  tabs.pane!.scrollTop = 3 * BLOCK;
  await tabs.show("text");
  tabs.pane!.scrollTop = 7.5 * BLOCK;
  await tabs.show("report");
  expect(tabs.pane!.scrollTop).toBe(3 * BLOCK);
  await tabs.show("text");
  expect(tabs.pane!.scrollTop).toBe(7.5 * BLOCK);

  await open(tabs, "b");
  expect([tabs.current, tabs.textOpened, tabs.pane!.scrollTop]).toEqual(["report", false, 0]);
  await open(tabs, "a");
  expect([tabs.current, tabs.textOpened, tabs.pane!.scrollTop]).toEqual(["text", true, 7.5 * BLOCK]);
  expect(leftPapers.of("a")).toMatchObject({ title: "Paper a", from: "day:2025-12-30", report: { block: 3 } });
});

test("a paper that is opened for something else is at its top, which is no place of it until one scrolls", async () => {
  const tabs = laidOut();
  await open(tabs, "c");
  tabs.pane!.scrollTop = 4 * BLOCK;
  tabs.remember();
  await open(tabs, "c", false);
  expect(tabs.pane!.scrollTop).toBe(0);
  tabs.remember();
  expect(leftPapers.of("c")?.report).toEqual({ block: 4, within: 0 });
  tabs.pane!.scrollTop = BLOCK;
  tabs.remember();
  expect(leftPapers.of("c")?.report).toEqual({ block: 1, within: 0 });
});

test("the place in the full text is found again once all of the article is there", async () => {
  const before = laidOut();
  await open(before, "d");
  await before.show("text");
  before.pane!.scrollTop = 5 * BLOCK;
  before.remember();

  document.body.innerHTML = "";
  articleReading.article = null;
  const tabs = laidOut();
  await open(tabs, "d");
  expect([tabs.current, tabs.pane!.scrollTop]).toEqual(["text", 0]);
  tabs.remember();
  expect(leftPapers.of("d")?.text).toEqual({ block: 5, within: 0 });
  articleReading.article = { sections: [] } as unknown as OpenArticle;
  const stop = tabs.followArticle();
  await settle();
  expect(tabs.pane!.scrollTop).toBe(5 * BLOCK);
  stop();
});

test("a passage is gone to when its article has come, instead of to where the text was left", async () => {
  const tabs = laidOut();
  await open(tabs, "e");
  await tabs.show("text");
  tabs.pane!.scrollTop = 2 * BLOCK;
  await tabs.show("report");
  articleReading.article = null;
  await tabs.toPassage({ section: 6, text: "Sentence 6.", highlight: [0, 11] } as unknown as Passage);
  expect([tabs.current, tabs.pane!.scrollTop]).toEqual(["text", 0]);
  articleReading.article = { sections: [] } as unknown as OpenArticle;
  const stop = tabs.followArticle();
  await settle();
  expect(tabs.pane!.scrollTop).toBe(6 * BLOCK);
  stop();
});

test("where one rests is remembered, of a paper that counts as read", async () => {
  const tabs = laidOut();
  await open(tabs, "f");
  vi.useFakeTimers();
  tabs.pane!.scrollTop = 2 * BLOCK;
  tabs.scrolled();
  vi.advanceTimersByTime(1000);
  expect(leftPapers.of("f")).toBeUndefined();
  tabs.remember();
  tabs.pane!.scrollTop = 3 * BLOCK;
  tabs.scrolled();
  vi.advanceTimersByTime(200);
  expect(leftPapers.of("f")?.report).toEqual({ block: 2, within: 0 });
  vi.advanceTimersByTime(200);
  expect(leftPapers.of("f")?.report).toEqual({ block: 3, within: 0 });
  vi.useRealTimers();
});

test("a section that is not in the document yet is asked for and gone to when it comes", async () => {
  const tabs = laidOut();
  await open(tabs, "g");
  await tabs.show("text");
  const stop = tabs.followArticle();
  await settle();
  articleReading.reach = 0;
  const text = document.querySelector<HTMLElement>("#panel-text")!;
  const last = text.lastElementChild!;
  last.remove();
  tabs.toPart(9);
  expect([articleReading.reach, tabs.pane!.scrollTop]).toEqual([9, 0]);
  text.append(last);
  reportWhole(text);
  expect(tabs.pane!.scrollTop).toBe(9 * BLOCK);
  stop();
});
