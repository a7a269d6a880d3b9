import type { NotebookCompiler } from "../compile/compiler-process";
import type { Json, Message } from "../jupyter/message";
import { createFailureReporter } from "../run/failures";
import type { Report } from "../report/report";
import { createSources } from "../report/sources";
import type { Failure } from "../run/failure";
import type { CommEvent } from "../run/comms";
import type { Runtime } from "../run/runtime";
import { getText, inspect, requestKinds, type RequestSession } from "./requests";
import { createAttempts } from "./attempts";
import { createClockSkew } from "./clock-skew";
import { createCellOutputs } from "./cell-outputs";
import { createCellQueue, type CellOutcome } from "./cell-queue";
import { readComm } from "./comm-messages";
import { createNameOwners } from "./name-owners";
import { recordExecuted } from "./executed";
import { createHistory } from "./history";
import type { Client, Request } from "./client";

export interface Kernel {
  handle(request: Request, receivedAtMs: number): void;
  /** The request whose cell ran last; undefined before the first. */
  getLatest(): Message | undefined;
  /** Resolves when no cell waits or runs. */
  waitUntilIdle(): Promise<void>;
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
  const failures = createFailureReporter(runtime, sources);
  const owners = createNameOwners();
  const { attempt, evaluateExpressions } = createAttempts({ compiler, owners, runtime, sources, failures });
  const record = recordExecuted();
  const history = createHistory();
  let stored = 0;
  let latest: Message | undefined;

  /**
   * What happens to a cell once it is its turn (`cell-queue.ts`), in this order:
   *
   * 1. **Number** the cell, and publish its text.
   * 2. **Forget** the names of cells that were deleted (`name-owners.ts`).
   * 3. **Compile** it (`compile/`): types are checked before any of it runs.
   * 4. **Run** it (`run/`). What it prints and shows leaves at once, through `cell-outputs.ts`.
   * 5. **Report** its error, if it fails (`report/`). `attempts.ts` does steps 3 to 5.
   * 6. **Evaluate** the expressions that the client requested along with it.
   *
   * The returned content is the reply. A cell such as `name?` is answered after step 2, without being compiled.
   */
  async function execute(message: Message): Promise<CellOutcome> {
    const code = getText(message.content, "code");
    const silent = message.content["silent"] === true;
    const isStored = !silent && message.content["store_history"] !== false;
    // A cell that is not stored has the number of the next stored one, as in IPython.
    const count = stored + 1;
    if (isStored) stored = count;
    latest = message;
    const id = String(count);
    codes.set(id, code);
    const report = (failure: Failure): Report => failures.report(id, failure);
    const onResult = isStored ? history.add(count, code) : () => undefined;
    const outputs = createCellOutputs(client, message, { report, silent, count, onResult });
    if (!silent) client.publish(message, "execute_input", { code, execution_count: count });
    const cellId = getCellId(message);
    running = cellId.cellId;
    owners.addDeleted(listDeletedCells(message));
    record({ ...cellId, code });
    const name = findQuestion(code);
    if (name !== undefined) return { failed: false, content: await answerQuestion(name, count, session) };
    const error = await attempt({ id, code, ...cellId }, { outputs, report });
    if (error === undefined) {
      const user_expressions = await evaluateExpressions(id, message.content["user_expressions"]);
      return { failed: false, content: { status: "ok", execution_count: count, payload: [], user_expressions } };
    }
    outputs.reportError(error);
    return { failed: true, content: { status: "error", execution_count: count, ...error } };
  }

  function receiveComm(comm: CommEvent, { message }: Request): Json {
    latest = message;
    runtime.comms.receive(comm);
    return {};
  }

  const session: RequestSession = { compiler, history, comms: runtime.comms };
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
      client.reply(request, kind.replyType, await answerSafely(() => kind.answer(message.content, session)));
    const comm = readComm(message);
    // An error of a handler belongs to the notebook, and must not end the kernel.
    if (comm !== undefined) await answerSafely(() => receiveComm(comm, request));
    client.publish(message, "status", { execution_state: "idle" });
  }

  return {
    getLatest: () => latest,
    waitUntilIdle: queue.waitUntilIdle,
    handle: (request, receivedAtMs) => {
      if (request.message.header.msg_type === "execute_request") queue.add(request, receivedAtMs);
      else void answer(request);
    },
  };
}

/** Answers `name?` with what `inspect_request` shows of the name, on the notebook's page for such answers. */
async function answerQuestion(name: string, count: number, session: RequestSession): Promise<Json> {
  const { data } = await inspect.answer({ code: name, cursor_pos: name.length }, session);
  const page = { source: "page", start: 0, data };
  return { status: "ok", execution_count: count, payload: [page], user_expressions: {} };
}

/** The name of a cell that asks about it, as in IPython: `stream?`, which no TypeScript can be. */
const findQuestion = (code: string): string | undefined => /^\s*([\w$.]+)\?\s*$/u.exec(code)?.[1];

/** The id of the request's cell, which JupyterLab puts into the metadata. */
function getCellId({ metadata }: Message): { cellId?: string } {
  const id = metadata["cellId"];
  return typeof id === "string" ? { cellId: id } : {};
}

/** The cells that were deleted since the last cell ran, which JupyterLab lists in the metadata. */
function listDeletedCells({ metadata }: Message): string[] {
  const ids = metadata["deletedCells"];
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
}

/** Completion requests contain half-written code, which may make the compiler throw: that must not end the kernel. */
async function answerSafely(answer: () => Json | Promise<Json>): Promise<Json> {
  try {
    return await answer();
  } catch (error) {
    const evalue = error instanceof Error ? error.message : String(error);
    return { status: "error", ename: "KernelError", evalue, traceback: [] };
  }
}
