import { blocksToSpeak, markSpoken, rangeOf, spokenText, unmarkSpoken, type SpokenBlock } from "../aloud";
import { homeApi } from "../api.home";
import type { SpeechVoices, SpokenLanguage, SpokenSentence } from "../bindings/wire";
import { h } from "../i18n/home";
import { toasts } from "./toasts.svelte";

/** What speaks: the system's speech by the shell, or the engine's own. */
interface Speaker {
  voices: SpeechVoices;
  /** Speaks to the end; false: it was stopped. */
  speak(text: string, language: SpokenLanguage): Promise<boolean>;
  stop(): Promise<unknown>;
}

async function findSpeaker(): Promise<Speaker | null> {
  const voices = await homeApi.speechVoices();
  if (voices) return { voices, speak: homeApi.speak, stop: homeApi.stopSpeaking };
  const engine = typeof speechSynthesis === "undefined" ? null : speechSynthesis;
  const known = engine?.getVoices() ?? [];
  if (!engine || known.length === 0) return null;
  const speaks = (language: SpokenLanguage) => known.some((voice) => voice.lang.toLowerCase().startsWith(language));
  return {
    voices: { zh: speaks("zh"), en: speaks("en") },
    speak: (text, language) =>
      new Promise((done) => {
        const utterance = new SpeechSynthesisUtterance(text);
        utterance.lang = language === "zh" ? "zh-CN" : "en-US";
        utterance.onend = () => done(true);
        utterance.onerror = () => done(false);
        engine.speak(utterance);
      }),
    stop: () => Promise.resolve(engine.cancel()),
  };
}

/** Reading a paper aloud: sentence by sentence, each marked while it is read. */
class ReadingAloud {
  state = $state<"off" | "speaking" | "paused">("off");
  #speaker: Speaker | null = null;
  #sentences: { block: SpokenBlock; sentence: SpokenSentence }[] = [];
  #at = 0;
  /** Rises with each end of reading. */
  #turn = 0;
  /** The sentence that is spoken and not yet asked to stop; resolves once it has ended. */
  #speaking: Promise<unknown> | null = null;
  /** Resolves once every sentence that was asked to stop has ended. */
  #silent: Promise<unknown> = Promise.resolve();
  /** The languages without a voice that were reported. */
  readonly #missing = new Set<SpokenLanguage>();

  /** Begins at what is in sight, pauses, or continues. */
  async toggle(panels: HTMLElement | undefined): Promise<void> {
    if (this.state === "speaking") return this.pause();
    if (this.state === "paused") return this.#run();
    if (panels) await this.#start(panels);
  }

  async pause(): Promise<void> {
    // At once, so that the same key pressed again before the speech is silent continues with it.
    this.state = "paused";
    await this.#silence();
  }

  /** Goes to the sentence before or after. */
  async step(by: 1 | -1): Promise<void> {
    if (this.state === "off") return;
    this.#at = Math.min(Math.max(this.#at + by, 0), this.#sentences.length - 1);
    if (this.state === "speaking") await this.#run();
    else this.#mark();
  }

  /** Ends it; whether there was something to end. */
  stop(): boolean {
    if (this.state === "off") return false;
    this.state = "off";
    void this.#silence();
    this.#sentences = [];
    unmarkSpoken();
    return true;
  }

  async #start(panels: HTMLElement): Promise<void> {
    const turn = ++this.#turn;
    try {
      this.#speaker = await findSpeaker();
      if (turn !== this.#turn) return;
      if (!this.#speaker) return void toasts.show(h().aloud.none);
      const blocks = blocksToSpeak(panels);
      const sentences = await homeApi.spokenSentences(blocks.map(({ text }) => text));
      if (turn !== this.#turn) return;
      this.#sentences = blocks.flatMap((block, i) => (sentences[i] ?? []).map((sentence) => ({ block, sentence })));
    } catch (thrown) {
      return void toasts.fail(thrown);
    }
    const top = panels.closest(".pane")?.getBoundingClientRect().top ?? 0;
    const first = this.#sentences.findIndex(({ block }) => block.element.getBoundingClientRect().bottom >= top);
    if (first < 0) return void toasts.show(h().aloud.nothing);
    this.#at = first;
    await this.#run();
  }

  /** Ends what is being read; false when something else was begun or ended meanwhile. */
  async #silence(): Promise<boolean> {
    const turn = ++this.#turn;
    const speaking = this.#speaking;
    if (speaking) {
      this.#speaking = null;
      // What can't be stopped has ended.
      this.#silent = Promise.allSettled([this.#speaker?.stop(), speaking]);
    }
    await this.#silent;
    return turn === this.#turn;
  }

  /** Marks the sentence; null where there is none, or its text is gone. */
  #mark() {
    const at = this.#sentences[this.#at];
    const range = at && rangeOf(at.block, at.sentence);
    if (!range) return null;
    markSpoken(range);
    return at;
  }

  async #run(): Promise<void> {
    this.state = "speaking";
    if (!(await this.#silence())) return;
    const turn = this.#turn;
    while (turn === this.#turn) {
      const at = this.#mark();
      const speaker = this.#speaker;
      if (!at || !speaker) return void this.stop();
      const { language } = at.sentence;
      if (!speaker.voices[language] && !this.#missing.has(language)) {
        this.#missing.add(language);
        toasts.show(h().aloud.noVoice[language]);
      }
      try {
        const speaking = speaker.speak(spokenText(at.block, at.sentence), language);
        this.#speaking = speaking;
        const ended = await speaking;
        if (turn !== this.#turn) return;
        this.#speaking = null;
        // Another program may have silenced it.
        if (!ended) return void (this.state = "paused");
      } catch (thrown) {
        if (turn !== this.#turn) return;
        this.#speaking = null;
        this.stop();
        return void toasts.fail(thrown);
      }
      this.#at++;
    }
  }
}

/** The paper that is read aloud. */
export const aloud = new ReadingAloud();
