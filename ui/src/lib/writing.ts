import type {
  Check,
  Claim,
  OutcomeCounts,
  Spending,
  Version,
  WritingCause,
  WritingRecord,
  WritingState,
} from "./bindings/wire";
import { outcomesOf, type ClaimVerdict } from "./claims";
import type { Words } from "./i18n/en";
import { named } from "./i18n/sections";
import type { WriteWords } from "./i18n/write.en";

/** Who wrote a version, as people name it. */
export const writerName = (writer: string, words: Words): string => words.paper.writtenBy(writer);

/** Whether an address is invalid, so that no request is sent there. */
export const isAddress = (cause: WritingCause | null): boolean =>
  cause?.code === "chat" && cause.why.code === "address";

/** What the writing does just now, in one sentence. */
export function writingLine(state: WritingState, words: WriteWords): string {
  const { done, total, waiting, paused, held, reason, cause } = state;
  const left = Math.max(total - done, waiting.length);
  if (held === "model" && isAddress(cause)) return words.write.heldByAddress;
  if (held === "model" && reason !== null && words.write.heldBy[reason]) return words.write.heldBy[reason];
  if (held !== null) return words.write.held[held];
  return paused ? words.write.paused(left) : words.write.progress(Math.min(done + 1, total), total);
}

/** How a report was written, in sentences: who, why not the model, what was filled, how much was read. */
export function recordSentences(writer: string, record: WritingRecord | null, words: Words, own: WriteWords): string[] {
  const lines: string[] = [];
  const reason = record?.reason ?? null;
  if (writer === "imported") lines.push(own.record.imported);
  else if (reason !== null) lines.push(own.record.reasons[reason] ?? own.record.otherReason(reason));
  else if (writer === "extract") lines.push(own.record.extract);
  else if (writer.startsWith("model:")) {
    const how = record?.prompt?.startsWith("translate-") ? "translated" : "model";
    lines.push(own.record[how](writer.slice("model:".length)));
  } else if (writer.startsWith("from:")) lines.push(own.record.subscribed(writer.slice("from:".length)));
  else lines.push(own.record.other(writer));
  if (!record) return lines;
  if (record.extracted.length > 0) {
    lines.push(own.record.extracted(named(words.paper.sections, record.extracted)));
  }
  // What the server left unread the model did not have before it, however much was sent.
  if (record.cut !== null) lines.push(own.record.cut(record.cut.read, record.cut.sent));
  // Without a prompt no model was used.
  else if (record.prompt !== null && reason === null && record.of > 0)
    lines.push(
      record.read >= record.of
        ? own.record.whole
        : own.record.part(Math.max(1, Math.floor((100 * record.read) / record.of)), record.read, record.of),
    );
  return lines;
}

/** The words for the number of figures of each outcome, in the order in which they are shown. */
export function outcomeParts(outcomes: OutcomeCounts, words: WriteWords): string[] {
  const kinds = Object.keys(words.check.counts) as ClaimVerdict[];
  return kinds.flatMap((kind) => (outcomes[kind] > 0 ? [words.check.counts[kind](outcomes[kind])] : []));
}

/** The result of a report's check in one phrase; null if there was no check. */
export function checkPhrase(check: Check | null, words: WriteWords): string | null {
  if (!check) return null;
  if (check.claims.length === 0) return check.whole ? words.check.nothing : words.check.abstractOnly;
  const outcomes = outcomesOf(check.claims);
  // Where there is nothing but found and not found, one short phrase.
  if (outcomes.found + outcomes.not_found < check.claims.length)
    return words.check.counted(outcomeParts(outcomes, words), check.whole);
  return check.whole
    ? words.check.found(outcomes.found, check.claims.length)
    : words.check.foundInAbstract(outcomes.found, check.claims.length);
}

/** The claims of a section, each with its number in the check. */
export const claimsOf = (check: Check, section: string): { claim: Claim; which: number }[] =>
  check.claims.flatMap((claim, which) => (claim.section === section ? [{ claim, which }] : []));

/** A section's two texts, one from each version; null where a version lacks it. */
export interface Aligned {
  key: string;
  left: string | null;
  right: string | null;
}

const ORDER = ["domain", "contribution", "usage", "innovations", "results"];

/** The texts of two versions, section by section, in the order of a report; a text without sections is under `rest`. */
export function aligned(
  left: { sections: { key: string; html: string }[]; rest_html: string | null },
  right: { sections: { key: string; html: string }[]; rest_html: string | null },
): Aligned[] {
  const of = (side: typeof left, key: string) =>
    key === "rest" ? side.rest_html : (side.sections.find((section) => section.key === key)?.html ?? null);
  const seen = new Set([...left.sections, ...right.sections].map((section) => section.key));
  const keys = [...ORDER.filter((key) => seen.has(key)), ...[...seen].filter((key) => !ORDER.includes(key)), "rest"];
  return keys
    .map((key) => ({ key, left: of(left, key), right: of(right, key) }))
    .filter((one) => one.left !== null || one.right !== null);
}

/** Of two versions to compare: the one shown and the newest other. */
export function firstPair(versions: readonly Version[]): [number, number] | null {
  const shown = versions.find((version) => version.shown) ?? versions[0];
  const other = versions.find((version) => version !== shown);
  if (!shown || !other) return null;
  return shown.number < other.number ? [shown.number, other.number] : [other.number, shown.number];
}

/** How many tokens a day's rows add up to. */
export const tokensOn = (spending: readonly Spending[], date: string): number =>
  spending.filter((row) => row.date === date).reduce((sum, row) => sum + row.prompt + row.completion, 0);

/** The host of a model's address; the address itself where it has none. */
export function hostOf(url: string): string {
  try {
    return new URL(url).host || url;
  } catch {
    return url;
  }
}

/** Whether what was typed is an address a model may have. */
export function isModelUrl(text: string): boolean {
  try {
    return /^https?:$/.test(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** A whole number as it was typed, within bounds; null for anything else. */
export function wholeNumber(text: string, least: number, most: number): number | null {
  const typed = text.replace(/[\s,，_]/g, "");
  if (!/^\d{1,10}$/.test(typed)) return null;
  const value = Number(typed);
  return value >= least && value <= most ? value : null;
}
