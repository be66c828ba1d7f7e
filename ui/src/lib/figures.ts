import type { FigureImage } from "./bindings/wire";

/** The widest image in a text, in CSS pixels: as wide as the text. */
const WIDEST = 720;
/** How wide the text of a page on arXiv is, in the pixels of its images' sizes. */
const PAGE_WIDTH = 598;
/** So many CSS pixels are a `rem` at the text size of 100 per cent: images grow with the text. */
const REM = 16;
const rems = (pixels: number): string => `${pixels / REM}rem`;

/** What figures are put in with: the address of an image, and the words where there is none. */
export interface FigureWords {
  address: (key: string) => string;
  /** Why an image is not shown. */
  problem: (problem: NonNullable<FigureImage["problem"]>) => string;
  /** An image without a caption. */
  unnamed: string;
  /** What a click on an image does. */
  enlarge: string;
  onopen: (image: number) => void;
  /** The file of an image does not come. */
  onbroken: (image: number) => void;
}

/** How large an image is shown: as its page shows it, and no larger than its pixels allow on a display of double density. */
export function shownSize(
  { width, height }: { width: number; height: number },
  declared: number | null,
): { width: number; height: number } {
  // An image with few pixels is shown pixel for pixel.
  const own = width > WIDEST ? Math.max(Math.round(width / 2), WIDEST / 2) : width;
  const wide = Math.max(1, Math.min(declared ?? own, WIDEST, width));
  return { width: wide, height: Math.max(1, Math.round((wide * height) / Math.max(1, width))) };
}

function removeSize(place: HTMLElement): void {
  place.style.removeProperty("width");
  place.style.removeProperty("aspect-ratio");
}

const declaredSize = (place: HTMLElement): [number, number] | null => {
  const size = [Number(place.dataset.width), Number(place.dataset.height)] as const;
  return size.every((side) => side > 0) ? [...size] : null;
};

/** The caption of a figure; of a table with images, the paragraph that begins with its number. */
function ownCaption(figure: HTMLElement): Element | null {
  const caption = figure.querySelector(":scope > figcaption");
  if (caption) return caption;
  const label = figure.querySelector(":scope > p > strong:first-child");
  return label && !label.previousSibling && /\d/.test(label.textContent ?? "") ? label.parentElement : null;
}

/** The captions of the figures that an image is in, from the outermost on, before their formulas are typeset. */
function captionOf(place: HTMLElement): string {
  const captions: string[] = [];
  for (let figure = place.closest("figure"); figure; figure = figure.parentElement?.closest("figure") ?? null) {
    const text = ownCaption(figure)?.textContent?.replace(/\s+/g, " ").trim();
    if (text) captions.unshift(text);
  }
  return captions.join(" ");
}

/** Has the panels of a figure as wide as on the page, so that as many are side by side. */
function layPanel(place: HTMLElement, declared: [number, number] | null): void {
  const figure = place.parentElement;
  if (!declared || figure?.tagName !== "FIGURE") return;
  const isAlone = figure.querySelectorAll(":scope > [data-image]").length === 1;
  const panel = isAlone ? figure : place;
  if (panel.parentElement?.tagName !== "FIGURE") return;
  panel.dataset.share = "";
  panel.style.setProperty("--share", String(Math.min(1, declared[0] / PAGE_WIDTH)));
}

/** Changes places of images; what is in sight of the pane stays where it is, whatever changes its height above. */
export function withoutJump(pane: HTMLElement | null, places: readonly HTMLElement[], change: () => void): void {
  const top = pane?.getBoundingClientRect().top ?? 0;
  const above = pane ? places.filter((place) => place.getBoundingClientRect().bottom <= top) : [];
  const heights = () => above.reduce((sum, place) => sum + place.getBoundingClientRect().height, 0);
  const before = heights();
  change();
  const grown = heights() - before;
  if (pane && grown !== 0) pane.scrollTop += grown;
}

/**
 * Puts the images of a text in their places, or says why there is none; `null`: nothing is known yet. Each place has its size before
 * its image is there, so that nothing moves when it comes. May be called again when more is known.
 */
export function showFigures(root: HTMLElement, images: readonly FigureImage[] | null, words: FigureWords): void {
  for (const place of root.querySelectorAll<HTMLElement>("[data-image]")) {
    place.dataset.alt ??= captionOf(place);
    // What is in it is no text of the paper.
    place.setAttribute("data-marking-skip", "");
    place.setAttribute("data-find-skip", "");
    const image = images?.[Number(place.dataset.image)];
    const declared = declaredSize(place);
    layPanel(place, declared);
    if (image?.key) put(place, image, image.key, declared, words);
    else reserve(place, declared, image?.problem ?? null, words);
  }
}

function put(
  place: HTMLElement,
  image: FigureImage,
  key: string,
  declared: [number, number] | null,
  words: FigureWords,
): void {
  const address = words.address(key);
  const { width, height } = shownSize(image, declared?.[0] ?? null);
  const old = place.querySelector("img");
  if (old?.getAttribute("src") === address) return;
  const element = document.createElement("img");
  element.width = width;
  element.height = height;
  element.style.width = rems(width);
  element.alt = place.dataset.alt || words.unnamed;
  element.loading = "lazy";
  element.decoding = "async";
  element.addEventListener("error", () => words.onbroken(Number(place.dataset.image)), { once: true });
  element.src = address;
  removeSize(place);
  delete place.dataset.state;
  const button = document.createElement("button");
  button.type = "button";
  button.title = words.enlarge;
  button.addEventListener("click", () => words.onopen(Number(place.dataset.image)));
  button.append(element);
  place.replaceChildren(button);
}

function reserve(
  place: HTMLElement,
  declared: [number, number] | null,
  problem: FigureImage["problem"],
  words: FigureWords,
): void {
  const waits = problem === null || problem === "waiting" || problem === "not_fetched";
  place.dataset.state = waits ? "waiting" : "none";
  place.replaceChildren(problem === null ? "" : words.problem(problem));
  if (waits && declared) {
    const [width, height] = declared;
    place.style.width = rems(Math.min(width, WIDEST));
    place.style.aspectRatio = `${width} / ${height}`;
  } else removeSize(place);
}
