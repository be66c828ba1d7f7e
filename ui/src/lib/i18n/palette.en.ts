import type { EntryKind } from "../palette/entry";

const count = (n: number, one: string, many: string) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

/** The English words of the command palette, of searching the settings and of shortcuts. */
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
    notInLibrary: "This day is not in the library",
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
        text: "Each day is a list of cards: what a paper is about and what is new in it. Fetch today’s papers, go from card to card, and open what interests you.",
      },
      marks: {
        title: "Keep what matters",
        text: "Star a paper, add it to Read later, tag it or write a note. Each of these can be undone, and you can select several papers and mark them at once.",
      },
      paper: {
        title: "Read with checked numbers",
        text: "Each paper has a report and its full text. Numbers and names in the report are checked against the paper: click one to see where it comes from. Those that the paper does not support are marked as doubtful.",
      },
      find: {
        title: "Find anything",
        text: "Search papers as you type. The command palette knows every command, day, tag and setting by its name, in English or Chinese.",
      },
      yours: {
        title: "Make it yours",
        text: "In Settings you choose the language, the theme, the typography, who writes reports and when papers are fetched. Most shortcuts can be changed. Open this tour again from the command palette.",
      },
    },
  },
  focusMode: { entered: "Focus mode. Press {focus} or {back} to leave it." },
  printing: {
    preparing: "Preparing to print…",
    first: (n: number, of: number) =>
      `Only the first ${n.toLocaleString("en")} of ${of.toLocaleString("en")} papers are printed; to print others, select them.`,
  },
  readingLook: {
    title: "Reading",
    hint: "How reports and full texts are typeset. These settings are stored only on this computer.",
    width: "Line width",
    leading: "Line spacing",
    shown: {
      width: (rem: number) => `about ${rem * 2} characters`,
      leading: (hundredths: number) => (hundredths / 100).toFixed(2),
    },
    face: "Typeface",
    faces: { sans: "Sans serif", serif: "Serif" },
    latin: "Font for English",
    chinese: "Font for Chinese",
    systemFont: "System font",
    sample: "Sample text",
  },
  settingsSearch: {
    label: "Find a setting",
    none: (query: string) => `No setting matches “${query}”.`,
  },
  keys: {
    title: "Keyboard shortcuts",
    hint: "Most shortcuts can be changed. Your shortcuts are stored only on this computer.",
    or: "or",
    print: "Print…",
    add: "Add a shortcut",
    press: "Press the key, or two keys one after the other. Press Esc to cancel.",
    pressed: (keys: string) => `${keys} … press a second key, or Enter to use only this one.`,
    remove: (keys: string, action: string) => `Remove ${keys} from “${action}”`,
    addTo: (action: string) => `Add a shortcut for “${action}”`,
    reset: "Reset",
    resetOne: (action: string) => `Reset the shortcuts of “${action}”`,
    resetAll: "Reset all",
    none: "No shortcut",
    filter: "Find a command or a shortcut",
    nothing: "No command or shortcut matches.",
    taken: (keys: string, actions: string) => `${keys} is already used for ${actions}.`,
    take: "Use it for this command",
    system: (keys: string) => `${keys} is reserved by the system and cannot be used.`,
    full: (n: number) => `A command can have up to ${n} shortcuts.`,
    given: (keys: string, action: string) => `${keys} is now a shortcut for “${action}”.`,
    quoted: (name: string) => `“${name}”`,
    fixed: "Cannot be changed",
  },
};
