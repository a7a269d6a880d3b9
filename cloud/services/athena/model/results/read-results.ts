import { open } from "node:fs/promises";
import { splitBucketAndKey } from "../../../s3/model/bucket";
import type { S3ForServices } from "../../../s3/model/ports";
import { createCannotReadFault } from "../faults";
import { readCsvRow } from "./result-files";

interface ResultPage {
  readonly rows: readonly (readonly (string | null)[])[];
  /** The offset of the next page, in bytes of the file. */
  readonly next: number;
}

const CHUNK_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/**
 * Reads a page of a result file in S3, from the end of the page before.
 *
 * @param requested `kind` is `StoredExecution.resultFile`; each line of a text file is one value
 * @returns      undefined if the file no longer exists
 * @throws AwsFault InvalidRequestException if the bucket's policy forbids reading it
 */
export async function readResults(
  objects: Pick<S3ForServices, "listFilesUnder" | "hasBucket" | "canRead">,
  requested: { readonly path: string; readonly kind: "csv" | "text"; readonly from: number; readonly max: number },
): Promise<ResultPage | undefined> {
  const { bucket, key } = splitBucketAndKey(requested.path);
  if (!objects.hasBucket(bucket)) return undefined;
  if (!objects.canRead(bucket, key)) throw createCannotReadFault(requested.path);
  const held = objects.listFilesUnder(bucket, key);
  try {
    const file = held.files.find((file) => file.key === key);
    return file === undefined ? undefined : await readPage(file.path, requested);
  } finally {
    held.release();
  }
}

async function readPage(
  path: string,
  { kind, from, max }: { readonly kind: "csv" | "text"; readonly from: number; readonly max: number },
): Promise<ResultPage> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const rows: (readonly (string | null)[])[] = [];
    let bytes = Buffer.alloc(0);
    let [start, at] = [from, 0];
    while (rows.length < max && start + at < size) {
      const found = kind === "csv" ? readCsvRow(bytes, at) : readLine(bytes, at, start + bytes.length >= size);
      if (found !== undefined) {
        rows.push(found.row);
        at = found.next;
        continue;
      }
      const more = Buffer.alloc(Math.min(CHUNK_BYTES, size - start - bytes.length));
      // A file that ends within a row is none of Athena's: somebody has overwritten the object.
      if (more.length === 0) break;
      await file.read(more, 0, more.length, start + bytes.length);
      bytes = Buffer.concat([bytes.subarray(at), more]);
      [start, at] = [start + at, 0];
    }
    return { rows, next: start + at };
  } finally {
    await file.close();
  }
}

/** Reads a line of a text file. Lines are separated by LF; the last one ends with the file (ATH-015). */
function readLine(
  bytes: Buffer,
  from: number,
  isLastPiece: boolean,
): { readonly row: readonly string[]; readonly next: number } | undefined {
  const end = bytes.indexOf(NEWLINE, from);
  if (end >= 0) return { row: [bytes.toString("utf8", from, end)], next: end + 1 };
  return isLastPiece && from < bytes.length ? { row: [bytes.toString("utf8", from)], next: bytes.length } : undefined;
}
