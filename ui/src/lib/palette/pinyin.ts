import { dict } from "pinyin-match/src/simplified_dict.js";

/** The readings of Chinese characters, without tones. */
export type Readings = ReadonlyMap<string, readonly string[]>;

/** Reads the table of syllables with their characters into one of characters with their syllables. */
function invert(table: Readonly<Record<string, string>>): Readings {
  const readings = new Map<string, string[]>();
  for (const [syllable, characters] of Object.entries(table)) {
    // What is typed for ü: v, and u where nothing else is spelt so.
    const spellings = /^[ln]v/.test(syllable) ? [syllable, syllable.replace("v", "u")] : [syllable];
    for (const character of characters) readings.set(character, [...(readings.get(character) ?? []), ...spellings]);
  }
  return readings;
}

let table: Readings | undefined;

/** How simplified Chinese characters are read; several readings where there are several. */
export const pinyin = (): Readings => (table ??= invert(dict));
