import { posix } from "node:path";
import { unzipSync } from "fflate";
import { ZipFiles } from "../../../../storage/zip-files";
import { createEmptyZipFault, createNotUnzippedFault, createUnzippedTooLargeFault } from "../faults";

/** The most unpacked bytes of a function's code, layers included. */
export const MAX_UNZIPPED_BYTES = 262_144_000;

/**
 * Opens a deployment package.
 *
 * @returns its files by their paths, `/` between folders
 * @throws AwsFault InvalidParameterValueException if the bytes are no zip, empty, too large, or contain a path that
 * cannot be unpacked
 */
export function unzipPackage(zip: Uint8Array): ReadonlyMap<string, Uint8Array> {
  if (zip.byteLength === 0) throw createEmptyZipFault();
  let bytes = 0;
  const held = new ZipFiles();
  let entries: Readonly<Record<string, Uint8Array>>;
  try {
    entries = unzipSync(zip, {
      // Called for each entry before any is unpacked.
      filter({ name, originalSize }) {
        bytes += originalSize;
        if (bytes > MAX_UNZIPPED_BYTES) throw createUnzippedTooLargeFault(MAX_UNZIPPED_BYTES);
        if (name.endsWith("/")) return false;
        if (!held.hasRoomFor(name)) throw createNotUnzippedFault();
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Error && error.name === "AwsFault") throw error;
    throw createNotUnzippedFault();
  }
  // `a` and `./a` name the same file: the later entry wins.
  const files = new Map(Object.entries(entries).map(([name, content]) => [posix.normalize(name), content]));
  if (files.size === 0) throw createEmptyZipFault();
  return files;
}

/** The names of the files of a package that was unpacked before, and their total size. */
export function listNames(zip: Uint8Array): { readonly names: readonly string[]; readonly bytes: number } {
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
