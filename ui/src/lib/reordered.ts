/** Whether items that two lists have in common are in another order. Places whose item is not known are left out. */
export function isReordered<T>(was: readonly T[], now: readonly T[], idOf: (item: T) => string | undefined): boolean {
  const rows = new Map<string, number>();
  now.forEach((item, row) => {
    const id = item === undefined ? undefined : idOf(item);
    if (id !== undefined) rows.set(id, row);
  });
  let last = -1;
  for (const item of was) {
    const id = item === undefined ? undefined : idOf(item);
    const row = id === undefined ? undefined : rows.get(id);
    if (row === undefined) continue;
    if (row < last) return true;
    last = row;
  }
  return false;
}
