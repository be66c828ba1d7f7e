/** Copying from the page: a formula is copied once, as its LaTeX. */

const FORMULAS = "[data-math-style], .title-math";
const BLOCKS =
  "p, li, ul, ol, tr, table, pre, blockquote, h1, h2, h3, h4, h5, h6, div, section, article, header, dt, dd, hr, figure, figcaption";
const PARAGRAPHS = "p, li, td, th, dt, dd, h1, h2, h3, h4, h5, h6, figcaption";
/** Visible parts that do not belong to the text. */
const SKIPPED = "script, style, [hidden], [aria-hidden='true']";

/**
 * Makes every copy of a selection contain its formulas as LaTeX between dollar signs, and makes a triple click select the whole
 * paragraph even if it contains formulas. Returns a function that stops this.
 */
export function copyFormulasAsLatex(document: Document): () => void {
  const onclick = (event: MouseEvent) => {
    if (event.detail === 3) selectParagraph(document.getSelection(), event.target);
  };
  const oncopy = (event: ClipboardEvent) => {
    if (event.defaultPrevented || isInField(event.target)) return;
    const copied = selectedWithLatex(document.getSelection());
    if (!copied || !event.clipboardData) return;
    event.clipboardData.setData("text/plain", copied.text);
    event.clipboardData.setData("text/html", copied.html);
    event.preventDefault();
  };
  document.addEventListener("copy", oncopy);
  document.addEventListener("click", onclick);
  return () => {
    document.removeEventListener("copy", oncopy);
    document.removeEventListener("click", onclick);
  };
}

/** The engine ends a paragraph at the first formula: in its hidden half, which is for screen readers, a block begins. */
function selectParagraph(selection: Selection | null, target: EventTarget | null): void {
  const paragraph = target instanceof Element ? target.closest(PARAGRAPHS) : null;
  if (!selection || selection.isCollapsed || !paragraph?.querySelector(FORMULAS)) return;
  const range = document.createRange();
  range.selectNodeContents(paragraph);
  const inner = [...paragraph.children].find((child) => child.matches(BLOCKS));
  if (inner && inner !== paragraph.firstElementChild) range.setEndBefore(inner);
  selection.removeAllRanges();
  selection.addRange(range);
}

const isInField = (target: EventTarget | null) =>
  target instanceof Element && target.closest("input, textarea") !== null;

/** The selection as text and as HTML; null when it holds no formula, so that the engine may copy it itself. */
export function selectedWithLatex(selection: Selection | null): { text: string; html: string } | null {
  if (!selection || selection.isCollapsed) return null;
  const box = document.createElement("div");
  let formulas = 0;
  for (let i = 0; i < selection.rangeCount; i++) {
    const range = whole(selection.getRangeAt(i));
    const part = document.createElement("div");
    part.append(range.cloneContents());
    formulas += replaceFormulas(part);
    wrapItems(part, range);
    box.append(part);
  }
  return formulas > 0 ? { text: textOf(box), html: new XMLSerializer().serializeToString(box) } : null;
}

/** A selection that begins or ends within a formula takes all of it. */
function whole(selected: Range): Range {
  const range = selected.cloneRange();
  const [first, last] = [formulaAround(range.startContainer), formulaAround(range.endContainer)];
  if (first) range.setStartBefore(first);
  if (last) range.setEndAfter(last);
  return range;
}

const formulaAround = (node: Node) => (node instanceof Element ? node : node.parentElement)?.closest(FORMULAS) ?? null;

function replaceFormulas(part: Element): number {
  const formulas = [...part.querySelectorAll<HTMLElement>(FORMULAS)];
  for (const formula of formulas) {
    const source = (formula.querySelector("annotation")?.textContent ?? formula.textContent ?? "").trim();
    const display = formula.dataset.mathStyle === "display";
    const latex = document.createElement(display ? "div" : "span");
    latex.textContent = display ? `$$${source}$$` : `$${source}$`;
    formula.replaceWith(latex);
  }
  return formulas.length;
}

/** Items that were selected without their list are given one, so that they keep their numbers. */
function wrapItems(part: Element, range: Range): void {
  if (part.firstElementChild?.tagName !== "LI") return;
  const around = range.commonAncestorContainer;
  const list = (around instanceof Element ? around : around.parentElement)?.closest("ol, ul");
  const made = document.createElement(list?.tagName === "OL" ? "ol" : "ul");
  const first = list ? [...list.children].findIndex((item) => range.intersectsNode(item)) : 0;
  if (made.tagName === "OL")
    made.setAttribute("start", String(Number(list?.getAttribute("start") ?? 1) + Math.max(first, 0)));
  made.append(...part.childNodes);
  part.append(made);
}

/** The text of a fragment as it is seen: blocks on lines of their own, items after their marks, cells separated by tabs. */
function textOf(root: Element): string {
  let out = "";
  const line = () => {
    out = out.replace(/[ \t]+$/, "");
    if (out !== "" && !out.endsWith("\n")) out += "\n";
  };
  const walk = (element: Element, depth: number) => {
    let number = element.tagName === "OL" ? Number(element.getAttribute("start") ?? 1) : null;
    for (const child of element.childNodes) {
      if (child instanceof Text) {
        const text = element.closest("pre") ? child.data : child.data.replace(/\s+/g, " ");
        out += /(^|\s)$/.test(out) && !element.closest("pre") ? text.trimStart() : text;
      } else if (child instanceof Element && !child.matches(SKIPPED)) {
        if (child.tagName === "BR") {
          out += "\n";
          continue;
        }
        const block = child.matches(BLOCKS);
        if (block) line();
        if (child.tagName === "LI")
          out += "  ".repeat(Math.max(depth - 1, 0)) + (number === null ? "• " : `${number++}. `);
        if (/^T[DH]$/.test(child.tagName) && child.previousElementSibling) out = `${out.replace(/ +$/, "")}\t`;
        walk(child, depth + (/^[OU]L$/.test(child.tagName) ? 1 : 0));
        if (block) line();
      }
    }
  };
  walk(root, 0);
  return out.trim();
}
