import { keepingApi } from "../api.keeping";
import { k } from "../i18n/keeping";
import { t } from "../i18n/words.svelte";
import { longDate } from "../dates";
import { fetching } from "./fetching.svelte";
import { router } from "./router.svelte";
import { toasts } from "./toasts.svelte";

/** Takes a pasted or typed text: papers that it names are added, and anything else that can be imported is imported. Returns whether anything was added or imported. */
export async function takeText(text: string): Promise<boolean> {
  try {
    const pasted = await keepingApi.paste(k().add.pasted(longDate(fetching.today, t().locale)), text);
    if (pasted.kind === "nothing") {
      toasts.show(k().add.nothing);
      return false;
    }
    if (pasted.kind !== "papers") return true;
    const { known, adding } = pasted;
    if (adding > 0) toasts.show(k().add.adding(adding));
    else if (known.length > 1) toasts.show(k().add.known(known.length));
    else if (known[0]) {
      toasts.show(k().add.known(1));
      router.go({ name: "paper", id: known[0], from: null });
    }
    return true;
  } catch (thrown) {
    toasts.fail(thrown);
    return false;
  }
}

/** Adds papers by their ids. */
export async function addPapers(ids: string[]): Promise<void> {
  try {
    await keepingApi.addPapers(ids);
    toasts.show(k().add.adding(ids.length));
  } catch (thrown) {
    toasts.fail(thrown);
  }
}
