import type { EntryKind } from "../palette/entry";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The English words of the command palette, of searching the settings and of keys. */
export const paletteEn = {
  palette: {
    title: "Command palette",
    placeholder: "Type a command, day, tag, setting or title",
    results: "Results",
    count: (n: number) => count(n, "result", "results"),
    kinds: {
      action: "Command",
      view: "Go to",
      day: "Day",
      collection: "Collection",
      tag: "Tag",
      saved: "Saved search",
      setting: "Setting",
      paper: "Paper",
      search: "Search",
    } satisfies Record<EntryKind, string>,
    search: (query: string) => `Search papers for “${query}”`,
    looking: "Searching papers…",
    failed: "Papers could not be searched.",
    notInLibrary: "Not in the library",
  },
  tour: {
    of: (n: number, steps: number) => `${n} of ${steps}`,
    next: "Next",
    back: "Back",
    skip: "Skip",
    end: "Done",
    steps: {
      digest: {
        title: "A day at a glance",
        text: "Each day is a list of cards: what a paper is about and what is new in it. Fetch the papers of today, go from card to card, and open what interests you.",
      },
      marks: {
        title: "Keep what matters",
        text: "Star a paper, keep it for later, tag it, write a note. Whatever you do can be undone, and several papers can be selected and marked at once.",
      },
      paper: {
        title: "Read, and trust what is checked",
        text: "A paper has its report and its full text. Numbers and names of the report that the paper does not contain are marked as doubtful; the others lead to their passage.",
      },
      find: {
        title: "Find anything",
        text: "Search papers as you type. The command palette knows every command, day, tag and setting by its name, in English or Chinese.",
      },
      yours: {
        title: "Make it yours",
        text: "Settings have the language, the theme, how text is set, who writes reports and when papers are fetched. Every key can be changed. The palette opens this tour again.",
      },
    },
  },
  focusMode: { entered: "Focus mode: {focus} or {back} leaves it." },
  printing: {
    preparing: "Preparing to print…",
    first: (n: number, of: number) =>
      `${n.toLocaleString("en")} of ${of.toLocaleString("en")} papers are printed; to print others, select them.`,
  },
  readingLook: {
    title: "Reading",
    hint: "How reports and full texts are set. These choices are kept on this computer.",
    width: "Line width",
    leading: "Line spacing",
    shown: {
      width: (rem: number) => `${rem} rem`,
      leading: (hundredths: number) => (hundredths / 100).toFixed(2),
    },
    face: "Typeface",
    faces: { sans: "Sans serif", serif: "Serif" },
    latin: "Font for English",
    chinese: "Font for Chinese",
    systemFont: "System font",
    sample: "Sample of the text",
  },
  settingsSearch: {
    label: "Find a setting",
    none: (query: string) => `No setting matches “${query}”.`,
  },
  keys: {
    title: "Keyboard",
    hint: "Each key can be changed. Your keys are kept on this computer.",
    or: "or",
    print: "Print…",
    add: "Add a key",
    press: "Press the key, or two keys one after the other. Press Esc to cancel.",
    pressed: (keys: string) => `${keys} … press a second key, or Enter to use only this one.`,
    remove: (keys: string, action: string) => `Remove ${keys} from “${action}”`,
    addTo: (action: string) => `Add a key for “${action}”`,
    reset: "Reset",
    resetOne: (action: string) => `Reset the keys of “${action}”`,
    resetAll: "Reset all",
    none: "No key",
    filter: "Find a command or a key",
    nothing: "No command or key matches.",
    taken: (keys: string, actions: string) => `${keys} is already used for ${actions}.`,
    take: "Use it here",
    system: (keys: string) => `${keys} belongs to the system and cannot be used.`,
    full: (n: number) => `A command can have up to ${n} keys.`,
    given: (keys: string, action: string) => `${keys} is now a key of “${action}”.`,
    quoted: (name: string) => `“${name}”`,
    fixed: "Cannot be changed",
  },
};
