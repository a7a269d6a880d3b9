import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** Files of a site with this ending: paths in the site's folder, with forward slashes. */
const listFiles = (site: string, ending: string): string[] =>
  readdirSync(site, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => path.split(sep).join("/"))
    .sort();

export const listPages = (site: string): string[] => listFiles(site, ".html");

/** The style sheets of a site. */
export const listStyles = (site: string): string[] => listFiles(site, ".css");

/** Values of the attributes that link to or load resources, with `&amp;` decoded to `&`. */
const listValues = (html: string, elements: string, attributes: string): string[] =>
  [...html.matchAll(new RegExp(`<(?:${elements})\\b[^>]*?\\s(?:${attributes})="([^"]*)"`, "g"))].map(([, value = ""]) =>
    value.replaceAll("&amp;", "&"),
  );

/**
 * Addresses outside the site that a page or style sheet loads resources from: scripts, styles, pictures, fonts,
 * frames.
 */
export function findForeign(html: string): string[] {
  const loaded = listValues(html, "script|link|img|iframe|source|video|audio|object|embed", "src|href|data|poster");
  const styled = [...html.matchAll(/(?:@import|url\()\s*["']?([^"')\s]+)/g)].map(([, value = ""]) => value);
  return [...loaded, ...styled].filter((address) => /^(https?:)?\/\//.test(address));
}

/** `page → link` for each link within the site whose file, or whose anchor on the page, does not exist. */
export function findBrokenLinks(site: string): string[] {
  const texts = new Map(listPages(site).map((page) => [page, readFileSync(join(site, page), "utf8")]));
  const broken: string[] = [];
  for (const [page, html] of texts) {
    for (const link of new Set(listValues(html, "a|img|script|link", "href|src"))) {
      if (/^([a-z]+:|\/\/)/.test(link)) continue;
      const [path = "", anchor = ""] = link.split("#");
      const file = path === "" ? join(site, page) : join(site, dirname(page), decodeURI(path.replace(/\?.*$/, "")));
      const other = texts.get(relative(site, file).split(sep).join("/"));
      const hasPlace = anchor === "" || other?.includes(` id="${decodeURIComponent(anchor)}"`) === true;
      if (!existsSync(file) || !hasPlace) broken.push(`${page} → ${link}`);
    }
  }
  return broken;
}
