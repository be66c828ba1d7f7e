import type {
  AddressCause,
  ArchiveProblemKind,
  ChatError,
  CitationKeyCause,
  ConnectionCause,
  DayProblem,
  ErrorCause,
  FileCause,
  GarbageCause,
  ImportProblem,
  IndexCause,
  KeyTrouble,
  LinkRefused,
  ListCause,
  ListProblemKind,
  NetworkCause,
  NotWritten,
  PdfProblem,
  ProblemKind,
  ReadingCause,
  ReadingReason,
  ReadingSource,
  Refused,
  SettingRule,
  StorageAddressCause,
  StorageTrouble,
  SubscriptionProblem,
  SyncTrouble,
  ValueCause,
  WireError,
  WritingCause,
  ZoteroError,
} from "../bindings/wire";
import type { Words } from "./en";

/** A word for every case of a union that is distinguished by `code`: a case without one does not compile. */
export type WordsFor<Cause extends { code: string }> = {
  [Code in Cause["code"]]: string | ((cause: Extract<Cause, { code: Code }>) => string);
};

/** Words for every cause that the core reports. An empty one adds nothing to the sentence that it is a part of. */
export interface Causes {
  sources: Record<ReadingSource, string>;
  because: (source: string, cause: string) => string;
  joined: (causes: string[]) => string;
  reading: WordsFor<ReadingCause>;
  pdf: Record<PdfProblem, string>;
  network: WordsFor<NetworkCause>;
  connection: WordsFor<ConnectionCause>;
  file: WordsFor<FileCause>;
  day: WordsFor<DayProblem>;
  list: WordsFor<ListCause>;
  items: Record<ListProblemKind, string>;
  report: Record<ProblemKind, (what: string) => string>;
  line: (line: number, problem: string) => string;
  import: WordsFor<Exclude<ImportProblem, { code: "library" }>>;
  archive: Record<ArchiveProblemKind, string>;
  writing: WordsFor<WritingCause>;
  chat: WordsFor<ChatError>;
  address: WordsFor<AddressCause>;
  garbage: WordsFor<GarbageCause>;
  keys: Record<KeyTrouble, string>;
  value: WordsFor<ValueCause>;
  citationKey: WordsFor<CitationKeyCause>;
  rule: WordsFor<SettingRule>;
  links: Record<LinkRefused, string>;
  zotero: WordsFor<ZoteroError>;
  subscription: WordsFor<SubscriptionProblem>;
  sync: WordsFor<SyncTrouble>;
  storage: WordsFor<StorageTrouble>;
  storageAddress: Record<StorageAddressCause, string>;
  syncFile: WordsFor<Refused>;
  keyring: Record<KeyTrouble, string>;
  index: Record<IndexCause, string>;
  notSaved: WordsFor<NotWritten>;
  error: WordsFor<ErrorCause>;
}

/** A cause in the words of a table. */
export function inWords<Cause extends { code: string }>(words: WordsFor<Cause>, cause: Cause): string {
  const word = words[cause.code as Cause["code"]];
  return typeof word === "function" ? word(cause as Extract<Cause, { code: Cause["code"] }>) : word;
}

/** A cause that is shown alone: with a capital letter and a full stop. */
export function sentence(text: string, locale: string): string {
  if (text === "" || /[.!?…。！？]$/.test(text)) return capitalised(text);
  return capitalised(text) + (locale === "en" ? "." : "。");
}

/** A name such as arXiv, a host or a path at the beginning keeps its small letter. */
export const capitalised = (text: string): string =>
  text.replace(/^[a-z]+(?=[\s,;'’]|: )/, (word) => word.charAt(0).toUpperCase() + word.slice(1));

/** An amount of data in words, as on the command line: 1,048,576 bytes are 1 MB. */
export function size(bytes: number, unit: string): string {
  const units: [number, string][] = [
    [1024 ** 3, "GB"],
    [1024 ** 2, "MB"],
    [1024, "KB"],
  ];
  const [of, name] = units.find(([least]) => bytes >= least) ?? [1, unit];
  return `${Math.round((bytes / of) * 10) / 10} ${name}`;
}

/** A sentence, and whether it is in the language of the window: a sentence of an earlier version stays as it was stored. */
export interface ReasonText {
  text: string;
  own: boolean;
}

/** Why a paper was not read, or not more fully: one sentence for each source that was tried. */
export const reasonsInWords = (reasons: ReadingReason[], { causes, locale }: Words): ReasonText[] =>
  reasons.map((reason) => {
    const own = reason.cause.code !== "other";
    const text = reasonInWords(reason, causes);
    return { text: own ? sentence(text, locale) : text, own };
  });

/** Why a paper was not read from one source, as a part of a sentence. */
export function reasonInWords({ source, cause }: ReadingReason, causes: Causes): string {
  const text = inWords(causes.reading, cause);
  return source ? causes.because(causes.sources[source], text) : text;
}

/** What was wrong with an imported file. */
export function problemInWords(problem: ImportProblem, words: Words): string {
  if (problem.code !== "library") return sentence(inWords(words.causes.import, problem), words.locale);
  return words.sentences([errorText(problem.error, words), errorDetail(problem.error, words)]);
}

/** The cause of an error, in addition to the sentence of its code. */
export const errorCause = ({ cause }: WireError, { causes, locale }: Words): string =>
  cause ? sentence(inWords(causes.error, cause), locale) : "";

/** What happened, in one sentence. */
export const errorText = ({ code }: WireError, words: Words): string => words.errors[code];

/** The addition to the sentence of an error's code: its object, or its cause. */
export function errorDetail(error: WireError, words: Words): string {
  const why = errorCause(error, words);
  return error.code === "file" && why ? words.causes.because(error.detail, why) : why || error.detail;
}
