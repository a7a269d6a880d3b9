/**
 * The program of which Node makes a startup snapshot: the trusted compiler, with TypeScript, the types that a lab's cells import, and the
 * lab's own cells as they were compiled. A process that starts from the snapshot goes on with all of it in memory.
 */
import { startupSnapshot } from "node:v8";
import { forgoDocs } from "../../kernel/cells";
import { NO_ANSWERS } from "../merge/answers";
import { serve } from "./serve";
import { compilerOf } from "./trusted-compiler";

/** As `sandbox.root` has it where submissions are confined: what is compiled does not depend on it. */
const INSIDE = "/lab";

const [root = ".", lab = "", labRoot = root] = process.argv.slice(2);
forgoDocs();
const askCompiler = compilerOf(root);

async function warmUp(): Promise<void> {
  const { skeleton } = await askCompiler({ do: "read", lab, labRoot });
  if (!skeleton) throw new Error(`The compiler could not read ${lab}.`);
  await askCompiler({ do: "know", key: lab, skeleton });
  await askCompiler({ do: "cells", key: lab, answers: NO_ANSWERS, take: new Set(), inside: INSIDE });
  globalThis.gc?.();
}

warmUp().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

startupSnapshot.setDeserializeMainFunction(() => {
  // A snapshot is made without it; stacks of our faults are told.
  Error.stackTraceLimit = 10;
  serve(askCompiler, Number(process.argv[3]));
});
