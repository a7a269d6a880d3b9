/**
 * A worker that grades nothing: its answer tells what it was sent. The lab's name says how it is opened, and a submission's name what
 * becomes of it.
 */
/** @type {Map<number, (message: object) => void>} */
const waiting = new Map();
/** @type {(question: { n: number, recall?: string, request?: object }) => Promise<object>} */
const ask = (question) =>
  new Promise((resolve) => {
    waiting.set(question.n, resolve);
    process.send?.(question);
  });

process.on(
  "message",
  async (
    /** @type {{ open?: { lab: string }, grade?: { submission: { id: string }, before?: string, only?: string[] }, n: number }} */ message,
  ) => {
    const { open, grade, n } = message;
    if (open?.lab === "refused") process.send?.({ refused: { name: "GraderFault", message: "no lab" } });
    else if (open?.lab.startsWith("refused as "))
      process.send?.({ refused: { name: open.lab.slice("refused as ".length), message: String(process.pid) } });
    else if (open?.lab === "gone") process.exit(3);
    else if (open) process.send?.({ opened: { version: `of ${open.lab}`, max: 4 } });
    else if (grade) {
      const { submission, before, only } = grade;
      if (submission.id === "silent") return;
      /** @type {unknown} */
      let details = submission.id === "started" ? process.execArgv : { before, only };
      if (submission.id === "asks") {
        const recalled = await ask({ recall: "a run", n: 11 });
        process.send?.({ remember: "another", run: { from: recalled } });
        process.send?.({ alive: true });
        details = [recalled, await ask({ request: { do: "read", lab: "a lab" }, n: 12 })];
      }
      const judged = submission.id.startsWith("empty") ? [] : (only ?? []);
      const exercises = judged.map((id) => ({ id, score: 1, max: 2 }));
      const status = submission.id.startsWith("late") ? "timeout" : "graded";
      const result = {
        id: submission.id,
        status,
        score: 4,
        max: 4,
        seconds: 0,
        exercises,
        notes: [JSON.stringify(details)],
      };
      const graded = submission.id.startsWith("same") ? "unchanged" : { result, content: "new", prints: [] };
      process.send?.({ graded, n });
    } else {
      waiting.get(n)?.(message);
    }
  },
);
process.on("disconnect", () => process.exit());
