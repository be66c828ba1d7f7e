import { api, asError } from "../api";
import type { OpenArticle, WireError } from "../bindings/wire";

/** How many articles are kept: the one that is read, and those one goes back to. */
const MAX_CACHED = 4;

const kept = new Map<string, OpenArticle>();

function keep(key: string, article: OpenArticle): void {
  kept.set(key, article);
  for (const old of kept.keys()) if (kept.size > MAX_CACHED) kept.delete(old);
}

/** The article that is read. */
class ArticleReading {
  article = $state.raw<OpenArticle | null>(null);
  error = $state.raw<WireError | null>(null);
  /** Whether the library has no article of the paper. */
  missing = $state(false);
  /** The section of a long article up to which all is shown, since one goes there. */
  reach = $state(0);
  #id = "";
  #key = "";

  /** Opens a paper's article, as it was read from a source: another source brings another text. */
  async open(id: string, source: string | null): Promise<void> {
    const key = `${id} ${source}`;
    if (key === this.#key && !this.error && !this.missing) return;
    this.#id = id;
    this.#key = key;
    this.reach = 0;
    this.error = null;
    this.missing = false;
    this.article = kept.get(key) ?? null;
    if (this.article) return;
    try {
      const article = await api.article(id);
      if (article) keep(key, article);
      if (this.#key !== key) return;
      this.article = article;
      this.missing = article === null;
    } catch (thrown) {
      if (this.#key === key) this.error = asError(thrown);
    }
  }

  /** Loads the text again when the library has another version of it. */
  async renew(): Promise<void> {
    const key = this.#key;
    try {
      const article = await api.article(this.#id);
      if (this.#key !== key || !article || article.stamp === this.article?.stamp) return;
      keep(key, article);
      this.article = article;
    } catch {
      // The version that is shown can be read on.
    }
  }
}

/** What of the article is read. */
export const articleReading = new ArticleReading();
