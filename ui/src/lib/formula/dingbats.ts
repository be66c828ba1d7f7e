/** The dingbats whose place in Unicode is not that of their block. */
const ELSEWHERE: Record<number, number> = {
  37: 0x260e,
  42: 0x261b,
  43: 0x261e,
  72: 0x2605,
  108: 0x25cf,
  110: 0x25a0,
  115: 0x25b2,
  116: 0x25bc,
  117: 0x25c6,
  119: 0x25d7,
  168: 0x2663,
  169: 0x2666,
  170: 0x2665,
  171: 0x2660,
  213: 0x2192,
  214: 0x2194,
  215: 0x2195,
};

/** The codes of the font Zapf Dingbats that follow each other in Unicode: from, to, and where the first one is. */
const RANGES: readonly (readonly [number, number, number])[] = [
  [33, 126, 0x2701],
  [161, 167, 0x2761],
  [172, 181, 0x2460],
  [182, 212, 0x2776],
  [216, 239, 0x2798],
  [241, 254, 0x27b1],
];

/** The sign that `\ding` of pifont has at a code; null where it has none. */
export function dingbat(code: number): string | null {
  const elsewhere = ELSEWHERE[code];
  if (elsewhere !== undefined) return String.fromCodePoint(elsewhere);
  const range = RANGES.find(([from, to]) => code >= from && code <= to);
  return range ? String.fromCodePoint(range[2] + code - range[0]) : null;
}
