import type { Imported } from "../bindings/wire";

/** The dialogs of the window that can be opened from anywhere. */
class Dialogs {
  help = $state(false);
  adding = $state(false);
  palette = $state(false);
  keys = $state(false);
  tour = $state(false);
  /** The import whose result is shown. */
  imported = $state.raw<Imported | null>(null);
}

/** The dialogs of the window. */
export const dialogs = new Dialogs();
