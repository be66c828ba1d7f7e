import { language } from "./words.svelte";
import { writeEn, type WriteWords } from "./write.en";
import { writeZh } from "./write.zh";

/** The words for writing in the language in use. Apart from `t`: the first view does without them. */
export const w = (): WriteWords => (language() === "zh" ? writeZh : writeEn);
