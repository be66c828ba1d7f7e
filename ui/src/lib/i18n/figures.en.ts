import type { ImageProblem } from "../bindings/wire";

const megabytes = (kilobytes: number) =>
  (kilobytes / 1024).toLocaleString("en", { maximumFractionDigits: kilobytes < 10_240 ? 1 : 0 });

/** The English words of figures. */
export const figuresEn = {
  unnamed: "Figure",
  problems: {
    waiting: "This figure has not been fetched yet.",
    not_found: "arXiv does not have this figure.",
    not_fetched: "This figure could not be fetched. Paperboy will try again when you next open the paper.",
    not_an_image: "This figure could not be read: it is not in an image format that Paperboy reads.",
    damaged: "This figure could not be read: the file is damaged.",
    blank: "This figure is blank.",
    too_large: "This figure could not be read: it is too large.",
    too_complex: "This figure could not be read: the drawing has too many parts.",
    too_slow: "This figure could not be read: it takes too long to draw.",
    removed: "This figure was removed to save space. Paperboy will fetch it again when you next open the paper.",
    interrupted: "This figure could not be read: Paperboy ended unexpectedly while it was being read.",
  } satisfies Record<ImageProblem, string>,
  licence: (name: string) => `Licence of the paper: ${name}`,
  enlarge: "Enlarge",
  viewer: (at: number, total: number) => `Image ${at} of ${total}`,
  previous: "Previous image",
  next: "Next image",
  larger: "Larger",
  smaller: "Smaller",
  fit: "Fit to window",
  copy: "Copy image",
  copied: "Image copied",
  save: "Save image…",
  saved: (path: string) => `Image saved: ${path}`,
  putOnCard: "Show on card",
  onCard: "Shown on card",
  nowOnCard: "The card now shows this figure",
  layout: "Layout of the list",
  layouts: { figures: "With figures", compact: "Compact", titles: "Titles only" },
  title: "Figures",
  hint: "Figures are fetched from arXiv, one every three seconds, once everything else has been fetched. They are stored on this computer and shown offline.",
  which: "Fetch figures",
  choices: { all: "On each paper’s card", kept: "Starred, Read later and opened", none: "None" },
  whichHint: {
    all: "The figure on each paper’s card is fetched, and all figures of papers that you star, add to Read later or open.",
    kept: "All figures of papers that you star, add to Read later or open are fetched.",
    none: "No figures are fetched. Those that are on this computer are still shown.",
  },
  space: "Space for figures (MB)",
  spaceHint:
    "The figures fetched first are removed first; those of starred papers and of papers in Read later are removed last.",
  spaceWrong: "Enter a number from 10 to 1,000,000.",
  used: (kilobytes: number) => `Figures take ${megabytes(kilobytes)} MB.`,
  remove: "Delete all figures",
  removed: "All figures were deleted. Papers, texts and notes are unchanged.",
};
