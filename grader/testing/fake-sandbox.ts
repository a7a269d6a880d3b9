import type { SandboxCommand, SandboxMessage } from "../sandbox/inside/messages";
import { DEFAULT_LIMITS, type Limits } from "../sandbox/limits";
import type { ProcessEnd } from "../sandbox/process";
import type { Sandbox, Start } from "../sandbox/sandbox";

/** A process of a fake sandbox: the commands that it received, and how it answers or ends. */
export interface FakeProcess {
  readonly start: Start;
  /** All commands that it was sent. */
  readonly commands: SandboxCommand[];
  /** Sends a message to the grader, unless the process has ended. */
  say(message: SandboxMessage): void;
  /** Prints a text. */
  print(text: string): void;
  end(as: ProcessEnd): void;
}

/** A sandbox without processes, and the processes that it would have started. */
export interface FakeSandbox extends Sandbox {
  readonly processes: readonly FakeProcess[];
}

/**
 * A sandbox whose processes do what a test says. Each is up at once.
 *
 * @param obey   called with each command
 * @param limits limits that differ from the usual ones
 */
export function createFakeSandbox(
  obey: (command: SandboxCommand, process: FakeProcess) => void = () => undefined,
  limits: Partial<Limits> = {},
): FakeSandbox {
  const processes: FakeProcess[] = [];
  return {
    processes,
    isConfined: false,
    limits: { ...DEFAULT_LIMITS, ...limits },
    root: "/lab",
    start(start) {
      let text = "";
      let isOver = false;
      let end: (as: ProcessEnd) => void = () => undefined;
      const ended = new Promise<ProcessEnd>((resolve) => {
        end = (as) => {
          isOver = true;
          resolve(as);
        };
      });
      const process: FakeProcess = {
        start,
        commands: [],
        say: (message) => {
          if (!isOver) start.onMessage(message);
        },
        print: (more) => {
          text += more;
        },
        end: (as) => end(as),
      };
      processes.push(process);
      queueMicrotask(() => process.say({ did: "ready" }));
      return {
        ended,
        kill: (as) => end(as),
        getOutput: () => text,
        measureProcessorSeconds: () => undefined,
        send(command) {
          process.commands.push(command);
          queueMicrotask(() => obey(command, process));
        },
      };
    },
    confine: () => undefined,
    close: () => Promise.resolve(),
  };
}
