import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type Server, type Socket } from "node:net";
import { GraderFault, UnknownExercise } from "../engine/faults";
import type { Checker } from "./checker";
import type { CheckerAddress, CheckResponse, CheckRequest, Verdict } from "./messages";
import { toVerdict } from "./verdict";

/** The maximum number of bytes of a question, which is one line. */
const MAX_QUESTION_BYTES = 64 * 1024;
/** A caller that sends no question within this time is disconnected. */
const QUESTION_WITHIN_MS = 10_000;
const ALIVE_MS = 1_000;

type ServedChecker = Pick<Checker, "check" | "isOutdated">;

interface CheckerServer {
  readonly address: CheckerAddress;
  close(): Promise<void>;
}

/**
 * Serves a checker on a loopback port. Only a question with the token gets an answer or runs code: a web page's request is no such
 * question, and another user cannot read the file with the token.
 *
 * @param onOutdated called when a check was refused since the sources have changed
 */
export async function serveChecker(checker: ServedChecker, onOutdated: () => void): Promise<CheckerServer> {
  const token = randomBytes(32).toString("hex");
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy()); // the caller has gone
    void hear(socket).then(async (checkRequest) => {
      if (!checkRequest || !isSame(checkRequest.token, token)) socket.destroy();
      else await answer(socket, checkRequest, { checker, onOutdated });
    });
  });
  const port = await listenOn(server);
  return {
    address: { port, token },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function listenOn(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      if (address === null || typeof address === "string") reject(new Error("The checker has no port."));
      else resolve(address.port);
    });
  });
}

/** The question; undefined if the bytes are no question. */
function hear(socket: Socket): Promise<CheckRequest | undefined> {
  return new Promise((resolve) => {
    let text = "";
    const finishRequest = (checkRequest?: CheckRequest): void => {
      clearTimeout(timer);
      resolve(checkRequest);
    };
    const timer = setTimeout(finishRequest, QUESTION_WITHIN_MS);
    socket.setEncoding("utf8").on("close", () => finishRequest());
    socket.on("data", (part: string) => {
      text += part;
      if (text.includes("\n")) finishRequest(parseQuestion(text.slice(0, text.indexOf("\n"))));
      else if (text.length > MAX_QUESTION_BYTES) finishRequest();
    });
  });
}

function parseQuestion(line: string): CheckRequest | undefined {
  try {
    const request = JSON.parse(line) as Partial<CheckRequest> | null;
    return typeof request?.token === "string" && typeof request.lab?.id === "string"
      ? (request as CheckRequest)
      : undefined;
  } catch {
    return undefined;
  }
}

function isSame(message: string, token: string): boolean {
  const [a, b] = [Buffer.from(message), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}

async function answer(
  socket: Socket,
  { lab, exercise }: CheckRequest,
  { checker, onOutdated }: { readonly checker: ServedChecker; readonly onOutdated: () => void },
): Promise<void> {
  const say = (message: CheckResponse): void => void socket.write(`${JSON.stringify(message)}\n`);
  if (checker.isOutdated()) {
    socket.end(`${JSON.stringify({ unable: "The course's files have changed since the checker started." })}\n`);
    onOutdated();
    return;
  }
  const left = new AbortController();
  socket.on("close", () => left.abort());
  const beat = setInterval(() => say({ isAlive: true }), ALIVE_MS);
  try {
    const report = (doing: string): void => say({ doing });
    say(toVerdict(await checker.check({ lab, exercise }, { report, signal: left.signal })));
  } catch (error) {
    say(createFailedVerdict(error));
  } finally {
    clearInterval(beat);
    socket.end();
  }
}

function createFailedVerdict(error: unknown): Verdict {
  if (error instanceof UnknownExercise || error instanceof GraderFault)
    return { failed: error.name, says: error.message };
  return { unable: error instanceof Error ? error.message : String(error) };
}
