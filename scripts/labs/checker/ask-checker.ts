import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import type { CheckerAddress, CheckResponse, CheckRequest, Verdict } from "../../../grader/index";

/**
 * A checker that is silent for so long is given up. It sends a message each second, except while it loads the engine
 * for its first check, which takes long on a busy machine.
 */
const SILENT_MS = 60_000;

/** The outcome of a question to the checker. */
interface CheckerOutcome {
  /** Undefined if there is no checker, since `npm start` is not running, or if it does not answer properly. */
  readonly verdict: Exclude<Verdict, { readonly unable: string }> | undefined;
  /** Why the checker does not answer, if there should be one. */
  readonly why?: string;
}

/**
 * Asks the checker that `npm start` keeps warm to check the learner's saved work.
 *
 * @param root  the project's folder
 * @param report  called with the checker's present step
 * @param limit ms without a message after which the checker is given up
 */
export function askChecker(
  root: string,
  question: Omit<CheckRequest, "token">,
  { report, silentMs = SILENT_MS }: { readonly report: (doing: string) => void; readonly silentMs?: number },
): Promise<CheckerOutcome> {
  const address = findChecker(root);
  if (!address) return Promise.resolve({ verdict: undefined });
  return new Promise((resolve) => {
    const socket = connect(address.port, "127.0.0.1");
    let rest = "";
    const finishAsking = (request: CheckerOutcome): void => {
      resolve(request);
      socket.destroy();
    };
    const hear = (line: string): void => {
      const message = parseMessage(line);
      if (!message) finishAsking({ verdict: undefined, why: "Another program answers at its address." });
      else if ("doing" in message) report(message.doing);
      else if ("unable" in message) finishAsking({ verdict: undefined, why: message.unable });
      else if (!("isAlive" in message)) finishAsking({ verdict: message });
    };
    socket.setTimeout(silentMs, () =>
      finishAsking({ verdict: undefined, why: `It hasn't responded for ${silentMs / 1000} s.` }),
    );
    socket.on("error", ({ message }) => finishAsking({ verdict: undefined, why: message }));
    socket.on("close", () => finishAsking({ verdict: undefined, why: "It ended before it answered." }));
    socket.on("connect", () => socket.write(`${JSON.stringify({ ...question, token: address.token })}\n`));
    socket.setEncoding("utf8").on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = lines.pop() ?? "";
      lines.forEach(hear);
    });
  });
}

/**
 * The checker's message in a line; undefined if there is none: a killed checker leaves its file behind, and another
 * program may have its port now.
 */
function parseMessage(line: string): CheckResponse | undefined {
  try {
    const checkResponse = JSON.parse(line) as CheckResponse | null;
    return typeof checkResponse === "object" ? (checkResponse ?? undefined) : undefined;
  } catch {
    return undefined;
  }
}

function findChecker(root: string): CheckerAddress | undefined {
  try {
    return JSON.parse(readFileSync(join(root, ".labs", "checker.json"), "utf8")) as CheckerAddress;
  } catch {
    return undefined; // without the file, the command checks by itself
  }
}
