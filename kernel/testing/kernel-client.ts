import { randomUUID } from "node:crypto";
import { Dealer, Request, Subscriber } from "zeromq";
import { channels, getAddress, type Connection } from "../jupyter/connection";
import { createHeader, decode, encode, type Json, type Message } from "../jupyter/message";
import { createSendQueue } from "../jupyter/send-queue";

/** A request under way, with all broadcasts of the kernel for it. */
export interface PendingRequest {
  readonly id: string;
  /** Broadcasts so far, in order; grows. */
  readonly published: readonly Message[];
  readonly reply: Promise<Message>;
  /** Resolves with the reply when the reply has arrived and the kernel has sent `idle`. */
  readonly done: Promise<Message>;
  /** The first broadcast that `fits`; waits for it if none has arrived yet. */
  waitForMessage(fits: (message: Message) => boolean): Promise<Message>;
}

/** A Jupyter client as small as the tests need it. */
export interface KernelClient {
  ask(msgType: string, content: Json, options?: AskOptions): PendingRequest;
  /** Runs a cell. */
  run(code: string, options?: RunOptions): PendingRequest;
  /** Answers the next question that a cell asks, and gives that question. */
  answerInput(value: string): Promise<Message>;
  /** Broadcasts that belong to no request of this client, such as the greeting of a new subscriber. */
  readonly unasked: readonly Message[];
  /** Resolves when the kernel has sent a heartbeat back. */
  sendHeartbeat(text: string): Promise<string>;
  close(): void;
}

interface AskOptions {
  readonly buffers?: readonly Uint8Array[];
  readonly channel?: "shell" | "control";
  readonly metadata?: Json;
  readonly date?: string;
}
export interface RunOptions {
  readonly cellId?: string;
  readonly deletedCells?: readonly string[];
  readonly stopOnError?: boolean;
  readonly silent?: boolean;
  readonly allowStdin?: boolean;
  readonly storeHistory?: boolean;
  readonly userExpressions?: Json;
  readonly date?: string;
}

interface PendingReply {
  readonly message: Message[];
  waiters: (() => void)[];
  answer?: Message;
}

/** Connects to a kernel that is starting or running. */
export function connectKernel(connection: Connection): KernelClient {
  const session = randomUUID();
  const sockets = {
    shell: new Dealer({ linger: 0, routingId: session }),
    control: new Dealer({ linger: 0 }),
    iopub: new Subscriber({ linger: 0 }),
    // A question comes to the identity under which the cell was sent.
    stdin: new Dealer({ linger: 0, routingId: session }),
    hb: new Request({ linger: 0 }),
  };
  sockets.iopub.subscribe();
  for (const channel of channels) sockets[channel].connect(getAddress(connection, channel));
  const out = { shell: createSendQueue(sockets.shell, fail), control: createSendQueue(sockets.control, fail) };
  const pending = new Map<string, PendingReply>();
  const unasked: Message[] = [];

  void listen(sockets.iopub, (entry, message) => {
    entry.message.push(message);
  });
  for (const channel of ["shell", "control"] as const)
    void listen(sockets[channel], (entry, message) => {
      entry.answer = message;
    });

  async function listen(
    socket: AsyncIterable<Buffer[]>,
    note: (entry: PendingReply, message: Message) => void,
  ): Promise<void> {
    for await (const frames of socket) {
      const message = decode(frames, connection.key);
      const entry = pending.get(String(Reflect.get(message.parent, "msg_id")));
      if (entry === undefined) {
        unasked.push(message);
        continue;
      }
      note(entry, message);
      for (const wake of entry.waiters.splice(0)) wake();
    }
  }

  async function waitFor<T>(entry: PendingReply, look: () => T | undefined): Promise<T> {
    for (;;) {
      const found = look();
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        entry.waiters.push(resolve);
      });
    }
  }

  const ask: KernelClient["ask"] = (
    msgType,
    content,
    { channel = "shell", metadata = {}, buffers = [], date = new Date().toISOString() } = {},
  ) => {
    const id = randomUUID();
    const entry: PendingReply = { message: [], waiters: [] };
    pending.set(id, entry);
    const header = { msg_id: id, msg_type: msgType, session, username: "test", date, version: "5.3" };
    out[channel].send(encode({ identities: [], header, parent: {}, metadata, content, buffers }, connection.key));
    const isIdle = (): boolean => entry.message.some((message) => message.content["execution_state"] === "idle");
    return {
      id,
      published: entry.message,
      reply: waitFor(entry, () => entry.answer),
      done: waitFor(entry, () => (isIdle() ? entry.answer : undefined)),
      waitForMessage: (fits) => waitFor(entry, () => entry.message.find(fits)),
    };
  };

  return {
    ask,
    unasked,
    sendHeartbeat: async (text) => {
      await sockets.hb.send(text);
      return String((await sockets.hb.receive())[0]);
    },
    answerInput: async (value) => {
      const question = decode(await sockets.stdin.receive(), connection.key);
      const header = createHeader("input_reply");
      const reply: Message = { identities: [], header, parent: question.header, metadata: {}, content: { value } };
      await sockets.stdin.send(encode(reply, connection.key));
      return question;
    },
    run: (code, { cellId, deletedCells = [], stopOnError = true, silent = false, date, ...more } = {}) =>
      ask(
        "execute_request",
        {
          code,
          silent,
          store_history: more.storeHistory ?? !silent,
          user_expressions: more.userExpressions ?? {},
          allow_stdin: more.allowStdin ?? false,
          stop_on_error: stopOnError,
        },
        {
          metadata: { ...(cellId === undefined ? {} : { cellId, deletedCells }) },
          ...(date === undefined ? {} : { date }),
        },
      ),
    close: () => {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function fail(error: unknown): never {
  throw error;
}

/** All text that was printed on a stream; on stdout also the text of the cell's result, as a line. */
export function getPrinted(pendingRequest: PendingRequest, name: "stdout" | "stderr" = "stdout"): string {
  return pendingRequest.published.map((message) => getText(message, name)).join("");
}

function getText({ header, content }: Message, name: "stdout" | "stderr"): string {
  if (header.msg_type === "stream" && content["name"] === name) return String(content["text"]);
  if (header.msg_type !== "execute_result" || name !== "stdout") return "";
  return `${(content["data"] as Record<string, string>)["text/plain"]}\n`;
}

/** The broadcasts of one type. */
export function listPublished(pendingRequest: PendingRequest, msgType: string): Json[] {
  return pendingRequest.published.filter(({ header }) => header.msg_type === msgType).map(({ content }) => content);
}
