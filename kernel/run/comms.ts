import { randomUUID } from "node:crypto";

/** A message of a comm: data as JSON, and bytes, which travel beside it. */
interface CommMessage {
  readonly data: unknown;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly buffers?: readonly Uint8Array[];
}

/** A comm's message on its way to or from the notebook. */
export interface CommEvent extends CommMessage {
  readonly type: "comm_open" | "comm_msg" | "comm_close";
  readonly id: string;
  /** Of `comm_open`. */
  readonly targetName?: string;
}

type Handler = (message: CommMessage) => void;

/** One channel between code in cells and code in the notebook, such as a widget's. */
interface Comm {
  readonly id: string;
  readonly targetName: string;
  send(data: unknown, more?: Omit<CommMessage, "data">): void;
  close(data?: unknown): void;
  /** Calls `handler` with each message of the notebook. */
  onMessage(handler: Handler): void;
  /** Calls `handler` when the notebook closes the comm. */
  onClose(handler: Handler): void;
}

export interface Comms {
  /** The value of `comms` in the module `tslab`. */
  readonly api: {
    open(targetName: string, data?: unknown, more?: Omit<CommMessage, "data">): Comm;
    registerTarget(targetName: string, onOpen: (comm: Comm, message: CommMessage) => void): void;
  };
  /** Handles a message of the notebook. @throws what a handler throws */
  receive(event: CommEvent): void;
  /** The open comms, by id. */
  list(): ReadonlyMap<string, string>;
}

interface Entry {
  readonly comm: Comm;
  readonly messageHandlers: Handler[];
  readonly closeHandlers: Handler[];
}

/** @param send sends a comm's message to the notebook */
export function createComms(send: (event: CommEvent) => void): Comms {
  const open = new Map<string, Entry>();
  const targets = new Map<string, (comm: Comm, message: CommMessage) => void>();

  function addComm(id: string, targetName: string): Comm {
    const messageHandlers: Handler[] = [];
    const closeHandlers: Handler[] = [];
    const comm: Comm = {
      id,
      targetName,
      send: (data, more = {}) => {
        if (!open.has(id)) throw new Error(`the comm ${id} is closed`);
        send({ type: "comm_msg", id, data, ...more });
      },
      close: (data = {}) => {
        if (open.delete(id)) send({ type: "comm_close", id, data });
      },
      onMessage: (handler) => void messageHandlers.push(handler),
      onClose: (handler) => void closeHandlers.push(handler),
    };
    open.set(id, { comm, messageHandlers, closeHandlers });
    return comm;
  }

  function receiveOpen({ id, targetName = "", ...message }: CommEvent): void {
    const target = targets.get(targetName);
    // As the protocol requires if no code handles such a comm.
    if (target === undefined) send({ type: "comm_close", id, data: {} });
    else target(addComm(id, targetName), message);
  }

  return {
    api: {
      open: (targetName, data = {}, more = {}) => {
        const comm = addComm(randomUUID(), targetName);
        send({ type: "comm_open", id: comm.id, targetName, data, ...more });
        return comm;
      },
      registerTarget: (targetName, onOpen) => void targets.set(targetName, onOpen),
    },
    receive: (event) => {
      if (event.type === "comm_open") return receiveOpen(event);
      const entry = open.get(event.id);
      if (event.type === "comm_close") open.delete(event.id);
      const handlers = event.type === "comm_close" ? entry?.closeHandlers : entry?.messageHandlers;
      for (const handler of handlers ?? []) handler(event);
    },
    list: () => new Map([...open].map(([id, { comm }]) => [id, comm.targetName])),
  };
}
