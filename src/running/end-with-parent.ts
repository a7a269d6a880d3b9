// Loaded before a script that a notebook starts in the background. The notebook's kernel holds the other end of its standard
// input; when the kernel ends, however it ends, that closes, and the script ends as if somebody had pressed Ctrl-C.
process.stdin.resume().once("end", () => {
  if (!process.emit("SIGINT")) process.exit(130);
});
process.stdin.unref();
