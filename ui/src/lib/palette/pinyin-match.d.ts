declare module "pinyin-match/src/simplified_dict.js" {
  /** Syllables without tones, each with the characters that are read so. */
  export const dict: Readonly<Record<string, string>>;
}
