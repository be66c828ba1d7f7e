import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve("src");
const files = readdirSync(root, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => /\.(ts|svelte)$/.test(path) && !path.includes(".test.") && !path.startsWith("test/"));

/** What a file imports: files of ours as paths from `src`, packages by name. */
function imports(file: string): string[] {
  const text = readFileSync(join(root, file), "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => {
    const path = match[1] ?? "";
    return path.startsWith(".") ? relative(root, resolve(root, dirname(file), path)).replaceAll("\\", "/") : path;
  });
}

/** The places the walls stand between. */
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

test("imports only go in the directions that were agreed", () => {
  const wrong: string[] = [];
  let seen = 0;
  for (const file of files)
    for (const target of imports(file)) {
      if (!/^(views|parts|lib|App)/.test(target)) continue;
      seen++;
      const [from, to] = [place(file), place(target)];
      const start = file === "main.ts" && to === "host";
      // Types are no dependency on what runs.
      const typesOnly =
        to === "api" &&
        new RegExp(`import type [^;]*lib/api(\\.write)?"|import type [^;]*\\./api"`).test(
          readFileSync(join(root, file), "utf8"),
        );
      if (!allowed[from]?.includes(to) && !start && !typesOnly) wrong.push(`${file} → ${target}`);
    }
  expect(seen).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

test("only one file knows Tauri, and only one shows HTML as it is", () => {
  const importers = files.filter((file) => imports(file).some((target) => target.startsWith("@tauri-apps")));
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
