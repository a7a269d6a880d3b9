import { unzipSync } from "fflate";
import { emptyZip, notUnzipped, unzippedTooLarge } from "../faults";

/** What a function's code may have unpacked, layers included. */
const MOST_BYTES = 262_144_000;

/**
 * Opens a deployment package.
 *
 * @returns its files by their paths, `/` between folders
 * @throws AwsFault InvalidParameterValueException if it is no zip, empty, too large, or would write outside its folder
 */
export function unzipped(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (zip.byteLength === 0) throw emptyZip();
  let bytes = 0;
  let entries: Readonly<Record<string, Uint8Array>>;
  try {
    entries = unzipSync(zip, {
      // Asked before anything is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MOST_BYTES) throw unzippedTooLarge(MOST_BYTES);
        if (!staysInside(name)) throw notUnzipped();
        return !name.endsWith("/");
      },
    });
  } catch (error) {
    if (error instanceof Error && error.name === "AwsFault") throw error;
    throw notUnzipped();
  }
  const files = new Map(Object.entries(entries));
  if (files.size === 0) throw emptyZip();
  return files;
}

const staysInside = (name: string): boolean =>
  !name.startsWith("/") &&
  !name.includes("\0") &&
  !/^[A-Za-z]:/.test(name) &&
  name.split(/[/\\]/).every((step) => step !== "..");
