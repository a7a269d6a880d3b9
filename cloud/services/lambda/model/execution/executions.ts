import { chmodSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import type { Core } from "../../../../core/core";
import type { Random } from "../../../../../foundation/random";
import type { Metrics } from "../../../cloudwatch/model/metrics";
import type { Roles } from "../../../iam/model/roles";
import type { LogGroups } from "../../../logs/model/log-groups";
import type { CodeStore } from "../code/code-store";
import type { StoredFunction, StoredVersion } from "../stored-function";
import type { Command } from "../../../../../foundation/processes/command";
import type { Processes } from "../../../../processes/processes";
import type { SupervisedProcess } from "../../../../processes/supervised-process";
import { removeUntrustedFolder } from "../../../../../foundation/untrusted-folder";
import { createCodeNotAllowedFault, createRoleIsGoneFault, createServiceException } from "../faults";
import { SERVICE } from "../runtimes";
import { Environment, type Result } from "./environment";
import { EnvironmentLog } from "./environment-log";
import { toOutcome, type InvocationOutcome } from "./outcome";
import { Concurrency } from "./concurrency";
import { createRuntimeCommand } from "./runtime-command";
import { traceHeader } from "./trace-header";
import { isPrinted, getLogDestination, createSystemLog } from "./logging";
import type { Clock, Timer } from "../../../../core/clock";
import type { SystemLog } from "./system-log";

/** An environment with its log and its folder. */
export interface WarmEnvironment {
  readonly environment: Environment;
  readonly log: EnvironmentLog;
  /** Lambda's own lines in that log. */
  readonly system: SystemLog;
  readonly temporary: string;
  /** Time of the initialization in ms of real time; undefined once a call's REPORT line has shown it. */
  initMs: number | undefined;
}

/** AWS does not document how long it keeps an idle environment; users have measured minutes. */
const RETENTION_MS = 10 * 60_000;
/** The maximum number of idle processes at a time, since they hold memory of this machine. */
const MAX_IDLE = 50;

interface IdleEnvironment {
  readonly key: string;
  readonly warm: WarmEnvironment;
  readonly timer: Timer;
}

/** A session has at least two characters (recorded on AWS by LocalStack, test_assume_role[1]). */
const nameSession = (functionName: string): string =>
  functionName.length < 2 ? `${functionName}@lambda_function` : functionName;

/** Environments that wait for their next call. They are ended after a time without calls, by the cloud's clock. */
export class IdleEnvironments {
  readonly #clock: Clock;
  readonly #end: (warm: WarmEnvironment) => Promise<void>;
  /** In the order of their last use. */
  #idle: IdleEnvironment[] = [];

  constructor(clock: Clock, end: (warm: WarmEnvironment) => Promise<void>) {
    this.#clock = clock;
    this.#end = end;
  }

  /** Takes the most recently used environment, so that unneeded ones reach their age limit. */
  take(key: string): WarmEnvironment | undefined {
    const found = this.#idle.findLast((environment) => environment.key === key);
    if (found === undefined) return undefined;
    this.#remove(found);
    return found.warm;
  }

  add(key: string, warm: WarmEnvironment): void {
    const timer = this.#clock.schedule(this.#clock.now() + RETENTION_MS, () =>
      this.endAll((_, environment) => environment === warm),
    );
    this.#idle.push({ key, warm, timer });
    const [oldest] = this.#idle;
    if (this.#idle.length > MAX_IDLE && oldest !== undefined)
      this.#clock.track(this.endAll((_, environment) => environment === oldest.warm));
  }

  /** Removes an environment whose process has ended. @returns whether it was among the idle ones */
  drop(warm: WarmEnvironment): boolean {
    const found = this.#idle.find((environment) => environment.warm === warm);
    if (found !== undefined) this.#remove(found);
    return found !== undefined;
  }

  async endAll(which: (key: string, warm: WarmEnvironment) => boolean): Promise<void> {
    const ending = this.#idle.filter(({ key, warm }) => which(key, warm));
    for (const environment of ending) this.#remove(environment);
    await Promise.all(ending.map(({ warm }) => this.#end(warm)));
  }

  #remove(item: IdleEnvironment): void {
    item.timer.cancel();
    this.#idle = this.#idle.filter((other) => other !== item);
  }
}

/** A call of a function. */
interface Invocation {
  readonly function: StoredFunction;
  readonly version: StoredVersion;
  /** The ARN that the caller used. */
  readonly arn: string;
  readonly requestId: string;
  /** JSON. */
  readonly payload: Uint8Array;
  readonly clientContext?: unknown;
  /** The caller's trace header. */
  readonly trace?: string | undefined;
}

/** The result of a call. */
export interface InvocationResult extends InvocationOutcome {
  /** The last 4 KB of its log, base64. */
  readonly logTail: string;
}

/** The parts of the cloud that calls of functions need. */
interface ExecutionParts {
  readonly core: Core;
  readonly code: CodeStore;
  readonly logs: LogGroups;
  readonly metrics: Metrics;
  readonly roles: Roles;
}

/** AWS's time limit for initialization, whatever the function's timeout is. */
const INIT_LIMIT_MS = 10_000;

/** Calls functions: each call in its own environment, which is kept for the next one. */
export class Executions {
  readonly concurrency = new Concurrency();
  readonly #parts: ExecutionParts;
  readonly #random: Random;
  readonly #traces: Random;
  readonly #idle: IdleEnvironments;
  /** The version that each living environment runs. */
  readonly #used = new Map<WarmEnvironment, StoredVersion>();
  /** By function name: the keys of idle environments that may be used again. */
  readonly #usedLayers = new Map<string, ReadonlySet<string>>();

  constructor(parts: ExecutionParts) {
    this.#parts = parts;
    this.#random = parts.core.random.fork("lambda/environments");
    this.#traces = parts.core.random.fork("lambda/traces");
    this.#idle = new IdleEnvironments(parts.core.clock, (warm) => this.#end(warm));
    this.#clear();
    parts.core.closing.add(() => this.#clear());
  }

  /**
   * Makes a call and waits for its end.
   *
   * @throws AwsFault TooManyRequestsException
   */
  async invoke(invocation: Invocation): Promise<InvocationResult> {
    const {
      function: { name, reservedConcurrency },
      version,
    } = invocation;
    const { core, metrics } = this.#parts;
    const source = { namespace: "AWS/Lambda", dimensions: { FunctionName: name }, at: core.now() };
    let leave: () => void;
    try {
      leave = this.concurrency.enter(name, reservedConcurrency);
    } catch (error) {
      metrics.put(source, [{ name: "Throttles", value: 1, unit: "Count" }]);
      throw error;
    }
    try {
      const startedMs = performance.now();
      const invoked = await this.#run(invocation, getKey(invocation.function, version));
      metrics.put(source, [
        { name: "Invocations", value: 1, unit: "Count" },
        { name: "Errors", value: invoked.isError ? 1 : 0, unit: "Count" },
        { name: "Duration", value: performance.now() - startedMs, unit: "Milliseconds" },
      ]);
      return invoked;
    } finally {
      leave();
    }
  }

  /** The versions whose files some environment may still read. */
  get codeInUse(): readonly StoredVersion[] {
    return [...this.#used.values()];
  }

  /** Sets which environments of a function may be used again: those that run its current versions. */
  expect(name: string, current: StoredFunction | undefined): void {
    if (current === undefined) {
      this.#usedLayers.set(name, new Set());
      return;
    }
    const versions = [current.latest, ...(current.previous ? [current.previous.version] : []), ...current.versions];
    this.#usedLayers.set(name, new Set(versions.map((version) => getKey(current, version))));
  }

  /** Ends the idle environments of a function that may not be used again. */
  async retireEnvironments(name: string): Promise<void> {
    await this.#idle.endAll((key) => key.startsWith(`${name}/`) && !this.#isWanted(key));
  }

  async #run(invocation: Invocation, key: string): Promise<InvocationResult> {
    const { version, requestId, arn, payload, clientContext } = invocation;
    const warm = this.#idle.take(key) ?? this.#start(invocation);
    const { environment, log } = warm;
    const ready = await environment.ready;
    const { initMs } = warm;
    warm.initMs = undefined;
    log.begin(warm.system.start(requestId));
    const startedMs = performance.now();
    const limitMs = version.timeoutSeconds * 1000;
    const at = this.#parts.core.now();
    const trace = traceHeader(this.#traces, { mode: version.tracing, parent: invocation.trace, at });
    const order = { requestId, arn, payload, clientContext, trace, limitMs };
    const result = ready.kind === "returned" ? await this.#call(environment, order) : ready;
    const durationMs = result.kind === "timed out" ? limitMs : performance.now() - startedMs;
    const outcome = toOutcome(result, requestId, version);
    const { memoryMiB } = version;
    const report = { requestId, durationMs, initMs, memoryMiB, usedMiB: environment.maxMemoryMiB, ...outcome.status };
    log.say(warm.system.end({ report, outcome }));
    await this.#putBack(key, warm, result);
    return { ...outcome, logTail: log.tail() };
  }

  #call(environment: Environment, order: Parameters<Environment["call"]>[0]): Promise<Result> {
    const result = environment.call(order);
    this.#parts.core.clock.noteCode(result);
    return result;
  }

  async #putBack(key: string, warm: WarmEnvironment, result: Result): Promise<void> {
    const { environment, log } = warm;
    log.flush();
    const isFit =
      !environment.hasEnded &&
      this.#isWanted(key) &&
      (result.kind === "returned" || (result.kind === "failed" && !result.ends));
    if (!isFit) {
      await this.#end(warm);
      return;
    }
    environment.freeze();
    this.#idle.add(key, warm);
  }

  #isWanted(key: string): boolean {
    return this.#usedLayers.get(key.slice(0, key.indexOf("/")))?.has(key) ?? true;
  }

  #start({ function: { name }, version }: Invocation): WarmEnvironment {
    const { core, code, logs, roles } = this.#parts;
    // The function may have been created in an earlier run of the cloud, with other settings.
    if (!core.runsCode) throw createCodeNotAllowedFault();
    if (roles.findRefusal(version.role, SERVICE) !== undefined) throw createRoleIsGoneFault();
    const id = this.#random.drawHex(32);
    const temporary = join(core.storage.createSubfolder("lambda/tmp"), id);
    mkdirSync(temporary);
    // In a sandbox the function runs as another user; no other user can reach this folder.
    chmodSync(temporary, 0o777);
    const destination = getLogDestination(core, { name, version, id });
    const log = new EnvironmentLog(core, logs, destination);
    const system = createSystemLog(core, { name, version, place: destination });
    log.say(system.formatInitStart());
    const startedMs = performance.now();
    const command = createRuntimeCommand({
      core,
      code,
      name,
      version,
      destination,
      keys: roles.createKeys(version.role, nameSession(name), { environment: id }),
      temporary,
    });
    const environment = new Environment(startRuntime(core.processes, command), {
      memoryMiB: version.memoryMiB,
      initLimitMs: INIT_LIMIT_MS,
      print: (line) => {
        if (isPrinted(version, line)) log.print(line);
      },
    });
    const warm: WarmEnvironment = { environment, log, system, temporary, initMs: undefined };
    this.#used.set(warm, version);
    void environment.ready.then(({ kind }) => {
      warm.initMs = performance.now() - startedMs;
      log.say(system.formatInitDone(kind !== "returned", warm.initMs));
    });
    // An environment that ends while idle is not used again.
    void environment.ended.then(() => (this.#idle.drop(warm) ? this.#end(warm) : undefined));
    return warm;
  }

  /** Removes the folders of an earlier run's environments, which a killed cloud could not remove. */
  #clear(): void {
    this.#parts.core.storage.removeUntrusted("lambda/tmp");
  }

  async #end(warm: WarmEnvironment): Promise<void> {
    const { environment, log, temporary } = warm;
    await environment.end();
    this.#used.delete(warm);
    log.close();
    try {
      removeUntrustedFolder(temporary);
    } catch (error) {
      // The folder is removed when the cloud stops.
      this.#parts.core.log(`lambda: ${temporary} could not be removed: ${String(error)}`);
    }
  }
}

/** @throws AwsFault ServiceException if this machine has no room for another process, or the cloud is being stopped */
function startRuntime(processes: Processes, command: Command): SupervisedProcess {
  try {
    return processes.start(command);
  } catch (error) {
    throw createServiceException(error instanceof Error ? error.message : String(error));
  }
}

/** The key of environments that can replace each other: the same code with the same configuration. */
const getKey = ({ name, id }: StoredFunction, { version, modifiedAt }: StoredVersion): string =>
  `${name}/${id}/${version}/${modifiedAt}`;
