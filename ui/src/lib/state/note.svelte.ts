import { api } from "../api";
import { forget, keep, recall } from "../memory";
import { recordNoteChange } from "./marks.svelte";
import { noteWritten } from "./papers.svelte";
import { patchPapers } from "./patch";

/** A note is saved after this time without typing, in ms. */
const IDLE = 1000;
const STORE = "paperboy.note.";
/** A text of this many characters is stored for a crash only after a pause in typing, in ms: storing it takes a while. */
const LONG = 50_000;
const PAUSE = 250;

/** A text that was typed and not saved, and the note it was typed upon. */
interface UnsavedText {
  text: string;
  base: string;
}

/** A note while it is written. What was typed is never overwritten from outside, and lives on until it is saved. */
export class NoteDraft {
  readonly id: string;
  text = $state("");
  state = $state.raw<"saved" | "unsaved" | "saving" | "failed">("saved");
  /** What the library has. */
  #saved: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #keeping: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> | null = null;

  constructor(id: string, saved: string) {
    this.id = id;
    this.#saved = saved;
    this.text = saved;
    const stored = storedText(id);
    if (stored && stored.text !== saved) {
      // The program went away before the note was saved. If the note has changed since, both texts stay.
      this.text = stored.base === saved ? stored.text : [saved, stored.text].filter((part) => part.trim()).join("\n\n");
      this.#touched();
    }
  }

  /** Whether there is something to lose. */
  get dirty(): boolean {
    return this.text !== this.#saved;
  }

  /** The user typed. */
  type(text: string): void {
    this.text = text;
    this.#touched();
  }

  /** The library reports its note: taken over unless the user is writing. */
  libraryHas(saved: string): void {
    if (this.#saving) return;
    const untouched = !this.dirty;
    this.#saved = saved;
    if (untouched) {
      this.text = saved;
      this.state = "saved";
    } else if (!this.dirty) this.#settled();
  }

  /** Saves now, after a save that is under way. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    while (this.#saving) await this.#saving;
    if (!this.dirty) return;
    this.#saving = this.#write(this.text);
    await this.#saving;
  }

  async #write(text: string): Promise<void> {
    this.state = "saving";
    try {
      const change = await api.setNote(this.id, text);
      this.#saved = text;
      noteWritten(this.id, text);
      recordNoteChange(change, this.id, text.trim() === "");
      patchPapers([this.id], (paper) => ("note" in paper ? { ...paper, note: text.trim() || null } : paper));
      // What was typed meanwhile has its own timer running.
      if (this.dirty) this.state = "unsaved";
      else this.#settled();
    } catch {
      this.state = "failed";
    } finally {
      this.#saving = null;
    }
  }

  #touched(): void {
    this.state = "unsaved";
    clearTimeout(this.#keeping);
    if (this.text.length < LONG) this.#keep();
    else this.#keeping = setTimeout(() => this.#keep(), PAUSE);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save(), IDLE);
  }

  #keep(): void {
    keep(STORE + this.id, JSON.stringify({ text: this.text, base: this.#saved } satisfies UnsavedText));
  }

  #settled(): void {
    this.state = "saved";
    clearTimeout(this.#timer);
    clearTimeout(this.#keeping);
    forget(STORE + this.id);
  }
}

/** Drafts with unsaved text outlive the view they were written in. */
const drafts = new Map<string, NoteDraft>();

/** The draft of a paper's note: the one with unsaved text, or a new one from what the library has. */
export function draftOf(id: string, saved: string): NoteDraft {
  for (const [other, draft] of drafts) if (other !== id && !draft.dirty) drafts.delete(other);
  let draft = drafts.get(id);
  if (draft) draft.libraryHas(saved);
  else drafts.set(id, (draft = new NoteDraft(id, saved)));
  return draft;
}

/** Saves whatever is unsaved: the window may be about to close. */
export function saveDrafts(): void {
  for (const draft of drafts.values()) if (draft.dirty) void draft.save();
}

function storedText(id: string): UnsavedText | null {
  try {
    const stored = JSON.parse(recall(STORE + id) ?? "null") as Partial<UnsavedText> | null;
    return typeof stored?.text === "string" && typeof stored.base === "string"
      ? { text: stored.text, base: stored.base }
      : null;
  } catch {
    return null;
  }
}
