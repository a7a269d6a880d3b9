import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Json } from "../jupyter/message";
import { listPublished, type PendingRequest, type KernelClient, type RunOptions } from "./kernel-client";
import { startKernelProcess, type KernelProcess } from "./kernel-process";
import { createTemporaryProject, type TemporaryProject } from "./temporary-project";

interface TestKernel {
  readonly client: KernelClient;
  readonly kernel: KernelProcess;
  readonly project: TemporaryProject;
  /** Runs a cell to its end. */
  run(code: string, options?: RunOptions): Promise<FinishedRequest>;
}

/** A cell that has run: the reply, and the broadcasts. */
export interface FinishedRequest extends PendingRequest {
  readonly content: Json;
  readonly errors: Json[];
}

interface StartedKernel {
  readonly kernel: KernelProcess;
  readonly project: TemporaryProject;
}

/** The kernel that suites share: a start takes two seconds of processor time. */
let shared: Promise<StartedKernel> | undefined;
// A hook of the root suite, since this file is loaded before any suite begins.
after(async () => stop(await shared?.catch(() => undefined)));

/**
 * A kernel for the tests of a `describe`, started in the folder `notebooks` of a project that gets these files.
 *
 * @param whose "own" for a suite whose cells leave work behind; the others share a kernel, as the cells of a long notebook do
 */
export function useKernel(
  files: Readonly<Record<string, string>> = {},
  whose: "own" | "shared" = "shared",
): TestKernel {
  let started: StartedKernel | undefined;

  before(async () => {
    started = await (whose === "own" ? start() : (shared ??= start()));
    for (const [name, text] of Object.entries(files)) started.project.write(name, text);
  });

  after(async () => {
    if (whose === "own") await stop(started);
  });

  return {
    get kernel() {
      return requireStarted(started).kernel;
    },
    get client() {
      return requireStarted(started).kernel.client;
    },
    get project() {
      return requireStarted(started).project;
    },
    run: async (code, options) => waitForEnd(requireStarted(started).kernel.client.run(code, options)),
  };
}

export async function waitForEnd(pendingRequest: PendingRequest): Promise<FinishedRequest> {
  const { content } = await pendingRequest.done;
  return { ...pendingRequest, content, errors: listPublished(pendingRequest, "error") };
}

/** A traceback's text, without colors. */
export function getTraceback(error: Json | undefined): string {
  const lines: unknown = error?.["traceback"];
  // oxlint-disable-next-line no-control-regex -- colors are control characters
  return Array.isArray(lines) ? lines.join("\n").replace(/\u001b\[\d+m/g, "") : "";
}

async function start(): Promise<StartedKernel> {
  const project = createTemporaryProject();
  const folder = path.join(project.root, "notebooks");
  mkdirSync(folder);
  const kernel = await startKernelProcess({ root: project.root, folder });
  await kernel.client.run("1").done;
  return { kernel, project };
}

async function stop(started: StartedKernel | undefined): Promise<void> {
  await started?.kernel.stop();
  started?.project.remove();
}

function requireStarted<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("useKernel: the kernel runs within tests only");
  return value;
}
