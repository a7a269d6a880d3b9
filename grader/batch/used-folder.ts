/** The folder holds the marks of an earlier run, and they must not be replaced: the options do not say so, or they cannot be read. */
export class UsedFolderError extends Error {
  override readonly name = "UsedFolderError";
}
