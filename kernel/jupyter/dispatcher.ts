import { putAnswer, type AnswerBoxEnd } from "./answer-box";
import type { Debugger } from "../debug/debugger";
import type { InterruptCounts } from "./interrupt-counts";
import { kernelInfo } from "./kernel-info";
import { killBusyCode } from "./kill-busy-code";
import { decode, type Message } from "./message";
import type { RequestChannel, Sender } from "./sender";
import type { MessageFromSocketThread, MessageToSocketThread } from "./threads";

interface DispatcherOptions {
  readonly sender: Sender;
  /** The key that requests are signed with. */
  readonly key: string;
  readonly counts: InterruptCounts;
  readonly debug: Debugger;
  readonly answers: AnswerBoxEnd;
  readonly post: (message: MessageFromSocketThread) => void;
}

interface Dispatcher {
  /** @throws Error if the frames are no message, or not signed with the kernel's key */
  receive(channel: RequestChannel, frames: readonly Uint8Array[]): void;
  /** Receives a person's answer to a question of a cell. @throws as `receive` */
  receiveAnswer(frames: readonly Uint8Array[]): void;
  handle(message: MessageToSocketThread): void;
}

/** How long the main thread may take to end by itself. */
const END_MS = 4000;

/** Decides which requests the sockets' thread answers by itself, and passes the others to the main thread. */
export function createDispatcher({ sender, key, counts, debug, answers, post }: DispatcherOptions): Dispatcher {
  function interrupt(channel: RequestChannel, message: Message): void {
    const number = counts.ask();
    debug.endPaused();
    putAnswer(answers, { interrupted: true });
    post({ kind: "interrupt" });
    sender.answer(channel, message, { msgType: "interrupt_reply", content: { status: "ok" } });
    void killBusyCode(number, counts);
  }

  function shutDown(channel: RequestChannel, message: Message): void {
    const restart = message.content["restart"] === true;
    const reply = { msgType: "shutdown_reply", content: { status: "ok", restart } };
    sender.answer(channel, message, reply);
    // Also to all other clients of this kernel, as the protocol requires.
    sender.publish(message, reply);
    counts.ask();
    debug.endPaused();
    putAnswer(answers, { interrupted: true });
    post({ kind: "shutdown" });
    setTimeout(() => {
      process.kill(process.pid, "SIGKILL");
    }, END_MS);
  }

  async function answerDebugger(channel: RequestChannel, message: Message): Promise<void> {
    sender.publish(message, { msgType: "status", content: { execution_state: "busy" } });
    sender.reply(channel, message, { msgType: "debug_reply", content: await debug.answer(message) });
    sender.publish(message, { msgType: "status", content: { execution_state: "idle" } });
  }

  return {
    receive: (channel, frames) => {
      const message = decode(frames, key);
      const { msg_type: type } = message.header;
      if (type === "kernel_info_request")
        sender.answer(channel, message, { msgType: "kernel_info_reply", content: kernelInfo });
      else if (type === "interrupt_request") interrupt(channel, message);
      else if (type === "shutdown_request") shutDown(channel, message);
      else if (type === "debug_request") void answerDebugger(channel, message);
      else post({ kind: "request", channel, message, receivedAtMs: performance.timeOrigin + performance.now() });
    },
    receiveAnswer: (frames) => {
      const { header, content } = decode(frames, key);
      if (header.msg_type === "input_reply") putAnswer(answers, { value: String(content["value"] ?? "") });
    },
    handle: (message) => {
      if (message.kind === "reply") sender.reply(message.channel, message.to, message);
      else if (message.kind === "publish") sender.publish(message.parent, message);
      else if (message.kind === "input") sender.askInput(message.parent, message.content);
      // In a worker this ends the thread, not the process.
      else void sender.close().then(() => process.exit());
    },
  };
}
