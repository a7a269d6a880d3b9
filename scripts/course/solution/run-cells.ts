// The process for the cells of one solution: the cells take over its output, and tasks that they leave running end with
// it.
import { on } from "node:events";
import { createCellRunner, type CellRunner, type CompiledCell } from "../../../kernel/cells";
import type { CellReply, RunRequest } from "./protocol";

void run().then(() => process.exit(0));

async function run(): Promise<void> {
  const details = on(process, "message", { close: ["disconnect"] }) as AsyncIterable<[RunRequest | CompiledCell]>;
  let runner: CellRunner | undefined;
  let left = 0;
  for await (const [message] of details) {
    if ("count" in message) {
      runner = createCellRunner(message.root);
      left = message.count;
    } else if (runner !== undefined) {
      const goesOn = await runCell(runner, message);
      left -= 1;
      if (!goesOn) return;
    }
    if (left === 0) return;
  }
}

/** @returns whether the cell succeeded */
async function runCell(runner: CellRunner, compiled: CompiledCell): Promise<boolean> {
  const { ok, error, outputs } = await runner.run(compiled);
  const failure = ok
    ? {}
    : { failure: { message: `${error?.name ?? "Error"}: ${error?.message ?? "unknown"}`, line: error?.line } };
  await send({ id: compiled.id, outputs, ...failure });
  return ok;
}

function send(reply: CellReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
