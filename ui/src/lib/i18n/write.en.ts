/** English words for writing reports, for their checks and versions, and for the model. Loaded with the pages that use them. */

import type {
  ClaimOutcome,
  KeyOutcome,
  KeySource,
  KeyTrouble,
  Reason,
  ReportLanguage,
  TestOutcome,
  WritingHeld,
} from "../bindings/wire";
import type { ClaimVerdict } from "../claims";

const number = (n: number) => n.toLocaleString("en");
const count = (n: number, one: string, many: string) => `${number(n)} ${n === 1 ? one : many}`;
const listed = (items: readonly string[]) => new Intl.ListFormat("en").format(items);

/** The subject and verb of how many were found. */
const foundOf = (found: number, of: number) =>
  of === 1
    ? `The only number or name was${found === 1 ? "" : " not"}`
    : `${found === of ? `All ${number(of)}` : `${number(found)} of ${number(of)}`} numbers and names were`;

const EXTRACT = "Built-in extraction";

export const writeEn = {
  write: {
    title: "Writing reports",
    this: "Write report",
    again: "Rewrite",
    with: (writer: string) => `With ${writer === EXTRACT ? "built-in extraction" : writer}`,
    extract: EXTRACT,
    translate: { zh: "Translate into Chinese", en: "Translate into English" } satisfies Record<ReportLanguage, string>,
    translateHint: (model: string) => `By ${model}, as a new version`,
    extractHint: "Uses only sentences from the paper. Nothing is sent anywhere.",
    noModel: "No model is set up",
    setUp: "Set up a model…",
    day: "Write reports",
    dayAgain: "Rewrite all reports…",
    dayAgainTitle: "Rewrite all reports of this day?",
    dayAgainText: (n: number) =>
      `A new report will be written and shown for ${n === 1 ? "the paper" : `each of the ${number(n)} papers`}. The current versions are kept.`,
    dayAgainCost: (model: string) =>
      `At least one request per paper is sent to ${model}; corrections and retries need more.`,
    start: "Write",
    none: "No report yet",
    noneHint: "The paper has been fetched, but its report has not been written yet.",
    noneUnread: "A report can be written once the full text or the abstract has been fetched.",
    queued: "The report is queued",
    waiting: (before: number) =>
      before === 0 ? "This paper is next" : `${count(before, "paper", "papers")} ahead of this one`,
    streaming: "The report is being written",
    thinking: "The model is thinking",
    newVersion: "A new version is being written",
    newVersionWaits: "A new version is queued",
    watch: "Watch progress",
    unwatch: "Back to the current version",
    nowSection: (section: string) => `Writing: ${section}`,
    progress: (n: number, total: number) => `Writing report ${number(n)} of ${number(total)}`,
    paused: (left: number) => `Paused, ${count(left, "report", "reports")} left`,
    held: {
      budget: "Today’s token limit has been reached. Writing continues tomorrow.",
      model: "The model cannot be used at the moment. Writing is on hold.",
    } satisfies Record<WritingHeld, string>,
    heldBy: {
      quota: "The account’s quota is used up. Writing is on hold.",
      key: "The API key is missing or was rejected. Writing is on hold until you test the connection in Settings or change a setting there.",
      keyring:
        "The API key cannot be used. Writing is on hold until you test the connection in Settings or change a setting there.",
      unknown_model:
        "The model is not set up or not known to the service. Writing is on hold until you test the connection in Settings or change a setting there.",
      busy: "The model service is busy. Writing continues automatically.",
      unreachable: "The model cannot be reached. Writing continues automatically.",
      refused:
        "The model service refused the request. Writing is on hold until you test the connection in Settings or change a setting there.",
    } as Partial<Record<Reason, string>>,
    /** Of an address that is wrong in itself, not one that does not answer. */
    heldByAddress: "The model’s address cannot be used. Writing is on hold until you correct the address in Settings.",
    pause: "Pause",
    resume: "Continue",
    cancel: "Stop",
    cancelled: "Writing was stopped. Reports written so far are kept.",
    settings: "Settings",
    queuedToast: (n: number) => (n === 1 ? "Report queued" : `${number(n)} reports queued`),
    hasOne: "This paper already has a report. Open the paper to rewrite it.",
    cannotYet: "Neither the full text nor the abstract has been fetched yet. Open the paper to fetch it.",
  },

  record: {
    imported: "From an imported daily report, unchanged.",
    extract: "Made by Paperboy from sentences of the paper.",
    model: (name: string) => `Written by ${name}.`,
    translated: (name: string) => `Translated by ${name} from another version of the report.`,
    subscribed: (name: string) => `From your subscription to ${name}, unchanged.`,
    other: (writer: string) => `Imported text, written by ${writer}.`,
    prompt: (name: string) => `Instructions ${name}`,
    language: { zh: "in Chinese", en: "in English" } as Record<string, string>,
    reasons: {
      refusal: "The model declined, so the report was made by built-in extraction.",
      empty: "The model’s answer was empty, so the report was made by built-in extraction.",
      looping: "The model repeated itself, so the report was made by built-in extraction.",
      wrong_language: "The model answered in the wrong language, so the report was made by built-in extraction.",
      no_report: "The model’s answer was not a report, so the report was made by built-in extraction.",
      too_long: "The paper or the model’s answer was too long, so the report was made by built-in extraction.",
      cut: "The model’s answer was cut off, so the report was made by built-in extraction.",
      busy: "The model service was busy for too long, so the report was made by built-in extraction.",
      unreachable: "The model could not be reached, so the report was made by built-in extraction.",
      garbage: "The model’s answer could not be understood, so the report was made by built-in extraction.",
      key: "The API key was missing or was rejected, so the report was made by built-in extraction.",
      unknown_model:
        "The model was not set up or not known to the service, so the report was made by built-in extraction.",
      quota: "The account’s quota was used up, so the report was made by built-in extraction.",
      reasoning: "The model spent all its tokens on reasoning, so the report was made by built-in extraction.",
      silent: "The model did not answer in time, so the report was made by built-in extraction.",
      refused: "The model service refused the request, so the report was made by built-in extraction.",
      keyring: "The API key could not be used, so the report was made by built-in extraction.",
    } as Record<string, string>,
    otherReason: (reason: string) => `The model failed (${reason}), so the report was made by built-in extraction.`,
    extracted: (sections: readonly string[]) =>
      `The model left out ${listed(sections.map((name) => `“${name}”`))}; built-in extraction supplied ${sections.length === 1 ? "it" : "them"}.`,
    cut: (read: number, sent: number) =>
      `The model service read only ${number(read)} of about ${number(sent)} tokens sent and ignored the rest of the paper. Increase the model’s context length (num_ctx in Ollama), then test the connection in Settings. Until then, Paperboy sends only as much as fits.`,
    whole: "Based on the whole paper.",
    part: (percent: number, read: number, of: number) =>
      `Based on the most important parts of the paper: ${number(read)} of ${number(of)} characters (${percent}%).`,
    sources: {
      html: "from the full text",
      markdown: "from the full text",
      pdf: "from the PDF",
      abs: "from the abstract",
      abstract: "from the abstract",
    } as Record<string, string>,
  },

  check: {
    title: "Check",
    found: (found: number, of: number) => `${foundOf(found, of)} found in the paper`,
    foundInAbstract: (found: number, of: number) => `${foundOf(found, of)} found in the abstract`,
    abstractOnly: "Checked against the abstract only",
    nothing: "No numbers or names to check",
    walk: "Show doubtful numbers and names",
    counts: {
      found: (n: number) => `${number(n)} found`,
      computed: (n: number) => `${number(n)} computed`,
      another_owner: (n: number) => `${number(n)} ${n === 1 ? "belongs" : "belong"} to something else`,
      another_direction: (n: number) => `${number(n)} ${n === 1 ? "contradicts" : "contradict"} the paper`,
      not_found: (n: number) => `${number(n)} not found`,
      not_checked: (n: number) => `${number(n)} could not be checked`,
    } satisfies Record<ClaimVerdict, (n: number) => string>,
    counted: (parts: readonly string[], whole: boolean) =>
      `Numbers and names: ${parts.join(", ")}${whole ? "" : " (checked against the abstract only)"}`,
    ofDay: (parts: readonly string[], reports: number, others: number) =>
      `Numbers and names checked in ${others === 0 ? "" : `${number(reports)} of `}${count(reports + others, "report", "reports")}: ${parts.length === 0 ? "none" : parts.join(", ")}`,
    doubtfulOfDay: "Show doubtful papers",
    marks: {
      found: "Found in the paper. Click to see where.",
      respelled: "Found in the paper in another spelling. Click to see where.",
      rounded: "Found in the paper with more digits. Click to see where.",
      bound: "The paper gives a number within this bound. Click to see where.",
      computed: "Computed from numbers in the paper. Click to see how.",
      another_owner: "The paper gives this number for something else. Click to see for what.",
      another_direction: "The paper says the opposite. Click to see where.",
      not_found: "Not found in the paper",
      not_checked: "Could not be checked",
    } satisfies Record<ClaimOutcome, string>,
    lostMarkAbstract: "Not found in the abstract",
    panels: {
      found: "Found in the paper",
      respelled: "Found in the paper in another spelling",
      rounded: "Found in the paper with more digits",
      bound: "Within the bound that the report gives",
      computed: "Computed from numbers in the paper",
      another_owner: "This number belongs to something else",
      another_direction: "The paper says the opposite",
      not_found: "Not found in the paper",
      not_checked: "Could not be checked",
    } satisfies Record<ClaimOutcome, string>,
    panelAbstract: "Found in the abstract",
    lostHint:
      "The full text does not contain this in any spelling. It may be in an image, be calculated from other numbers, or be wrong.",
    openHint: "It occurs in the paper, but it is not clear whether it refers to the same thing.",
    ownerHint: (of: string, asked: string) =>
      of === ""
        ? `The report attributes it to ${asked}.`
        : `It belongs to ${of}. The report attributes it to ${asked}.`,
    there: (asked: string) => `The paper’s number for ${asked}`,
    directionHint:
      "The report gives a direction or a ranking (rise or fall, higher or lower, highest or lowest) that the paper contradicts.",
    sum: "Computed as",
    cell: { row: "Row", column: "Column", table: "Table" },
    more: (n: number) => (n === 1 ? "One more passage" : `${number(n)} more passages`),
    lostAbstract: "Not found in the abstract",
    lostAbstractHint: "Only the abstract could be checked. The full text may contain it.",
    places: { title: "Title", abstract: "Abstract" } as Record<string, string>,
    said: "The report says",
    paperSays: "The paper says",
    open: "Open in full text",
    of: (n: number, of: number) => `Doubtful: ${number(n)} of ${number(of)}`,
    next: "Next doubtful number or name",
    previous: "Previous doubtful number or name",
    elsewhere: "This only shows that the number or name occurs in the paper, not that it means the same there.",
  },

  versions: {
    title: "Versions",
    count: (n: number) => count(n, "version", "versions"),
    number: (n: number) => `Version ${number(n)}`,
    shown: "Current",
    show: "Show this version",
    nowShown: (n: number) => `Now showing version ${number(n)}`,
    compareWith: "Compare side by side",
    choose: (n: number) => `Compare version ${number(n)}`,
    back: "Back to the versions",
    same: "Same in both versions",
    missing: "This version does not have this section",
    onlyOne: "There is only one version. Rewrite the report to get a second one to compare.",
    failed: "The versions could not be loaded.",
    report: "Report",
    checked: (found: number, of: number) =>
      `${number(found)} of ${count(of, "number or name", "numbers and names")} found in the paper or computed from it`,
    unchecked: "Not checked",
  },

  model: {
    title: "Writing reports",
    writer: "Reports written by",
    writers: { model: "Model", extract: EXTRACT } as Record<string, string>,
    own: "Built-in extraction makes each report from sentences of the paper. Nothing is sent anywhere.",
    unset:
      "No model is set up. Until you set one up, reports are made by built-in extraction, and nothing is sent anywhere.",
    waits: "No model is set up. Reports stay queued until you enter an address and a model name.",
    sends: (host: string) =>
      `The text of each paper is sent to ${host}. Your notes, highlights, tags and marks are not.`,
    language: "Language of reports",
    languages: { zh: "Chinese", en: "English" } as Record<string, string>,
    url: "Address",
    urlHint:
      "The base address of a service with the OpenAI chat API, usually ending in /v1. The service can be online or on this computer.",
    name: "Model name",
    namePlaceholder: "for example deepseek-chat",
    parallel: "Parallel requests",
    parallelHint: "How many reports are written at the same time.",
    budget: "Daily token limit",
    budgetHint: "When the limit is reached, writing continues the next day. 0 means no limit.",
    firstToken: "Timeout for the first token",
    firstTokenHint: "In seconds. A model on this computer may take many minutes to read a long paper.",
    correct: "Automatic corrections",
    correctHint:
      "After writing, the model is asked once to correct sentences with numbers or names that the paper does not support.",
    corrects: { on: "On", off: "Off" },
    key: "API key",
    keyFrom: {
      keyring: "An API key is stored in the system keyring.",
      environment: "The API key comes from the environment variable PAPERBOY_MODEL_KEY.",
    } satisfies Record<KeySource, string>,
    keyShadowed: "It takes precedence over the key in the system keyring, which is not used.",
    keyTroubles: {
      locked: "The system keyring is locked. Unlock it, then test the connection.",
      no_collection:
        "The system keyring service has no default keyring. Create one in your password manager (for example Seahorse), then test the connection.",
      no_keyring: "This system has no keyring. Set the environment variable PAPERBOY_MODEL_KEY instead.",
      silent:
        "The system keyring does not respond. It may be waiting to be unlocked: unlock it, then test the connection.",
      failed: "The system keyring does not work properly. Set the environment variable PAPERBOY_MODEL_KEY instead.",
      not_a_key:
        "The API key in PAPERBOY_MODEL_KEY or in the system keyring is not valid. Paste the key again, or correct the variable.",
      other_host: "The API key was entered for a different address than the one in this library, so it is not sent.",
    } satisfies Record<KeyTrouble, string>,
    keyElsewhere: (givenFor: string, asked: string) =>
      `The API key was entered for ${givenFor}, but this library uses ${asked}. The key has not been sent there. Send it to that address?`,
    keyAllow: (asked: string) => `Send the API key to ${asked}`,
    keyNone: "No API key is set. A model on this computer usually needs none.",
    keyPlaceholder: "Paste an API key",
    keyReplace: "Paste a new API key",
    keySave: "Save API key",
    keyForget: "Remove API key",
    keyOutcomes: {
      saved: "The API key was saved in the system keyring",
      removed: "The API key was removed from the system keyring",
      was_none: "There was no API key in the system keyring",
    } satisfies Record<KeyOutcome, string>,
    keyHint:
      "The API key is stored in the system keyring. It is never shown again and never appears in logs or exports.",
    test: "Test connection",
    testing: "Testing…",
    outcomes: {
      ok: "The connection works: the model answered.",
      unreachable: "The address cannot be reached. Check the address, the network and whether the service is running.",
      key: "The API key is missing or was rejected.",
      unknown_model: "The model service has no model with this name. Check the spelling.",
      quota: "The account’s quota or credit is used up.",
      busy: "The model service is busy. Try again later.",
      keyring: "The API key cannot be used.",
      refused: "The model service refused the request.",
      silent: "The model did not answer in time. A model on this computer may need time to load first.",
      garbage: "The server at this address is not a chat model service.",
      failed: "The test failed.",
      unset: "Enter an address and a model name first.",
    } satisfies Record<TestOutcome, string>,
    unusableAddress: "This address cannot be used for a model.",
    spending: "Tokens used",
    spendingNone: "No tokens have been used yet.",
    day: "Day",
    model: "Model",
    answers: "Answers",
    prompt: "Sent",
    completion: "Received",
    total: "Total",
    budgetLeft: (left: number, of: number) => `${number(left)} of today’s ${number(of)} tokens are left.`,
    more: (n: number) => `Show ${number(n)} more`,
    instructions: "Instructions for the model",
    instructionsHint: "They are the same for every paper. The text of the paper is added at the end, marked as data.",
    read: "Show instructions…",
    problems: {
      url: "The address must begin with http:// or https://.",
      parallel: "Enter a whole number from 1 to 16.",
      budget: "Enter a whole number, 0 or greater.",
      firstToken: "Enter a whole number from 10 to 86,400.",
    } as Record<string, string>,
    failed: "The settings for writing reports could not be loaded.",
  },
};

/** What every language must have of these. */
export type WriteWords = typeof writeEn;
