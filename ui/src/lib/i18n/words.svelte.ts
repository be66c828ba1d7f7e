import { en, type Words } from "./en";
import { zh } from "./zh";

/** A language the window speaks. */
export type Language = "en" | "zh";

/** What the user chose: a language, or the system's. */
export type LanguageChoice = Language | "system";

const dictionaries: Record<Language, Words> = { en, zh };
let current = $state<Language>("en");

/** The words of the language in use. Reading it in markup follows a change of language. */
export const t = (): Words => dictionaries[current];

/** The language in use, as a `lang` attribute has it. */
export const language = (): Language => current;

/** Takes a choice into use. */
export function useLanguage(choice: string, preferred: readonly string[] = navigator.languages): void {
  current = resolveLanguage(choice, preferred);
  document.documentElement.lang = current === "zh" ? "zh-CN" : "en";
}

/** The language of a choice: the first of the system's languages with words here, otherwise English. */
export function resolveLanguage(choice: string, preferred: readonly string[]): Language {
  if (choice === "zh" || choice === "en") return choice;
  for (const tag of preferred) {
    const primary = tag.toLowerCase().split("-")[0];
    if (primary === "zh" || primary === "en") return primary;
  }
  return "en";
}
