import { mkdirSync } from "node:fs";
import path from "node:path";
import type { Json } from "../jupyter/message";
import { publishedAs, type PendingRequest, type KernelClient, type RunOptions } from "./kernel-client";
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

/** One kernel for the tests of a `describe`, started in the folder `notebooks` of a project with these files. */
export function useKernel(files: Readonly<Record<string, string>> = {}): TestKernel {
  let kernel: KernelProcess | undefined;
  let project: TemporaryProject | undefined;

  before(async function () {
    this.timeout(60_000);
    project = createTemporaryProject(files);
    const folder = path.join(project.root, "notebooks");
    mkdirSync(folder);
    kernel = await startKernelProcess({ root: project.root, folder });
    await kernel.client.run("1").done;
  });

  after(async () => {
    await kernel?.stop();
    project?.remove();
  });

  return {
    get kernel() {
      return started(kernel);
    },
    get client() {
      return started(kernel).client;
    },
    get project() {
      return started(project);
    },
    run: async (code, options) => ended(started(kernel).client.run(code, options)),
  };
}

export async function ended(asked: PendingRequest): Promise<FinishedRequest> {
  const { content } = await asked.done;
  return { ...asked, content, errors: publishedAs(asked, "error") };
}

/** What a traceback says, without colours. */
export function tracebackOf(error: Json | undefined): string {
  const lines: unknown = error?.["traceback"];
  // oxlint-disable-next-line no-control-regex -- colours are control characters
  return Array.isArray(lines) ? lines.join("\n").replace(/\u001b\[\d+m/g, "") : "";
}

function started<T>(value: T | undefined): T {
  if (value === undefined) throw new Error("useKernel: the kernel runs within tests only");
  return value;
}
