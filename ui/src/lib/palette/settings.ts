import { ALL_SETTINGS, partName, SETTING_WORDS, SETTINGS, type SettingId } from "../settings";
import { pinyin } from "./pinyin";
import { Names, queryOf, scoreName } from "./rank";

const names = new Names(pinyin());
const languages = [SETTING_WORDS.zh, SETTING_WORDS.en];

/** The settings that match what is typed, in the order of their page: by their name, the name of their part or another word for them, in either language. */
export function findSettings(typed: string): SettingId[] {
  const query = queryOf(typed);
  const is = (name: string) => scoreName(query, names.of(name)) > 0;
  return ALL_SETTINGS.filter((id) => {
    const { part, name, also = [] } = SETTINGS[id];
    return (
      languages.some((words) => is(name(words)) || is(`${partName(part, words)} ${name(words)}`)) ||
      also.some(is) ||
      is(id)
    );
  });
}
