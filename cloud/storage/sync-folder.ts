import { closeSync, fsyncSync, openSync } from "node:fs";

/** Makes the names of a folder's new and renamed files survive a power loss, where the system can flush a folder. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const fd = openSync(path, "r");
  try {
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}
