import type { NotebookCompiler } from "../compile/compiler-process";
import type { Json, Message } from "../jupyter/message";
import { createFailureReporter } from "../report/failures";
import type { Report } from "../report/report";
import { createSources } from "../report/sources";
import { reportTypeErrors } from "../report/type-errors";
import type { Failure } from "../run/failure";
import type { Runtime } from "../run/runtime";
import { requestKinds } from "../requests/index";
import { getText } from "../requests/request";
import { createClockSkew } from "./clock-skew";
import { createCellOutputs } from "./cell-outputs";
import { createCellQueue, type Executed } from "./cell-queue";
import { recordExecuted } from "./executed";
import type { Client, Request } from "./client";

export interface Kernel {
  handle(request: Request, receivedAtMs: number): void;
}

interface KernelOptions {
  /** Absolute path of the project. */
  readonly root: string;
  readonly compiler: NotebookCompiler;
  readonly runtime: Runtime;
  readonly client: Client;
}

/** Answers a client's requests: cells run in order, other requests are answered at once. */
export function createKernel({ root, compiler, runtime, client }: KernelOptions): Kernel {
  const codes = new Map<string, string>();
  let running: string | undefined;
  const sources = createSources(root, codes, () => running);
  const failures = createFailureReporter(runtime.stacks, sources);
  const record = recordExecuted();
  let count = 0;

  async function execute(message: Message): Promise<Executed> {
    const code = getText(message.content, "code");
    const silent = message.content["silent"] === true;
    if (!silent) count++;
    const id = String(count);
    codes.set(id, code);
    const report = (failure: Failure): Report => failures.report(id, failure);
    const outputs = createCellOutputs(client, message, { report, silent });
    if (!silent) client.publish(message, "execute_input", { code, execution_count: count });
    const own = getCellId(message);
    running = own.cellId;
    record({ ...own, code });
    const error = await attempt({ id, code }, { outputs, report });
    if (error === undefined)
      return { failed: false, content: { status: "ok", execution_count: count, payload: [], user_expressions: {} } };
    outputs.reportError(error);
    return { failed: true, content: { status: "error", execution_count: count, ...error } };
  }

  async function attempt({ id, code }: Cell, { outputs, report }: Attempt): Promise<Report | undefined> {
    const since = runtime.interrupts();
    try {
      const cell = await compiler.compile(id, code);
      if (!cell.ok) return reportTypeErrors(id, cell.diagnostics, sources);
      const outcome = await runtime.run(cell, outputs, since);
      if (outcome.ok) {
        for (const remark of outcome.remarks ?? []) outputs.stream("stderr", `${remark}\n`);
        return undefined;
      }
      compiler.forget();
      return report(outcome.failure);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { ename: "KernelError", evalue: why, traceback: [`The kernel could not deal with this cell: ${why}`] };
    }
  }

  const queue = createCellQueue({
    client,
    clockSkew: createClockSkew(),
    execute,
    getTimeMs: () => performance.timeOrigin + performance.now(),
  });

  async function answer(request: Request): Promise<void> {
    const { message } = request;
    client.publish(message, "status", { execution_state: "busy" });
    const kind = requestKinds.get(message.header.msg_type);
    if (kind !== undefined)
      client.reply(request, kind.replyType, await answerSafely(() => kind.answer(message.content, compiler)));
    client.publish(message, "status", { execution_state: "idle" });
  }

  return {
    handle: (request, receivedAtMs) => {
      if (request.message.header.msg_type === "execute_request") queue.add(request, receivedAtMs);
      else void answer(request);
    },
  };
}

interface Cell {
  readonly id: string;
  readonly code: string;
}
interface Attempt {
  readonly outputs: ReturnType<typeof createCellOutputs>;
  readonly report: (failure: Failure) => Report;
}

/** The id of the request's cell, which JupyterLab puts into the metadata. */
function getCellId({ metadata }: Message): { cellId?: string } {
  const id = metadata["cellId"];
  return typeof id === "string" ? { cellId: id } : {};
}

/** Completion is asked about half-written code, on which the compiler may throw: that must not end the kernel. */
async function answerSafely(answer: () => Json | Promise<Json>): Promise<Json> {
  try {
    return await answer();
  } catch (error) {
    const evalue = error instanceof Error ? error.message : String(error);
    return { status: "error", ename: "KernelError", evalue, traceback: [] };
  }
}
