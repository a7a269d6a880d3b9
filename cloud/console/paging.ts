import { aws, rest, type JsonService } from "./aws";

/** All pages of a listing. @param next the input of the page after this one, and of the first */
export async function pages<Page>(
  service: JsonService,
  operation: string,
  next: (page: Page | undefined) => object | undefined,
): Promise<Page[]> {
  const found: Page[] = [];
  for (let input = next(undefined); input !== undefined;) {
    const page: Page = await aws<Page>(service, operation, input);
    found.push(page);
    input = next(page);
  }
  return found;
}

/** Listings that go on with a NextToken. @param input of every page */
export const tokenOf =
  (input: object) =>
  (page: { readonly NextToken?: string } | undefined): object | undefined =>
    page === undefined ? input : page.NextToken === undefined ? undefined : { ...input, NextToken: page.NextToken };

/** All pages of a listing of a REST service that goes on with a marker: Lambda. @param path with its query, if any */
export async function markedPages<Page extends { readonly NextMarker?: string | null }>(
  service: string,
  path: string,
): Promise<Page[]> {
  const found: Page[] = [];
  for (let marker: string | null | undefined = ""; typeof marker === "string";) {
    const query: string = marker === "" ? "" : `${path.includes("?") ? "&" : "?"}Marker=${encodeURIComponent(marker)}`;
    const page: Page = await rest<Page>(service, `GET ${path}${query}`);
    found.push(page);
    marker = page.NextMarker;
  }
  return found;
}
