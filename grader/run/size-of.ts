import { sizeOfOthersFolder } from "../../cloud/others-folder";

/** Bytes of the kernel's memory that an entry takes, though it may be empty. */
const ENTRY_BYTES = 1024;

/**
 * The bytes of all files in a folder and of their names, as far as they are there while it is looked at; infinite if it is nested more
 * deeply than honest work needs. In one go: to wait for each file takes longer than to look at all.
 */
export const sizeOf = (folder: string): number => sizeOfOthersFolder(folder, ENTRY_BYTES);
