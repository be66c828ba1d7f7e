import type { Prepare } from "./packages";

/** Units by their signs, as in `\GHz`. */
const UNIT_SIGNS = /\\([afpnumcdkMGT]?(?:g|m|s|mol|A|l|L|Hz|N|Pa|V|W|J|eV|F|H|C|K|B|T))(?![a-zA-Z])/g;

/** A power before its unit, `\cubic\kilo\metre`. What is after the power may have a prefix of its own. */
const POWER =
  /(?:\\(square|cubic)(?![a-zA-Z])|\\raiseto\s*\{([^{}]*)\}|^\s*\\tothe\s*\{([^{}]*)\})\s*((?:\\(?:yocto|zepto|atto|femto|pico|nano|micro|milli|centi|deci|deca|deka|hecto|kilo|mega|giga|tera|peta|exa|zetta|yotta)\s*)*(?:\\[a-zA-Z]+|[a-zA-Zµ]+))/g;

/** A unit of siunitx. */
export function unit(value: string, math: Prepare): string {
  const after = value.replace(POWER, (_, word?: string, raised?: string, leading?: string, base = "") => {
    const power = word === "square" ? "2" : word === "cubic" ? "3" : (raised ?? leading ?? "");
    return `${base}^{${power}}`;
  });
  // KaTeX's own `\bar` is an accent.
  const named = after
    .replace(/\\bar(?![a-zA-Z])/g, " bar ")
    .replace(UNIT_SIGNS, (_, sign: string) => ` ${sign.replace(/^u/, "µ")} `);
  return `\\mathrm{${math(named.replace(/(?<!\\)\./g, "\\,").replace(/~/g, "\\,"))}}`;
}
