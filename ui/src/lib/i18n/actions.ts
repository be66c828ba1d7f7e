import { actionsEn } from "./actions.en";
import { actionsZh } from "./actions.zh";
import { language } from "./words.svelte";

/** The words of actions in the language in use; see `t`. */
export const a = (): typeof actionsEn => (language() === "zh" ? actionsZh : actionsEn);

/** The words of actions in both languages: a name is found in either. */
export const ACTION_WORDS = { en: actionsEn, zh: actionsZh };
