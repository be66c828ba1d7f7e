import { syncEn } from "./sync.en";
import { syncZh } from "./sync.zh";
import { language } from "./words.svelte";

/** The words of synchronising in the language in use; see `t`. */
export const s = (): typeof syncEn => (language() === "zh" ? syncZh : syncEn);
