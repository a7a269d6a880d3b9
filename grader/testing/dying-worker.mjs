/**
 * A worker that ends over every submission, before or after it has read the submission: the submission's name tells
 * which.
 */
process.on(
  "message",
  (/** @type {{ open?: unknown, grade?: { submission: { id: string } }, n?: number }} */ message) => {
    if (message.open) process.send?.({ opened: { version: "test", max: 4 } });
    if (!message.grade) return;
    const { id } = message.grade.submission;
    const end = () => process.kill(process.pid, "SIGKILL");
    const result = { id, status: "graded", score: 4, max: 4, seconds: 0, exercises: [], notes: [] };
    if (id === "honest") process.send?.({ graded: { result, content: "", prints: [] }, n: message.n });
    else if (id === "read") process.send?.({ read: true }, undefined, undefined, end);
    else end();
  },
);
process.on("disconnect", () => process.exit());
