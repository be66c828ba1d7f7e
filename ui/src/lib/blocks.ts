/**
 * The blocks of a piece of safe HTML, each as HTML again: of a text that grows at its end, all but the last stay what they were,
 * so that code that shows them one by one leaves alone what is being read.
 */
export function blocksOf(html: string): string[] {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const write = new XMLSerializer();
  return [...body.childNodes]
    .filter((node) => node.nodeType === Node.ELEMENT_NODE || node.textContent?.trim())
    .map((node) => write.serializeToString(node));
}

/** The last heading of a piece of safe HTML, as text; empty where there is none. */
export function lastHeading(html: string): string {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  const heads = body.querySelectorAll("h1, h2, h3, h4, h5, h6");
  return (heads[heads.length - 1]?.textContent ?? "").trim();
}
