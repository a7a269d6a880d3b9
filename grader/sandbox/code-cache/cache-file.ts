import { closeSync, openSync, readSync } from "node:fs";

/** The index of a code cache, by paths in the project. */
interface CacheIndex {
  /** Offset, from the end of the index, and length of the bytes for each file. */
  readonly files: ReadonlyMap<string, readonly [number, number]>;
  /** The file that each import leads to, by the importing file and the text of the import. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A code cache in a file: the length of its index, the index, and the bytes for all files. */
export interface CacheFile extends CacheIndex {
  /** V8's compiled code of a file; undefined if the file is not in the cache. */
  readBytes(file: string): Buffer | undefined;
}

/** Bytes of the index's length. */
const LENGTH = 4;

/** The bytes of a cache's file. @param codes V8's compiled code of each file */
export function createCacheContents(codes: ReadonlyMap<string, Buffer>, imports: CacheIndex["imports"]): Buffer {
  let at = 0;
  const files = [...codes].map(([file, { length }]) => [file, [(at += length) - length, length]]);
  const index = Buffer.from(JSON.stringify({ files, imports: [...imports].map(([file, to]) => [file, [...to]]) }));
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...codes.values()]);
}

/** Reads a cache's index. @throws the file system's error; SyntaxError if it is not a code cache */
export function openCache(file: string): CacheFile {
  const length = readPart(file, 0, LENGTH).readUInt32LE();
  const read = JSON.parse(readPart(file, LENGTH, length).toString()) as {
    files: [string, [number, number]][];
    imports: [string, [string, string][]][];
  };
  const files: CacheIndex["files"] = new Map(read.files);
  return {
    files,
    imports: new Map(read.imports.map(([from, to]) => [from, new Map(to)])),
    readBytes(name) {
      const [from, size] = files.get(name) ?? [];
      return from === undefined || size === undefined ? undefined : readPart(file, LENGTH + length + from, size);
    },
  };
}

function readPart(file: string, from: number, length: number): Buffer {
  const open = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(open, bytes, 0, length, from);
    return bytes;
  } finally {
    closeSync(open);
  }
}
