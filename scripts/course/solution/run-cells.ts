// A process of its own for the cells of one solution: they take over its output, and what they leave running ends with it.
import { createCellCompiler, createCellRunner } from "../../../kernel/cells";
import type { CellReply, RunRequest } from "./protocol";

process.once("message", (request: RunRequest) => {
  void run(request).then(() => process.exit(0));
});

async function run({ root, cells }: RunRequest): Promise<void> {
  const compiler = createCellCompiler(root);
  const runner = createCellRunner(root);
  for (const { id, code } of cells) {
    const compiled = compiler.compile(id, code);
    const { ok, error, outputs } = await runner.run(compiled);
    const failure = ok ? {} : { failure: { message: `${error?.name ?? "Error"}: ${error?.message ?? "unknown"}`, line: error?.line } };
    await send({ id, outputs, ...failure });
    if (!ok) return;
  }
}

function send(reply: CellReply): Promise<void> {
  return new Promise((resolve, reject) => {
    process.send?.(reply, undefined, undefined, (error) => { if (error === null) resolve(); else reject(error); });
  });
}
