import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { LONG } from "../../cloud/testing/skip";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
/** A phone, a tablet and a laptop, in pixels. */
const WIDTHS = [390, 768, 1280] as const;

/**
 * The rules of axe that a page breaks, each with the first element that breaks it. The page's content security policy
 * allows no script from outside, so axe is run through the browser's debugger.
 *
 * @param within the parts to look at, as CSS selectors
 */
export async function findAxeFaults(
  page: Page,
  within: { readonly include: string; readonly exclude?: string } = { include: "html" },
): Promise<string[]> {
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = await page.evaluate<{
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
  }>(`axe.run(${JSON.stringify(within)}, { resultTypes: ["violations"] })`);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

/**
 * The same at each width; also whether the page is wider than its window. With `LONG_TESTS=1` in light and dark colors
 * at each, otherwise in both by turns.
 */
export async function findFaultsAtAllWidths(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const [n, width] of WIDTHS.entries()) {
    const schemes = LONG ? (["light", "dark"] as const) : ([n % 2 === 0 ? "light" : "dark"] as const);
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const isTooWide = await page.evaluate<boolean>(`document.documentElement.scrollWidth > ${width}`);
      const found = [...(await findAxeFaults(page)), ...(isTooWide ? ["wider than its window"] : [])];
      faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
    }
  }
  return faults;
}
