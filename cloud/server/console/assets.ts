import { readFile } from "node:fs/promises";
import type { HttpReply } from "../../core/http";
import { isMissing } from "../../storage/if-present";
import { createJsonReply } from "../cloud-endpoints";

/**
 * The folder with the built console (`cloud/build.mjs`): beside the bundle, or, when the sources run, in the package's
 * `dist/`.
 */
const FOLDER = new URL(import.meta.url.includes("/dist/") ? "./console/" : "../../dist/console/", import.meta.url);
/** Names without a slash or a leading dot: only files of that folder. */
const NAME = /^[\w-]+\.(html|js|css)$/;
const TYPES: Readonly<Record<string, string>> = { html: "text/html", js: "text/javascript", css: "text/css" };

/**
 * Scripts and styles are loaded only from this origin, no script can write text into the page as markup (Trusted Types
 * refuse that, except for the code that reads XML), and only pages of the same origin, such as JupyterLab's, may show
 * the console in a frame.
 */
const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  "trusted-types xml",
].join("; ");

/** A file of the console's page, read at each request. The empty name is the page itself. */
export async function readAsset(name: string): Promise<HttpReply> {
  const [file, ending = ""] = NAME.exec(name === "" ? "index.html" : name) ?? [];
  if (file === undefined) return createNotFoundReply(name);
  let body: Buffer;
  try {
    body = await readFile(new URL(file, FOLDER));
  } catch (error) {
    if (!isMissing(error)) throw error;
    return createNotFoundReply(name);
  }
  return {
    status: 200,
    headers: {
      "content-type": `${TYPES[ending] ?? "text/plain"}; charset=utf-8`,
      "content-security-policy": CONSOLE_POLICY,
      "cross-origin-resource-policy": "same-origin",
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-content-type-options": "nosniff",
    },
    body,
  };
}

const createNotFoundReply = (name: string): HttpReply =>
  createJsonReply(404, {
    message:
      name === ""
        ? "The console's page was not built: run `node cloud/build.mjs`. All that the services hold is at /console/tables."
        : `The console has no /console/${name}.`,
  });
