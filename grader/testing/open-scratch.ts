// On a message, makes the grader's temporary folder, and ends.
import { scratch } from "../run/scratch";

process.once("message", () => {
  scratch("work");
  process.disconnect();
});
process.send?.("ready");
