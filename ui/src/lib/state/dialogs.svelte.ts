/** The dialogs of the window that can be opened from anywhere. */
class Dialogs {
  help = $state(false);
  adding = $state(false);
  palette = $state(false);
  keys = $state(false);
  tour = $state(false);
}

/** The dialogs of the window. */
export const dialogs = new Dialogs();
