/** Reads LaTeX piece by piece: commands, groups in braces, options in brackets. */
export class Latex {
  at = 0;
  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length;
  }

  /** The next piece: a command with its name, an escaped character, or one character. */
  next(): string {
    const name = /\\(?:[a-zA-Z@]+|[\s\S]|$)/y;
    name.lastIndex = this.at;
    const piece = name.exec(this.text)?.[0] ?? String.fromCodePoint(this.text.codePointAt(this.at) ?? 0x20);
    this.at += piece.length;
    return piece;
  }

  skipSpaces(): void {
    while (/\s/.test(this.text[this.at] ?? "")) this.at++;
  }

  /** Skips `text` if it comes next. Returns whether it did. */
  skip(text: string): boolean {
    if (!this.text.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  /** Skips and returns what the pattern matches here; null if it does not match. The flags of the pattern are ignored. */
  match(pattern: RegExp): string | null {
    const sticky = new RegExp(pattern.source, "y");
    sticky.lastIndex = this.at;
    const matched = sticky.exec(this.text)?.[0];
    if (matched === undefined) return null;
    this.at += matched.length;
    return matched;
  }

  /** The inside of a group; null when none comes next. A group that is not closed reaches to the end. */
  group(): string | null {
    return this.between("{", "}");
  }

  /** The inside of an option in brackets. */
  option(): string | null {
    return this.between("[", "]");
  }

  /** An argument: a group, or the next piece. */
  argument(): string {
    const group = this.group();
    if (group !== null) return group;
    this.skipSpaces();
    return this.done || this.text[this.at] === "}" ? "" : this.next();
  }

  /** The text between two characters, if the first comes next; the braces in it are balanced. Else null, and nothing is read. */
  between(open: string, close: string): string | null {
    const start = this.at;
    this.skipSpaces();
    if (!this.skip(open)) {
      this.at = start;
      return null;
    }
    const from = this.at;
    let [depth, braces] = [1, 0];
    while (!this.done) {
      const piece = this.next();
      if (open !== "{" && piece === "{") braces++;
      else if (open !== "{" && piece === "}") {
        // The enclosing group ends: the opening character is never closed.
        if (braces === 0) break;
        braces--;
      } else if (braces === 0 && piece === open && open !== close) depth++;
      else if (braces === 0 && piece === close && --depth === 0) return this.text.slice(from, this.at - close.length);
    }
    if (open === "{") return this.text.slice(from);
    this.at = start;
    return null;
  }
}
