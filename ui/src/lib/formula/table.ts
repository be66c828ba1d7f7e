import table from "./macros.json";

/** The macros of packages and authors that KaTeX does not have, from the table beside this file. */
export const MACROS: Readonly<Record<string, string>> = macros();

function macros(): Record<string, string> {
  const all: Record<string, string> = {};
  for (const { before, names, as } of table.families)
    for (const name of names.split(" ")) all[`\\${before}${name}`] = as.replace("*", name);
  for (const name of table.operators.split(" ")) all[`\\${name}`] = `\\operatorname{${name}}`;
  for (const [name, shown] of Object.entries(table.upright)) all[`\\${name}`] = `\\mathrm{${shown}}`;
  return Object.assign(all, table.macros);
}
