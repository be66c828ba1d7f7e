/**
 * Small things kept in the window's own storage: what makes a start faster, and text that is not saved yet. All of it may
 * be missing, and a storage that is full or closed is no error: the library has what counts.
 */

/** The stored text with a name, or null. */
export function recall(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Stores a text under a name. */
export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // See above.
  }
}

/** Removes the stored text with a name. */
export function forget(name: string): void {
  try {
    localStorage.removeItem(name);
  } catch {
    // See above.
  }
}
