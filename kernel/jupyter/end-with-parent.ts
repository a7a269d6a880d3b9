const LOOK_MS = 1000;

/** Ends this process when its parent process is gone: a notebook server that was killed cannot end its kernels. */
export function endWithParent(log: (text: string) => void): void {
  const parent = process.ppid;
  // On Windows the parent's process id stays the same when the parent ends.
  if (process.platform === "win32" || parent <= 1) return;
  setInterval(() => {
    if (process.ppid === parent) return;
    log("the notebook server is gone, ending");
    process.kill(process.pid, "SIGKILL");
  }, LOOK_MS).unref();
}
