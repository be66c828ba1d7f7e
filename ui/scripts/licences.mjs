// Collects the licences of everything that ships in the program: npm's runtime packages and the crates of the shell.
// Writes src/generated/licences.json: { packages: [{ name, version, licence, from, texts: [index] }], texts: [text] }.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const SHELL = "paperboy-desktop";
const ui = join(dirname(fileURLToPath(import.meta.url)), "..");
const repository = join(ui, "..");
const out = join(ui, "src/generated/licences.json");

/** Stops the build with a sentence. */
function fail(sentence) {
  console.error(`licences: ${sentence}`);
  process.exit(1);
}

function run(command, args) {
  try {
    return execFileSync(command, args, {
      cwd: repository,
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    if (error.code === "ENOENT")
      fail(
        `\`${command}\` was not found. It is needed to list the crates' licences; install Rust from https://rustup.rs.`,
      );
    fail(`\`${command} ${args.join(" ")}\` failed:\n${error.stderr ?? error.message}`);
  }
}

/** The licence texts that lie in a package's folder. */
function textsIn(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^(licen[cs]e|copying|notice|unlicense)/i.test(name))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile() && statSync(path).size < 200_000)
    .sort()
    .map((path) => readFileSync(path, "utf8").replace(/\r\n?/g, "\n").trim())
    .filter(Boolean);
}

function npmPackages() {
  const lock = JSON.parse(readFileSync(join(ui, "package-lock.json"), "utf8"));
  return Object.entries(lock.packages)
    .filter(([path, entry]) => path.startsWith("node_modules/") && !entry.dev && !entry.devOptional && !entry.optional)
    .map(([path]) => {
      const folder = join(ui, path);
      if (!existsSync(join(folder, "package.json"))) fail(`${path} is not installed. Run \`npm ci\` in ui/ first.`);
      const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
      return {
        name: manifest.name,
        version: manifest.version,
        licence: typeof manifest.license === "string" ? manifest.license : (manifest.license?.type ?? "unknown"),
        authors: [manifest.author?.name ?? manifest.author ?? "the authors"],
        from: "npm",
        found: textsIn(folder),
      };
    });
}

function crates() {
  const host = /^host: (.+)$/m.exec(run("rustc", ["-vV"]))?.[1];
  if (!host) fail("`rustc -vV` names no host.");
  const metadata = JSON.parse(run("cargo", ["metadata", "--format-version", "1", "--filter-platform", host]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const packages = new Map(metadata.packages.map((one) => [one.id, one]));
  const shell = metadata.packages.find((one) => one.name === SHELL);
  if (!shell) fail(`the workspace has no package ${SHELL}.`);
  const reached = new Set();
  const todo = [shell.id];
  for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
    if (reached.has(id)) continue;
    reached.add(id);
    // What only builds or tests the program is no part of it.
    for (const dep of nodes.get(id).deps) if (dep.dep_kinds.some((kind) => kind.kind === null)) todo.push(dep.pkg);
  }
  return [...reached]
    .map((id) => packages.get(id))
    .filter((one) => one.source !== null)
    .map((one) => ({
      name: one.name,
      version: one.version,
      licence: (one.license ?? "see its licence file").replaceAll("/", " OR ").replace(/\s+/g, " "),
      authors: one.authors.length > 0 ? one.authors : [`the ${one.name} authors`],
      from: "crates.io",
      found: textsIn(dirname(one.manifest_path)),
    }));
}

const all = [...npmPackages(), ...crates()].sort(
  (a, b) => a.name.localeCompare(b.name) || a.version.localeCompare(b.version) || a.from.localeCompare(b.from),
);

/** What most packages say under a licence: lent to those that name it and carry no text. */
function usual(pattern) {
  const counts = new Map();
  for (const one of all)
    for (const text of one.found) if (pattern.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0];
}
const usualTexts = [
  [/\bMIT\b/, /Permission is hereby granted, free of charge/],
  [/\bApache-2\.0\b/, /^\s*Apache License\s+Version 2\.0/],
  [/\bBSD-3-Clause\b/, /Redistribution and use in source and binary forms[\s\S]*Neither the name/],
  [/\bMPL-2\.0\b/, /^\s*Mozilla Public License,? Version 2\.0/i],
].map(([licence, pattern]) => [licence, usual(pattern)]);
function lent({ licence, authors }) {
  return usualTexts
    .filter(([pattern, text]) => text && pattern.test(licence))
    .map(([, text]) =>
      // Those texts begin with somebody else's name.
      text.replace(
        /^[\s\S]*?(?=Permission is hereby granted|Redistribution and use)/,
        `Copyright (c) ${authors.join(", ")}\n\n`,
      ),
    );
}

const numbers = new Map();
const numberOf = (text) => numbers.get(text) ?? (numbers.set(text, numbers.size), numbers.get(text));
const packages = all.map((one) => ({
  name: one.name,
  version: one.version,
  licence: one.licence,
  from: one.from,
  texts: (one.found.length > 0 ? one.found : lent(one)).map(numberOf),
}));
mkdirSync(dirname(out), { recursive: true });
writeFileSync(out, JSON.stringify({ packages, texts: [...numbers.keys()] }));
const bare = packages.filter((one) => one.texts.length === 0).map((one) => one.name);
console.log(
  `licences: ${packages.length} packages, ${numbers.size} texts${bare.length > 0 ? `; without a text: ${bare.join(", ")}` : ""}`,
);
