// A process of its own for the cells of one solution: they take over its output, and what they leave running ends with it.
import { fork } from "node:child_process";
import { on } from "node:events";
import { join } from "node:path";
import { createCellRunner } from "../../../kernel/cells";
import type { CompiledCell } from "../../../kernel/cells";
import type { CellReply, RunRequest } from "./protocol";

process.once("message", (request: RunRequest) => {
  void run(request).then(() => process.exit(0));
});

async function run(request: RunRequest): Promise<void> {
  const runner = createCellRunner(request.root);
  let left = request.cells.length;
  for await (const compiled of compiledAhead(request)) {
    const { ok, error, outputs } = await runner.run(compiled);
    const failure = ok
      ? {}
      : { failure: { message: `${error?.name ?? "Error"}: ${error?.message ?? "unknown"}`, line: error?.line } };
    await send({ id: compiled.id, outputs, ...failure });
    left -= 1;
    if (!ok || left === 0) return;
  }
}

/** The cells as they come from the compiler, which does not wait until they have run. */
async function* compiledAhead(request: RunRequest): AsyncGenerator<CompiledCell> {
  const compiler = fork(join(import.meta.dirname, "compile-cells.ts"));
  try {
    const cells = on(compiler, "message", { close: ["exit"] }) as AsyncIterable<[CompiledCell]>;
    compiler.send(request);
    for await (const [cell] of cells) yield cell;
  } finally {
    compiler.kill();
  }
}

function send(reply: CellReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
}
