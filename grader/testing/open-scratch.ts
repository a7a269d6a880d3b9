// On a message, makes the grader's temporary folder, and ends.
import { createScratchFolder } from "../sandbox/scratch";

process.once("message", () => {
  createScratchFolder("work");
  process.disconnect();
});
process.send?.("ready");
