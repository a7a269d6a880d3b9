import { format, types } from "node:util";
import type { DisplayBundle } from "./running-cells";

/**
 * A method under this symbol returns a value's MIME bundle, from MIME type to content: the convention of Deno's kernel, so
 * that libraries need no second method for this one. It may be async.
 */
const JUPYTER_DISPLAY = Symbol.for("Jupyter.display");

/** The display of a cell's last expression: always text, and any richer forms that the value offers. */
export async function createResultBundle(value: unknown): Promise<DisplayBundle> {
  const offered = toData((await callDisplayMethod(value)) ?? getMarkup(value));
  // As console.log prints it: a text without quotes, so that its lines stay lines.
  return { data: { "text/plain": format(value), ...offered }, metadata: {} };
}

function callDisplayMethod(value: unknown): unknown {
  if (!isObject(value)) return undefined;
  const method: unknown = Reflect.get(value, JUPYTER_DISPLAY);
  return typeof method === "function" ? Reflect.apply(method, value, []) : undefined;
}

/** The markup of an element of a web page, such as a plot that a library draws with jsdom. */
function getMarkup(value: unknown): Readonly<Record<string, string>> | undefined {
  const markup: unknown = isObject(value) ? Reflect.get(value, "outerHTML") : undefined;
  if (typeof markup !== "string") return undefined;
  return /^\s*<svg[\s>]/i.test(markup) ? { "image/svg+xml": markup } : { "text/html": markup };
}

/** A bundle's data as JSON, with bytes in base64. */
function toData(bundle: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(bundle)) return {};
  const entries = Object.entries(bundle).filter(([, content]) => content !== undefined && content !== null);
  return Object.fromEntries(entries.map(([type, content]) => [type, toContent(content)]));
}

function toContent(content: unknown): unknown {
  if (content instanceof Uint8Array) return Buffer.from(content).toString("base64");
  return typeof content === "string" ? content : JSON.parse(JSON.stringify(content));
}

/** Without proxies: to look for a member of one may run any code. */
function isObject(value: unknown): value is object {
  return ((typeof value === "object" && value !== null) || typeof value === "function") && !types.isProxy(value);
}
