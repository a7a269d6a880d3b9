import { posix } from "node:path";
import { unzipSync } from "fflate";
import { ZipFiles } from "../../../storage/zip-files";
import { emptyZip, notUnzipped, unzippedTooLarge } from "../faults";

/** What a function's code may have unpacked, layers included. */
export const MOST_UNZIPPED_BYTES = 262_144_000;

/**
 * Opens a deployment package.
 *
 * @returns its files by their paths, `/` between folders
 * @throws AwsFault InvalidParameterValueException if it is no zip, empty, too large, or holds what no folder can
 */
export function unzipped(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (zip.byteLength === 0) throw emptyZip();
  let bytes = 0;
  const held = new ZipFiles();
  let entries: Readonly<Record<string, Uint8Array>>;
  try {
    entries = unzipSync(zip, {
      // Asked before anything is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MOST_UNZIPPED_BYTES) throw unzippedTooLarge(MOST_UNZIPPED_BYTES);
        if (name.endsWith("/")) return false;
        if (!held.hasRoomFor(name)) throw notUnzipped();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Error && error.name === "AwsFault") throw error;
    throw notUnzipped();
  }
  // `a` and `./a` are one file: the later one.
  const files = new Map(Object.entries(entries).map(([name, content]) => [posix.normalize(name), content]));
  if (files.size === 0) throw emptyZip();
  return files;
}

/** The files of a package that was opened before, by their names alone, and how large they are together. */
export function listed(zip: Uint8Array): { readonly names: readonly string[]; readonly bytes: number } {
  const names: string[] = [];
  let bytes = 0;
  unzipSync(zip, {
    filter({ name, originalSize }) {
      names.push(posix.normalize(name));
      bytes += originalSize;
      return false;
    },
  });
  return { names, bytes };
}
