import { existsSync, writeFileSync } from "node:fs";

/**
 * A worker that finishes the submission `endless` only after a worker has graded `last`, and `endless 2` after `last 2`. Files whose names
 * begin with LABS_TEST_DONE tell it. Each result has the worker's process id.
 */
const done = process.env["LABS_TEST_DONE"] ?? "";
process.on(
  "message",
  (/** @type {{ open?: unknown, grade?: { submission: { id: string } }, n?: number }} */ message) => {
    if (message.open) process.send?.({ opened: { version: "test", max: 4 } });
    if (!message.grade) return;
    const { id } = message.grade.submission;
    const result = { id, status: "graded", score: 4, max: 4, seconds: 0, exercises: [], notes: [String(process.pid)] };
    const answer = () => process.send?.({ graded: { result, content: "", prints: [] }, n: message.n });
    const [name, number = ""] = id.split(" ");
    if (name === "last") writeFileSync(done + number, "");
    const look = () => {
      if (name !== "endless" || existsSync(done + number)) answer();
      else setTimeout(look, 10);
    };
    look();
  },
);
process.on("disconnect", () => process.exit());
