import { randomUUID } from "node:crypto";
import { Dealer, Subscriber } from "zeromq";
import { getAddress, type Connection } from "../jupyter/connection";
import { decode, encode, type Json, type Message } from "../jupyter/message";
import { createSendQueue } from "../jupyter/send-queue";

/** A request under way, with all broadcasts of the kernel for it. */
export interface PendingRequest {
  readonly id: string;
  /** Broadcasts so far, in order; grows. */
  readonly published: readonly Message[];
  readonly reply: Promise<Message>;
  /** Resolves with the reply when the reply has arrived and the kernel has sent `idle`. */
  readonly done: Promise<Message>;
  /** The first broadcast for which `fits` is true; waits for it if none has arrived yet. */
  waitForMessage(fits: (message: Message) => boolean): Promise<Message>;
}

/** A Jupyter client as small as the tests need it. */
export interface KernelClient {
  ask(msgType: string, content: Json, options?: AskOptions): PendingRequest;
  /** Runs a cell. */
  run(code: string, options?: RunOptions): PendingRequest;
  close(): void;
}

interface AskOptions {
  readonly channel?: "shell" | "control";
  readonly metadata?: Json;
  readonly date?: string;
}
export interface RunOptions {
  readonly cellId?: string;
  readonly stopOnError?: boolean;
  readonly silent?: boolean;
  readonly date?: string;
}

interface Pending {
  readonly message: Message[];
  waiters: (() => void)[];
  answer?: Message;
}

/** Connects to a kernel that is starting or running. */
export function connectKernel(connection: Connection): KernelClient {
  const sockets = {
    shell: new Dealer({ linger: 0 }),
    control: new Dealer({ linger: 0 }),
    iopub: new Subscriber({ linger: 0 }),
  };
  sockets.iopub.subscribe();
  for (const channel of ["shell", "control", "iopub"] as const)
    sockets[channel].connect(getAddress(connection, channel));
  const out = { shell: createSendQueue(sockets.shell, fail), control: createSendQueue(sockets.control, fail) };
  const pending = new Map<string, Pending>();
  const session = randomUUID();

  void listen(sockets.iopub, (entry, message) => {
    entry.message.push(message);
  });
  for (const channel of ["shell", "control"] as const)
    void listen(sockets[channel], (entry, message) => {
      entry.answer = message;
    });

  async function listen(
    socket: AsyncIterable<Buffer[]>,
    note: (entry: Pending, message: Message) => void,
  ): Promise<void> {
    for await (const frames of socket) {
      const message = decode(frames, connection.key);
      const entry = pending.get(String(Reflect.get(message.parent, "msg_id")));
      if (entry === undefined) continue;
      note(entry, message);
      for (const wake of entry.waiters.splice(0)) wake();
    }
  }

  async function waitFor<T>(entry: Pending, look: () => T | undefined): Promise<T> {
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
    { channel = "shell", metadata = {}, date = new Date().toISOString() } = {},
  ) => {
    const id = randomUUID();
    const entry: Pending = { message: [], waiters: [] };
    pending.set(id, entry);
    const header = { msg_id: id, msg_type: msgType, session, username: "test", date, version: "5.3" };
    out[channel].send(encode({ identities: [], header, parent: {}, metadata, content }, connection.key));
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
    run: (code, { cellId, stopOnError = true, silent = false, date } = {}) =>
      ask(
        "execute_request",
        { code, silent, store_history: !silent, user_expressions: {}, allow_stdin: false, stop_on_error: stopOnError },
        { metadata: cellId === undefined ? {} : { cellId }, ...(date === undefined ? {} : { date }) },
      ),
    close: () => {
      for (const socket of Object.values(sockets)) socket.close();
    },
  };
}

function fail(error: unknown): never {
  throw error;
}

/** All text that was printed on a stream. */
export function getPrinted(asked: PendingRequest, name: "stdout" | "stderr" = "stdout"): string {
  const streams = asked.published.filter(
    ({ header, content }) => header.msg_type === "stream" && content["name"] === name,
  );
  return streams.map(({ content }) => String(content["text"])).join("");
}

/** The broadcasts of one type. */
export function listPublished(asked: PendingRequest, msgType: string): Json[] {
  return asked.published.filter(({ header }) => header.msg_type === msgType).map(({ content }) => content);
}
