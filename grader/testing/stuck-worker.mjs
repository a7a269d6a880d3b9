/**
 * A worker that is stuck in runs of a submission, as far as it is not told that earlier workers were: the submission's name tells in which.
 * Each leaves a folder, as a worker that is killed does.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

mkdtempSync(join(tmpdir(), `labs-grading-${process.pid}-${process.env["LABS_TEST_TOKEN"] ?? ""}-`));
process.on(
  "message",
  (
    /** @type {{ open?: unknown, grade?: { submission: { id: string }, watch?: { stuck: string[] } }, n?: number }} */ message,
  ) => {
    if (message.open) process.send?.({ opened: { version: "test", max: 4 } });
    if (!message.grade) return;
    const { submission, watch } = message.grade;
    const stuck = watch?.stuck ?? [];
    const runs = { stuck: ["together", "alone"], "always stuck": [`run ${stuck.length}`] }[submission.id] ?? [];
    const running = runs.find((one) => !stuck.includes(one));
    const [status, score] = runs.length > 0 ? ["timeout", 3] : ["graded", 4];
    const result = { id: submission.id, status, score, max: 4, seconds: 0, exercises: [], notes: [stuck.join()] };
    process.send?.({ read: true });
    process.send?.({ running: "another" });
    process.send?.({ ran: "another" });
    if (running === undefined) process.send?.({ graded: { result, content: "", prints: [] }, n: message.n });
    else
      process.send?.({ running }, undefined, undefined, () => {
        for (;;);
      });
  },
);
process.on("disconnect", () => process.exit());
