import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { OptionError } from "../options";

/** The data that a module may need to write ARNs. */
interface AccountAndRegion {
  readonly account: string;
  readonly region: string;
}

/** Resources as given, not checked yet. */
export interface LoadedResources {
  /** For messages: the file, or `resources`. */
  readonly from: string;
  readonly value: unknown;
}

/**
 * Reads resources: a JSON file, a module whose default export is an object or a function that makes one, or the object itself.
 *
 * @param document a path, relative to the working folder, or the value
 * @param target the argument of a module's function
 * @throws OptionError naming the file, if the file cannot be read, isn't JSON, or throws
 */
export async function loadResources(document: unknown, target: AccountAndRegion): Promise<LoadedResources> {
  if (typeof document !== "string") return { from: "resources", value: document };
  return {
    from: document,
    value: await (document.endsWith(".json") ? fromJson(document) : fromModule(document, target)),
  };
}

async function fromJson(file: string): Promise<unknown> {
  const text = await refuseOnError(file, "cannot be read", () => readFile(file, "utf8"));
  return refuseOnError(file, "is not JSON", () => JSON.parse(text));
}

async function fromModule(file: string, target: AccountAndRegion): Promise<unknown> {
  const loaded = await refuseOnError(file, "cannot be loaded", () => import(pathToFileURL(resolve(file)).href));
  const exported: unknown = loaded.default;
  if (exported === undefined) throw new OptionError(`${file} has no default export.`);
  return typeof exported === "function" ? refuseOnError(file, "failed", () => exported(target)) : exported;
}

/** Turns an error of a user's file into an OptionError with one sentence. */
async function refuseOnError<T>(file: string, problem: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new OptionError(`${file} ${problem}`, { cause });
  }
}
