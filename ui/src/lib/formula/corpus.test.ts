import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import katex from "katex";
import { expect, test } from "vitest";
import { typeset, type Formula, type Katex } from "./typeset";

const ROOT = join(import.meta.dirname, "../../../..");
/** Real captures, where they are at hand, and the fixtures of the project; formulas made to break are not counted. */
const CAPTURES = process.env["PAPERBOY_CAPTURES"] ?? join(ROOT, "../shared/data");
const FIXTURES = join(ROOT, "tests/fixtures");
const MADE_TO_BREAK = /xss\.md$|hidden\.html$|broken/;

function* files(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* files(path);
    else if (!MADE_TO_BREAK.test(path)) yield path;
  }
}

const entities: Record<string, string> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&", nbsp: " " };
const decoded = (text: string) =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex: string, digits: string, name: string) =>
    hex
      ? String.fromCodePoint(parseInt(hex, 16))
      : digits
        ? String.fromCodePoint(Number(digits))
        : (entities[name] ?? whole),
  );

/** All formulas of a folder's files: what pages name by `alttext`, and what texts have between dollar signs. */
function formulas(folder: string): Set<string> {
  const found = new Set<string>();
  if (!existsSync(folder)) return found;
  for (const path of files(folder)) {
    const bytes = readFileSync(path);
    const text = (path.endsWith(".gz") ? gunzipSync(bytes) : bytes).toString("utf8");
    if (/alttext=/.test(text))
      for (const [, tex = ""] of text.matchAll(/alttext="([^"]*)"/g)) found.add(decoded(tex).trim());
    if (/\.html?$/.test(path)) continue;
    const written = /json/.test(path) ? text.replace(/\\n/g, "\n").replace(/\\\\/g, "\\") : text;
    for (const [, tex = ""] of written.matchAll(/(?<!\\)\$(?=\S)((?:\\.|[^$\\\n])+?)(?<=\S)\$(?!\d)/g))
      found.add(tex.trim());
  }
  // The fixture of a failed conversion has an undefined command.
  for (const tex of found) if (tex === "" || tex.includes("\\merror")) found.delete(tex);
  return found;
}

function outcome(tex: string): Formula["outcome"] | "failed" {
  return typeset(katex as Katex, tex, true)?.outcome ?? "failed";
}

test("at most one in a thousand real formulas is not set whole", () => {
  const all = new Set([...formulas(CAPTURES), ...formulas(FIXTURES)]);
  if (!existsSync(CAPTURES)) console.log("the captures are not here: only the fixtures' formulas are counted");
  const left = [...all].filter((tex) => outcome(tex) !== "whole");
  console.log(`${all.size} formulas, ${left.length} not set whole`);
  for (const tex of left) console.log(`  ${outcome(tex)}: ${tex.slice(0, 200)}`);
  expect(all.size).toBeGreaterThan(30);
  expect(left.length).toBeLessThanOrEqual(all.size / 1000);
});
