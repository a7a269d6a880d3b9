import { existsSync, writeFileSync } from "node:fs";

/**
 * A worker that finishes the submission `endless` only after a worker has graded `last`. The file named by
 * LABS_TEST_DONE tells it.
 */
const done = process.env["LABS_TEST_DONE"] ?? "";
process.on(
  "message",
  (/** @type {{ open?: unknown, grade?: { submission: { id: string } }, n?: number }} */ message) => {
    if (message.open) process.send?.({ opened: { version: "test", max: 4 } });
    if (!message.grade) return;
    const { id } = message.grade.submission;
    const result = { id, status: "graded", score: 4, max: 4, seconds: 0, exercises: [], notes: [] };
    const answer = () => process.send?.({ graded: { result, content: "", prints: [] }, n: message.n });
    if (id === "last") writeFileSync(done, "");
    const look = () => {
      if (id !== "endless" || existsSync(done)) answer();
      else setTimeout(look, 10);
    };
    look();
  },
);
process.on("disconnect", () => process.exit());
