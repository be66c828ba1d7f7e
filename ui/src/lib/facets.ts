import type { DomainFacet, Facets } from "./bindings/wire";

const chosenDomains = (domains: readonly DomainFacet[]): number =>
  domains.reduce((sum, domain) => sum + Number(domain.chosen) + chosenDomains(domain.children), 0);

/** How many values are chosen. */
export function chosenIn(facets: Facets): number {
  const flat = [...facets.months, ...facets.sources, ...facets.writers, ...facets.tags, facets.starred, facets.unread];
  return flat.filter((facet) => facet.chosen).length + chosenDomains(facets.domains);
}
