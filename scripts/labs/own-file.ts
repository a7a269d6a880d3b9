import { NotAFile, readOthersFile } from "../../cloud/others-folder";
import { Failure } from "./command";

/** Larger than any notebook with its outputs. */
const MOST_BYTES = 512 * 1024 * 1024;

/**
 * A learner's file as it is now, or nothing if it is missing. Whoever unpacks what somebody else has handed in has files of others in the
 * project: what a link leads to is not packed, copied or overwritten.
 *
 * @param path in the project, with `/` between folders
 * @throws Failure if it is a link or no regular file
 */
export function ownFile(root: string, path: string): string | undefined {
  try {
    return readOthersFile(root, path.split("/"), MOST_BYTES)?.toString("utf8");
  } catch (error) {
    if (!(error instanceof NotAFile)) throw error;
    throw new Failure(`${path} is a link, or not a regular file. Put the file itself in its place, then try again.`, {
      cause: error,
    });
  }
}
