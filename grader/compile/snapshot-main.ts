/**
 * The program that Node creates a startup snapshot of: the trusted compiler, with TypeScript, the types that a lab's cells import, and the
 * lab's own cells as they were compiled. A process that starts from the snapshot has all of them in memory.
 */
import { startupSnapshot } from "node:v8";
import { NO_ANSWERS } from "../merge/answers";
import { serve } from "./serve";
import { createTrustedCompiler } from "./trusted-compiler";

/** The value of `sandbox.root` where submissions are confined. The compiled code does not depend on it. */
const INSIDE = "/lab";

const [root = ".", lab = "", labRoot = root] = process.argv.slice(2);
const askCompiler = createTrustedCompiler(root);

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
  // A process from a snapshot does not have this setting, but faults of the grader are reported with their stacks.
  Error.stackTraceLimit = 10;
  serve(askCompiler, Number(process.argv[3]));
});
