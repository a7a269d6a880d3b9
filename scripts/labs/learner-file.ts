import { NonFileError, readUntrustedFile } from "../../foundation/untrusted-folder";
import { Failure } from "./command";

/** More bytes than any notebook with its outputs has. */
const MAX_BYTES = 512 * 1024 * 1024;

/**
 * A learner's file as it is now; undefined if it is missing. A person who has unpacked another's submission has foreign files in the
 * project: so the target of a link is not packed, copied or overwritten.
 *
 * @param path in the project, with `/` between folders
 * @throws Failure if the path is a link or no regular file
 */
export function readLearnerFile(root: string, path: string): string | undefined {
  try {
    return readUntrustedFile(root, path.split("/"), MAX_BYTES)?.toString("utf8");
  } catch (error) {
    if (!(error instanceof NonFileError)) throw error;
    throw new Failure(`${path} is a link, or not a regular file. Replace it with the file itself, then try again.`, {
      cause: error,
    });
  }
}
