import table from "./macros.json";

/** Macros that differ only in a part of their names; `*` stands for this part in their definitions. */
interface Family {
  before: string;
  names: string;
  after?: string;
  as: string;
}

/** The macros of packages and authors that KaTeX does not have, from the table beside this file. */
export const MACROS: Readonly<Record<string, string>> = macros();

function macros(): Record<string, string> {
  const all: Record<string, string> = {};
  const families: Family[] = table.families;
  for (const { before, names, after = "", as } of families)
    for (const name of names.split(" ")) all[`\\${before}${name}${after}`] = as.replace("*", name);
  for (const name of table.operators.split(" ")) all[`\\${name}`] = `\\operatorname{${name}}`;
  for (const [name, shown] of Object.entries(table.upright)) all[`\\${name}`] = `\\mathrm{${shown}}`;
  return Object.assign(all, table.macros);
}
