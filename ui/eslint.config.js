import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import { defineConfig } from "eslint/config";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

export default defineConfig(
  { ignores: ["dist", "src/generated", "src/lib/bindings"] },
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  js.configs.recommended,
  ts.configs.recommendedTypeChecked,
  svelte.configs.recommended,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: { projectService: true, extraFileExtensions: [".svelte"] },
    },
    rules: {
      // A command rejects with a `WireError`, as Tauri does; the hosts in memory and the tests do the same.
      "@typescript-eslint/only-throw-error": "off",
      "@typescript-eslint/prefer-promise-reject-errors": "off",
      // State is replaced as a whole (`$state.raw`); no Map or Set is changed that the page watches.
      "svelte/prefer-svelte-reactivity": "off",
    },
  },
  {
    // ESLint does not know the types of components, their exports and snippets; svelte-check does, and verifies their use.
    files: ["**/*.svelte"],
    extends: [ts.configs.disableTypeChecked],
    languageOptions: { parserOptions: { parser: ts.parser, projectService: false, svelteConfig } },
  },
  {
    files: ["**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // Tests replace methods of elements, and call the original with its element.
    files: ["**/*.test.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
  {
    // Outside the TypeScript project: what runs before the page's programs, and scripts of Node.
    files: ["public/*.js", "*.js", "scripts/*.mjs"],
    extends: [ts.configs.disableTypeChecked],
  },
  {
    files: ["*.js", "scripts/*.mjs"],
    languageOptions: { globals: globals.node },
  },
);
