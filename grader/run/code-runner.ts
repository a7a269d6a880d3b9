import type { SandboxCommand, SandboxMessage } from "../sandbox/inside/messages";
import type { ProcessEnd, RunningProcess } from "../sandbox/process";
import { limitTime, WAITED } from "../sandbox/time-limit";
import type { ReachableCloud, Sandbox, Start } from "../sandbox/sandbox";
import type { RunEnvironment } from "./run-environment";
import type { CloudWatch } from "./watch-cloud";

/** The sandbox, environment and files for a submission's code. */
export interface CodeSettings extends Pick<Start, "files" | "packages"> {
  readonly sandbox: Sandbox;
  readonly environment: RunEnvironment;
  /** Used instead of the environment's cloud, if the environment has none. */
  readonly cloud?: ReachableCloud | undefined;
}

/** Watches code while it runs. */
export interface Supervision {
  /** Ends the process when one of the watch's limits is exceeded. */
  readonly watch: CloudWatch;
  /** Called each time the code waits, and every second, before the cloud's clock moves. */
  readonly onWait?: () => void;
  /** Aborts when the result is no longer wanted. */
  readonly signal?: AbortSignal | undefined;
}

/** A process with a submission's code; the cloud's clock moves whenever the code waits. */
export interface CodeRunner extends Pick<RunningProcess, "kill" | "ended" | "getOutput"> {
  /** Called once, before the first message to the process: from then on the cloud's clock moves. */
  begin(supervision: Supervision): void;
  send(command: SandboxCommand): void;
  /** Does work on the cloud. Until the code's next call, the cloud's clock moves only when the code waits: the call finds what the work has done. */
  prepareCall(work: () => Promise<void>): Promise<void>;
  hasEnded(): boolean;
  /**
   * Resolves when the process is up.
   *
   * @throws Error if it does not start: a fault of the grader, since no code of the submission has run
   */
  waitUntilReady(): Promise<void>;
  /** The next message of the process, or its end. It is ended if it works for `seconds` without a message, see `limitTime`. */
  readNext(seconds: number): Promise<SandboxMessage | ProcessEnd>;
}

/** Far more than a busy machine needs to start Node. */
const SLOWEST_START_SECONDS = 60;
/** A submission cannot move its cloud's clock further than this. */
const MAX_CLOUD_SECONDS = 24 * 3600;

/**
 * Starts a process and serves its waits: the cloud's clock moves as far as the code wants to wait. It also moves by a second
 * each real second, for code that polls without waiting.
 */
export function startCode({ sandbox, environment, files = [], packages = [], ...instead }: CodeSettings): CodeRunner {
  const messages = createQueue<SandboxMessage | ProcessEnd>();
  let left = MAX_CLOUD_SECONDS;
  let isOver = false;
  let onWait: Supervision["onWait"];
  const hold = createClockHold(() => environment.countCalls());
  const move = async (seconds: number): Promise<void> => {
    if (isOver) return;
    onWait?.();
    const step = Math.min(Math.max(seconds, 0), left);
    left -= step;
    await environment.stage?.advance(step);
  };
  const process = sandbox.start({
    cloud: environment.cloud ?? instead.cloud,
    files,
    packages,
    onMessage: (message) => {
      if (message.did !== "wait") messages.add(message);
      else
        void move(message.ms / 1000).then(() => {
          process.send({ run: "on", wait: message.wait });
        });
    },
  });
  void process.ended.then((ended) => {
    isOver = true;
    messages.add(ended);
  });
  const begin = ({ watch, signal, ...more }: Supervision): void => {
    onWait = more.onWait;
    const tick = setInterval(() => {
      if (!hold.isOn()) void move(1);
    }, 1000);
    void watch.tooMuch.then(({ why }) => {
      process.kill({ end: "crashed", why });
    });
    const stop = (): void => {
      process.kill({ end: "crashed", why: "The check was stopped." });
    };
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop);
    void process.ended.then(() => {
      signal?.removeEventListener("abort", stop);
      clearInterval(tick);
    });
  };
  const readNext = async (seconds: number): Promise<SandboxMessage | ProcessEnd> => {
    const { waitFactor } = sandbox.limits;
    const endLimit = limitTime({
      seconds,
      waitFactor,
      measureProcessorSeconds: () => process.measureProcessorSeconds(),
      onExceeded: (why) => process.kill({ end: "timeout", why }),
    });
    const message = await messages.readNext();
    endLimit();
    return message;
  };
  return {
    ...process,
    begin,
    readNext,
    prepareCall: hold.prepareCall,
    hasEnded: () => isOver,
    waitUntilReady: () => waitUntilUp(process, messages),
  };
}

/** Code that makes no call for this long may be waiting for the clock. */
const MAX_HELD_SECONDS = 10;

function createClockHold(countCalls: () => number) {
  let held: { calls?: number; seconds: number } | undefined;
  return {
    /** Called every second. */
    isOn(): boolean {
      if (held === undefined) return false;
      held.seconds -= 1;
      const isWaitingForCall = held.calls === undefined || held.calls === countCalls();
      if (!isWaitingForCall || held.seconds < 0) held = undefined;
      return held !== undefined;
    },
    async prepareCall(work: () => Promise<void>): Promise<void> {
      held = { seconds: MAX_HELD_SECONDS };
      await work();
      held = { calls: countCalls(), seconds: MAX_HELD_SECONDS };
    },
  };
}

async function waitUntilUp(
  process: RunningProcess,
  messages: { readNext(): Promise<SandboxMessage | ProcessEnd> },
): Promise<void> {
  const why = `It didn't start within ${SLOWEST_START_SECONDS} s.`;
  const timer = setTimeout(() => process.kill({ end: "timeout", why }), SLOWEST_START_SECONDS * 1000);
  const first = await messages.readNext();
  clearTimeout(timer);
  if ("end" in first) throw new Error(`The sandbox didn't start: ${first.why} ${process.getOutput()}`);
}

/** The reason why waiting code was ended, with the last call that it made: most often it waits for the result of that call. */
export function appendLastCall(why: string, environment: RunEnvironment): string {
  if (!why.startsWith(WAITED)) return why;
  const last = environment.getCalls().findLast(({ origin }) => origin === "client");
  return last === undefined ? why : `${why} Its last call was ${last.operation} of ${last.service}.`;
}

function createQueue<T>() {
  const waiting: ((item: T) => void)[] = [];
  const items: T[] = [];
  return {
    add: (item: T): void => {
      const take = waiting.shift();
      if (take) take(item);
      else items.push(item);
    },
    readNext: (): Promise<T> => {
      const item = items.shift();
      return item === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(item);
    },
  };
}
