import { encode, createHeader, type Json, type Message } from "./message";
import { createSendQueue } from "./send-queue";
import { closeSockets, type Sockets } from "./sockets";
import { createStreamBuffer } from "./stream-buffer";

/** A channel on which requests come. */
export type RequestChannel = "shell" | "control";

interface Reply {
  readonly msgType: string;
  readonly content: Json;
}

/** Sends replies and broadcasts, each in the order given. */
export interface Sender {
  reply(channel: RequestChannel, to: Message, reply: Reply): void;
  publish(parent: Message | undefined, msgType: string, content: Json): void;
  /** Sends a reply, between the broadcasts `busy` and `idle` for its request. */
  answer(channel: RequestChannel, to: Message, reply: Reply): void;
  /** Resolves when all messages were sent and the sockets are closed. */
  close(): Promise<void>;
}

export function createSender(sockets: Sockets, key: string, log: (text: string) => void): Sender {
  const handleFailure = (error: unknown): void => {
    log(`not sent: ${String(error)}`);
  };
  const out = {
    shell: createSendQueue(sockets.shell, handleFailure),
    control: createSendQueue(sockets.control, handleFailure),
    iopub: createSendQueue(sockets.iopub, handleFailure),
  };
  /** The request whose cell runs: until the cell ends the kernel is busy, whatever other requests are answered. */
  let executing: Message | undefined;

  const broadcast = (parent: Message | undefined, msgType: string, content: Json): void => {
    const topic = Buffer.from(msgType);
    out.iopub.send(
      encode(
        { identities: [topic], header: createHeader(msgType), parent: parent?.header ?? {}, metadata: {}, content },
        key,
      ),
    );
  };
  const streams = createStreamBuffer(
    ({ parent, name, text }) => {
      broadcast(parent, "stream", { name, text });
    },
    () => performance.now(),
  );

  const reply: Sender["reply"] = (channel, to, { msgType, content }) => {
    streams.flush();
    out[channel].send(
      encode(
        { identities: to.identities, header: createHeader(msgType), parent: to.header, metadata: {}, content },
        key,
      ),
    );
  };

  const publish: Sender["publish"] = (parent, msgType, content) => {
    if (msgType === "stream") {
      streams.write({ parent, name: String(content["name"]), text: String(content["text"]) });
      return;
    }
    streams.flush();
    broadcast(parent, msgType, content);
    if (msgType === "status") follow(parent, content["execution_state"]);
  };

  /** Clients take any `idle` for the state of the kernel: if a cell still runs, another `busy` must follow. */
  function follow(parent: Message | undefined, state: unknown): void {
    if (parent?.header.msg_type === "execute_request") executing = state === "busy" ? parent : undefined;
    else if (state === "idle" && executing !== undefined) publish(executing, "status", { execution_state: "busy" });
  }

  return {
    reply,
    publish,
    answer: (channel, to, content) => {
      publish(to, "status", { execution_state: "busy" });
      reply(channel, to, content);
      publish(to, "status", { execution_state: "idle" });
    },
    close: async () => {
      streams.flush();
      await Promise.all([out.shell.waitUntilEmpty(), out.control.waitUntilEmpty(), out.iopub.waitUntilEmpty()]);
      closeSockets(sockets);
    },
  };
}
