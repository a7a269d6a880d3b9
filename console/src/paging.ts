import { callAws, callRest, type JsonService } from "./aws";

/** All pages of a listing. @param next gives the input of the page after a page, and of the first page */
export async function readPages<Page>(
  service: JsonService,
  operation: string,
  next: (page: Page | undefined) => object | undefined,
): Promise<Page[]> {
  const found: Page[] = [];
  for (let input = next(undefined); input !== undefined;) {
    const page: Page = await callAws<Page>(service, operation, input);
    found.push(page);
    input = next(page);
  }
  return found;
}

/** Returns the inputs of a listing with a NextToken. @param input the members that every page's input has */
export const createTokenInput =
  (input: object) =>
  (page: { readonly NextToken?: string } | undefined): object | undefined =>
    page === undefined ? input : page.NextToken === undefined ? undefined : { ...input, NextToken: page.NextToken };

/** All pages of a listing of Lambda, whose pages have markers. @param path the path, possibly with a query */
export async function readMarkedPages<Page extends { readonly NextMarker?: string | null }>(
  path: string,
): Promise<Page[]> {
  const found: Page[] = [];
  for (let marker: string | null | undefined = ""; typeof marker === "string";) {
    const query: string = marker === "" ? "" : `${path.includes("?") ? "&" : "?"}Marker=${encodeURIComponent(marker)}`;
    const page: Page = await callRest<Page>("lambda", `GET ${path}${query}`);
    found.push(page);
    marker = page.NextMarker;
  }
  return found;
}
