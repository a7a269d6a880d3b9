// Opens the grader's own folder when it is told to, and ends.
import { scratch } from "../run/scratch";

process.once("message", () => {
  scratch("work");
  process.disconnect();
});
process.send?.("ready");
