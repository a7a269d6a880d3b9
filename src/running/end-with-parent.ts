// Loaded before a script that a notebook starts in the background. The notebook's kernel holds the other end of the
// script's standard input; when the kernel ends, for whatever reason, the input is closed, and the script ends as after
// Ctrl-C.
process.stdin.resume().once("end", () => {
  if (!process.emit("SIGINT")) process.exit(130);
});
process.stdin.unref();
