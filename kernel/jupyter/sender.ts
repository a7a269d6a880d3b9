import { encode, createHeader, type Json, type Message } from "./message";
import { createSendQueue } from "./send-queue";
import { closeSockets, type Sockets } from "./sockets";
import { createStreamBuffer } from "./stream-buffer";
import type { Broadcast } from "./threads";

/** A channel that receives requests. */
export type RequestChannel = "shell" | "control";

interface Reply {
  readonly msgType: string;
  readonly content: Json;
}

/** Sends replies and broadcasts, each in the order given. */
export interface Sender {
  reply(channel: RequestChannel, to: Message, reply: Reply): void;
  publish(parent: Message | undefined, broadcast: Broadcast): void;
  /** Asks the user whose client sent a request. */
  askInput(parent: Message, content: Json): void;
  /** Greets a new subscriber, which knows then that no broadcast will be lost. */
  sendWelcome(subscription: string): void;
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
    stdin: createSendQueue(sockets.stdin, handleFailure),
  };
  /** The request whose cell runs: until the cell ends the kernel is busy, whatever other requests are answered. */
  let executing: Message | undefined;

  const send = (channel: keyof typeof out, to: Pick<Message, "identities" | "parent">, sent: Broadcast): void => {
    const { msgType, content, metadata = {}, buffers = [] } = sent;
    out[channel].send(encode({ ...to, header: createHeader(msgType), metadata, content, buffers }, key));
  };
  const broadcast: Sender["publish"] = (parent, sent) => {
    send("iopub", { identities: [Buffer.from(sent.msgType)], parent: parent?.header ?? {} }, sent);
  };
  const streams = createStreamBuffer(
    ({ parent, name, text }) => {
      broadcast(parent, { msgType: "stream", content: { name, text } });
    },
    () => performance.now(),
  );

  const reply: Sender["reply"] = (channel, to, content) => {
    streams.flush();
    send(channel, { identities: to.identities, parent: to.header }, content);
  };

  const publish: Sender["publish"] = (parent, sent) => {
    const { msgType, content } = sent;
    if (msgType === "stream") {
      streams.write({ parent, name: String(content["name"]), text: String(content["text"]) });
      return;
    }
    streams.flush();
    broadcast(parent, sent);
    if (msgType === "status") follow(parent, content["execution_state"]);
  };

  const publishStatus = (parent: Message, state: "busy" | "idle"): void => {
    publish(parent, { msgType: "status", content: { execution_state: state } });
  };

  /** Clients take any `idle` for the state of the kernel: if a cell still runs, another `busy` must follow. */
  function follow(parent: Message | undefined, state: unknown): void {
    if (parent?.header.msg_type === "execute_request") executing = state === "busy" ? parent : undefined;
    else if (state === "idle" && executing !== undefined) publishStatus(executing, "busy");
  }

  return {
    reply,
    publish,
    askInput: ({ identities, header }, content) => {
      streams.flush();
      send("stdin", { identities, parent: header }, { msgType: "input_request", content });
    },
    sendWelcome: (subscription) => {
      const to = { identities: [Buffer.from(subscription)], parent: {} };
      send("iopub", to, { msgType: "iopub_welcome", content: { subscription } });
    },
    answer: (channel, to, content) => {
      publishStatus(to, "busy");
      reply(channel, to, content);
      publishStatus(to, "idle");
    },
    close: async () => {
      streams.flush();
      await Promise.all([out.shell.waitUntilEmpty(), out.control.waitUntilEmpty(), out.iopub.waitUntilEmpty()]);
      closeSockets(sockets);
    },
  };
}
