import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve("src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes(".test.") && !path.startsWith("test/"));

type Import = { target: string; typesOnly: boolean };

/** What a source imports: files of ours as paths from `src`, packages by name. */
function importsOf(text: string, file: string): Import[] {
  const statements = [
    ...text.matchAll(/(?:import|export)\s+(type\s+)?([^"';]*?\sfrom\s+)?"([^"]+)"|import\(\s*"([^"]+)"/g),
  ];
  return statements.map(([, type, names, path, dynamic]) => {
    const found = path ?? dynamic ?? "";
    const listed = names
      ?.match(/^\s*\{([^}]*)\}/)?.[1]
      ?.split(",")
      .filter((name) => name.trim() !== "");
    const typesOnly =
      type !== undefined || (listed !== undefined && listed.every((name) => name.trim().startsWith("type ")));
    const target = found.startsWith(".")
      ? relative(root, resolve(root, dirname(file), found)).replaceAll("\\", "/")
      : found;
    return { target, typesOnly };
  });
}

const imports = (file: string): Import[] => importsOf(readFileSync(join(root, file), "utf8"), file);

/** The places the walls are between. */
function place(path: string): string {
  if (path.startsWith("views/") || path === "App.svelte" || path === "main.ts") return "views";
  if (path.startsWith("parts/")) return "parts";
  if (path.startsWith("lib/state/")) return "state";
  if (path.startsWith("lib/host/")) return "host";
  if (/^lib\/api(\.\w+)?(\.ts)?$/.test(path)) return "api";
  return "lib";
}

/** What each place may import of the others. */
const allowed: Record<string, string[]> = {
  views: ["views", "parts", "state", "api", "lib"],
  parts: ["parts", "lib"],
  state: ["state", "api", "lib"],
  api: ["host", "lib"],
  host: ["host", "lib"],
  lib: ["lib"],
};

/** Whether an import goes through a wall. Types are no dependency on what runs. */
function isWrong(file: string, { target, typesOnly }: Import): boolean {
  const [from, to] = [place(file), place(target)];
  const isStart = file === "main.ts" && to === "host";
  return !allowed[from]?.includes(to) && !isStart && !(to === "api" && typesOnly);
}

test("imports only go in the directions that were agreed", () => {
  const ours = files.flatMap((file) =>
    imports(file)
      .filter(({ target }) => /^(views|parts|lib|App)/.test(target))
      .map((found) => ({ file, found })),
  );
  expect(ours.length).toBeGreaterThan(100);
  const wrong = ours.filter(({ file, found }) => isWrong(file, found));
  expect(wrong.map(({ file, found }) => `${file} → ${found.target}`)).toEqual([]);
});

test("a part that imports values from the api would be seen", () => {
  const seen = (line: string) => importsOf(line, "parts/X.svelte").some((found) => isWrong("parts/X.svelte", found));
  expect(seen(`import type { Paper } from "../lib/api";\nimport { paper } from "../lib/api";`)).toBe(true);
  expect(seen(`import { type Paper, paper } from "../lib/api";`)).toBe(true);
  expect(seen(`const api = await import("../lib/api");`)).toBe(true);
  expect(seen(`export { paper } from "../lib/api";`)).toBe(true);
  expect(seen(`import View from "../views/Paper.svelte";`)).toBe(true);
  expect(seen(`import type { Paper } from "../lib/api";\nimport { type Star } from "../lib/api.write";`)).toBe(false);
});

test("only one file knows Tauri, and only one shows HTML as it is", () => {
  const importers = files.filter((file) => imports(file).some(({ target }) => target.startsWith("@tauri-apps")));
  expect(importers).toEqual(["lib/host/tauri.ts"]);
  const showers = files.filter((file) =>
    /\{@html|innerHTML|insertAdjacentHTML|outerHTML|document\.write/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(showers).toEqual(["parts/SafeHtml.svelte"]);
});

test("no markup holds a style attribute, which the policy of the window would refuse", () => {
  const wrong = files.filter(
    (file) => file.endsWith(".svelte") && /\sstyle="/.test(readFileSync(join(root, file), "utf8")),
  );
  expect(wrong).toEqual([]);
  expect(readFileSync("index.html", "utf8")).not.toMatch(/\sstyle=|<style|<script>(?!<)|\son\w+=/);
});
