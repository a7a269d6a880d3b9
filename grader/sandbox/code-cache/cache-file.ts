import { closeSync, openSync, readSync } from "node:fs";

/** What a code cache holds, by paths in the project. */
export interface CacheIndex {
  /** Where the bytes for a file begin, after the index, and how many they are. */
  readonly files: ReadonlyMap<string, readonly [number, number]>;
  /** The files that imports lead to, by the file that asks and the text of the import. */
  readonly imports: ReadonlyMap<string, ReadonlyMap<string, string>>;
}

/** A code cache in a file: the length of its index, the index, and the bytes for all files. */
export interface CacheFile extends CacheIndex {
  /** What V8 made of a file; nothing if the file is not in the cache. */
  bytes(file: string): Buffer | undefined;
}

/** The bytes that the length of the index takes. */
const LENGTH = 4;

/** The text of a cache's file. @param codes what V8 made of each file */
export function cacheContents(codes: ReadonlyMap<string, Buffer>, imports: CacheIndex["imports"]): Buffer {
  let at = 0;
  const files = [...codes].map(([file, { length }]) => [file, [(at += length) - length, length]]);
  const index = Buffer.from(JSON.stringify({ files, imports: [...imports].map(([file, to]) => [file, [...to]]) }));
  const length = Buffer.alloc(LENGTH);
  length.writeUInt32LE(index.length);
  return Buffer.concat([length, index, ...codes.values()]);
}

/** Reads a cache's index. @throws the file system's error; SyntaxError if it is no such file */
export function openCache(file: string): CacheFile {
  const length = part(file, 0, LENGTH).readUInt32LE();
  const read = JSON.parse(part(file, LENGTH, length).toString()) as {
    files: [string, [number, number]][];
    imports: [string, [string, string][]][];
  };
  const files: CacheIndex["files"] = new Map(read.files);
  return {
    files,
    imports: new Map(read.imports.map(([from, to]) => [from, new Map(to)])),
    bytes(name) {
      const [from, size] = files.get(name) ?? [];
      return from === undefined || size === undefined ? undefined : part(file, LENGTH + length + from, size);
    },
  };
}

function part(file: string, from: number, length: number): Buffer {
  const open = openSync(file, "r");
  try {
    const bytes = Buffer.alloc(length);
    readSync(open, bytes, 0, length, from);
    return bytes;
  } finally {
    closeSync(open);
  }
}
