import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { CompiledCell } from "./cell";
import { createDeclarations, type CellWithDeclarations } from "./compiler";
import type { Completion } from "./completions";
import { createKernelSnapshot } from "./kernel-snapshot";
import type { CompilerAnswers, CompilerRequest, NumberedAnswer, NumberedRequest } from "./requests";
import { COMPILER_ENV, COMPILER_OPTIONS, forgetSnapshot, isWhole, type StartupSnapshot } from "./startup-snapshot";
import type { Inspection } from "./inspection";
import { isUp } from "./up";

/**
 * The compiler of one notebook's cells, in its own process. If that process ends, the requests under way are
 * rejected; the next request starts another process.
 */
export interface NotebookCompiler {
  /** As `CellCompiler` has it. */
  compile(cell: Omit<CellWithDeclarations, "declarations">): Promise<CompiledCell>;
  /** As `StatelessCompiler` has it. */
  complete(code: string, offset: number): Promise<Completion>;
  inspect(code: string, offset: number): Promise<Inspection | undefined>;
  forget(): void;
  /** Whether code is complete, needs more lines, or can never be right. */
  isComplete(code: string): Promise<CompilerAnswers["is-complete"]>;
  /** Packages that the project's library imports. */
  listPackages(): Promise<readonly string[]>;
  /** Compiles samples, after which the next cell compiles faster, with imports and without. */
  warmUp(): Promise<unknown>;
}

const resolveBeside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

/** Starts the compiler: from its snapshot, if there is one. @param root absolute path of the project */
export function startCompiler(root: string): NotebookCompiler {
  const declared = createDeclarations();
  let current: Promise<CompilerChild> | undefined;

  function begin(): Promise<CompilerChild> {
    const child = startChild(root);
    const forget = (): void => {
      current = undefined;
    };
    child.then(({ ended }) => ended.then(forget), forget);
    return child;
  }

  async function ask<Do extends CompilerRequest["do"]>(
    request: Extract<CompilerRequest, { do: Do }>,
  ): Promise<CompilerAnswers[Do]> {
    current ??= begin();
    return (await (await current).ask(request)) as CompilerAnswers[Do];
  }

  return {
    async compile(compiled) {
      const { cell, declarations } = await ask<"compile">({
        do: "compile",
        ...compiled,
        declarations: declared.getCurrent(),
      });
      declared.follow(declarations);
      return cell;
    },
    complete: (code, offset) => ask<"complete">({ do: "complete", code, offset, declarations: declared.getCurrent() }),
    inspect: async (code, offset) =>
      (await ask<"inspect">({ do: "inspect", code, offset, declarations: declared.getCurrent() })).found,
    forget: declared.forget,
    isComplete: (code) => ask<"is-complete">({ do: "is-complete", code }),
    listPackages: () => ask<"packages">({ do: "packages" }),
    warmUp: () => ask<"warm-up">({ do: "warm-up" }),
  };
}

interface CompilerChild {
  ask(request: CompilerRequest): Promise<unknown>;
  /** Resolves when its process has ended. */
  readonly ended: Promise<void>;
}

async function startChild(root: string): Promise<CompilerChild> {
  const start = (program: string, more: readonly string[] = []): ChildProcess => {
    const child = fork(program, [root], {
      cwd: root,
      env: COMPILER_ENV,
      execArgv: [...COMPILER_OPTIONS, ...more],
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    // SIGKILL, since a compiler that reads types is busy for seconds and would notice no other request to end.
    const kill = (): void => void child.kill("SIGKILL");
    process.once("exit", kill);
    child.once("exit", () => process.off("exit", kill));
    return child;
  };
  const snapshot = findSnapshot(root);
  if (snapshot !== undefined) {
    const child = start(snapshot.program, ["--snapshot-blob", snapshot.file]);
    const up = isUp(child);
    // The process starts while its snapshot is verified, and gets no request before.
    if ((await isWhole(snapshot)) && (await up)) return createChild(child);
    child.kill("SIGKILL");
    forgetSnapshot(snapshot.file);
  }
  const child = start(resolveBeside("compiler.js"));
  if (await isUp(child)) return createChild(child);
  throw new Error("the compiler could not be started");
}

function findSnapshot(root: string): StartupSnapshot | undefined {
  try {
    const snapshot = createKernelSnapshot(root, resolveBeside("compiler-snapshot.js"));
    return existsSync(snapshot.file) ? snapshot : undefined;
  } catch {
    return undefined; // The program was not made, or the project is not installed.
  }
}

function createChild(child: ChildProcess): CompilerChild {
  let last = 0;
  const question = new Map<number, { resolve(answer: unknown): void; reject(why: Error): void }>();
  const ended = once(child, "exit").then(([code, signal]: (number | string | null)[]) => {
    const why = `the compiler stopped (${code ?? signal}); run the cell again`;
    for (const { reject } of question.values()) reject(new Error(why));
  });
  child.on("message", ({ n, answer, fault }: NumberedAnswer) => {
    const waiting = question.get(n);
    question.delete(n);
    if (fault === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(fault));
  });
  return {
    ended,
    ask: (request) =>
      new Promise((resolve, reject) => {
        last += 1;
        question.set(last, { resolve, reject });
        child.send({ n: last, request } satisfies NumberedRequest, (error) => {
          if (error) reject(error);
        });
      }),
  };
}
