/**
 * A worker that runs of a submission stop, unless they have stopped earlier workers: the submission's name says which runs, and how. Each
 * worker leaves a folder, as one that is killed does.
 */
import { mkdtempSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), `labs-grading-${process.pid}-${process.env["LABS_TEST_TOKEN"] ?? ""}-`));
process.on(
  "message",
  (
    /** @type {{ open?: unknown, grade?: { submission: { id: string }, watch?: { stuck: Record<string, string> } }, n?: number }} */ message,
  ) => {
    if (message.open) process.send?.({ opened: { version: "test", max: 4 } });
    if (!message.grade) return;
    const { submission, watch } = message.grade;
    const stuck = Object.keys(watch?.stuck ?? {});
    const runs =
      {
        stuck: ["together", "alone"],
        "always stuck": [`run ${stuck.length}`],
        full: ["alone"],
        filling: ["alone"],
      }[submission.id] ?? [];
    const running = runs.find((run) => !stuck.includes(run));
    const [status, score] = runs.length > 0 ? ["timeout", 3] : ["graded", 4];
    const result = {
      id: submission.id,
      status,
      score,
      max: 4,
      seconds: 0,
      exercises: [],
      notes: [JSON.stringify(watch?.stuck ?? {})],
    };
    process.send?.({ read: true });
    process.send?.({ running: "another" });
    process.send?.({ ran: "another" });
    if (running === undefined) process.send?.({ graded: { result, content: "", prints: [] }, n: message.n });
    else if (submission.id === "full") {
      process.send?.({ running });
      process.send?.({ full: running }, undefined, undefined, () => process.exit(1));
    } else if (submission.id === "filling") {
      process.send?.({ running });
      writeFileSync(join(folder, "filled"), "");
      truncateSync(join(folder, "filled"), 600 * 1024 * 1024);
    } else
      process.send?.({ running }, undefined, undefined, () => {
        for (;;);
      });
  },
);
process.on("disconnect", () => process.exit());
