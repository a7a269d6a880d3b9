import { toPlainText } from "../core/plain-text";
import { LARGEST_FILE_BYTES, SubmissionProblem, type FoundFile } from "./submission";

/**
 * Reads a file's bytes as text: UTF-8, or what its byte order mark says.
 *
 * @throws SubmissionProblem (unreadable) if the bytes are no text in that encoding
 */
export function decodeText(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder(detectEncoding(bytes), { fatal: true }).decode(bytes);
  } catch (cause) {
    throw Object.assign(new SubmissionProblem("unreadable", `${path} is not a text file.`), { cause });
  }
}

function detectEncoding([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  return "utf-8";
}

/** The text of a file; undefined without one. @throws SubmissionProblem as `decodeText` and `readContent` */
export async function readText(file: FoundFile | undefined): Promise<string | undefined> {
  return file && decodeText(await readContent(file), toPlainText(file.path));
}

/** The bytes of a file. @throws SubmissionProblem (rejected) if it is larger than any honest one */
export function readContent(file: FoundFile): Promise<Uint8Array> {
  if (file.bytes > LARGEST_FILE_BYTES)
    throw new SubmissionProblem("rejected", `${toPlainText(file.path)} is larger than 128 MiB.`);
  return file.read();
}
