import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/**
 * The rules of axe that a page breaks. The page's content security policy allows no script from outside, so axe is run
 * through the browser's debugger.
 */
export async function findAxeFaults(page: Page): Promise<string[]> {
  await page.evaluate(await readFile(AXE, "utf8"));
  const { violations } = (await page.evaluate("axe.run()")) as { violations: readonly { readonly id: string }[] };
  return violations.map(({ id }) => id);
}
