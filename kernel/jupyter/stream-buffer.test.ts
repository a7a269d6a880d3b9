import { expect } from "chai";
import type { Message } from "./message";
import { createStreamBuffer, type Print } from "./stream-buffer";

const createCell = (id: string): Message => ({
  identities: [],
  header: { msg_id: id, msg_type: "execute_request" },
  parent: {},
  metadata: {},
  content: {},
});

describe("createStreamBuffer", () => {
  let nowMs: number;
  let sent: string[];
  const open = (): ReturnType<typeof createStreamBuffer> => {
    nowMs = 0;
    sent = [];
    return createStreamBuffer(
      ({ parent, name, text }: Print) => {
        sent.push(`${parent?.header.msg_id} ${name} ${text}`);
      },
      () => nowMs,
    );
  };

  it("joins output of the same stream, and keeps the order when the stream or the cell changes", () => {
    const buffer = open();
    const [a, b] = [createCell("a"), createCell("b")];
    buffer.write({ parent: a, name: "stdout", text: "1" });
    buffer.write({ parent: a, name: "stdout", text: "2" });
    buffer.write({ parent: a, name: "stderr", text: "3" });
    buffer.write({ parent: b, name: "stderr", text: "4" });
    buffer.flush();
    expect(sent).to.deep.equal(["a stdout 12", "a stderr 3", "b stderr 4"]);
  });

  it("sends nothing twice, and nothing when it is empty", () => {
    const buffer = open();
    buffer.write({ parent: undefined, name: "stdout", text: "1" });
    buffer.flush();
    buffer.flush();
    expect(sent).to.deep.equal(["undefined stdout 1"]);
  });

  it("sends large text at once", () => {
    const buffer = open();
    buffer.write({ parent: createCell("a"), name: "stdout", text: "x".repeat(64 * 1024) });
    expect(sent).to.have.length(1);
  });

  it("buffers text for at most 30 ms while more of it arrives", () => {
    const buffer = open();
    for (nowMs = 0; nowMs < 60; nowMs += 10) buffer.write({ parent: createCell("a"), name: "stdout", text: "." });
    buffer.flush();
    expect(sent).to.deep.equal(["a stdout ....", "a stdout .."]);
  });

  it("sends buffered text by itself after that", async () => {
    await new Promise<void>((resolve) => {
      const buffer = createStreamBuffer(
        ({ text }) => {
          if (text === "held") resolve();
        },
        () => 0,
      );
      buffer.write({ parent: undefined, name: "stdout", text: "held" });
    });
  });
});
