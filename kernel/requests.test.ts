import { expect } from "chai";
import { Dealer } from "zeromq";
import { getAddress } from "./jupyter/connection";
import { encode, type Json } from "./jupyter/message";
import { getPrinted } from "./testing/kernel-client";
import { useKernel } from "./testing/use-kernel";

describe("kernel requests", function () {
  this.timeout(60_000);
  const kernel = useKernel();
  const ask = async (type: string, content: Json = {}): Promise<{ type: string; content: Json }> => {
    const { header, content: answer } = await kernel.client.ask(type, content).done;
    return { type: header.msg_type, content: answer };
  };

  it("says what it is", async () => {
    const { type, content } = await ask("kernel_info_request");
    expect(type).to.equal("kernel_info_reply");
    expect(content).to.deep.include({ status: "ok", protocol_version: "5.3", implementation: "tslab-labs" });
    expect(content["language_info"]).to.include({
      name: "typescript",
      mimetype: "text/typescript",
      file_extension: ".ts",
    });
  });

  it("completes members of what earlier cells declared", async () => {
    await kernel.run('const stream = { shardCount: 2, shardIds: ["a"] };');
    const { type, content } = await ask("complete_request", { code: "stream.shardC", cursor_pos: 13 });
    expect(type).to.equal("complete_reply");
    expect(content).to.deep.include({ status: "ok", matches: ["shardCount"], cursor_start: 7, cursor_end: 13 });
  });

  it("counts the cursor in characters, as clients do", async () => {
    const code = '"🙂🙂"; stream.shardI';
    const { content } = await ask("complete_request", { code, cursor_pos: [...code].length });
    expect(content).to.deep.include({ matches: ["shardIds"], cursor_start: 13, cursor_end: 19 });
  });

  it("inspects what stands at the cursor", async () => {
    const { type, content } = await ask("inspect_request", { code: "stream", cursor_pos: 3, detail_level: 0 });
    expect(type).to.equal("inspect_reply");
    expect(content).to.include({ status: "ok", found: true });
    expect(content["data"]).to.have.property("text/plain").that.includes("shardCount: number");
  });

  it("finds nothing to inspect in an empty cell", async () => {
    expect((await ask("inspect_request", { code: "", cursor_pos: 0 })).content).to.include({
      status: "ok",
      found: false,
    });
  });

  it("knows when code is complete", async () => {
    expect((await ask("is_complete_request", { code: "1 + 1" })).content).to.deep.equal({ status: "complete" });
    expect((await ask("is_complete_request", { code: "if (true) {" })).content).to.deep.equal({
      status: "incomplete",
      indent: "  ",
    });
  });

  it("has no comms and no history", async () => {
    expect(await ask("comm_info_request", { target_name: "jupyter.widget" })).to.deep.equal({
      type: "comm_info_reply",
      content: { status: "ok", comms: {} },
    });
    expect(await ask("history_request")).to.deep.equal({
      type: "history_reply",
      content: { status: "ok", history: [] },
    });
  });

  it("is idle again after a message that it does not know", async () => {
    const asked = kernel.client.ask("comm_open", { comm_id: "1", target_name: "x", data: {} });
    await asked.waitForMessage(({ content }) => content["execution_state"] === "idle");
    expect((await kernel.run("1")).content["status"]).to.equal("ok");
  });

  it("ignores a message that is not signed with its key", async () => {
    const stranger = new Dealer({ linger: 0 });
    try {
      stranger.connect(getAddress(kernel.kernel.connection, "shell"));
      const header = { msg_id: "1", msg_type: "execute_request", session: "s" };
      const content = { code: "globalThis.hacked = true" };
      await stranger.send(encode({ identities: [], header, parent: {}, metadata: {}, content }, "wrong key"));
      await kernel.kernel.waitForLog("message ignored: a message has a wrong signature");
      expect(getPrinted(await kernel.run('"hacked" in globalThis'))).to.equal("false\n");
    } finally {
      stranger.close();
    }
  });

  it("takes content of any shape", async () => {
    expect((await ask("complete_request", { code: 5, cursor_pos: "x" })).content["status"]).to.equal("ok");
    expect((await ask("execute_request", {})).content["status"]).to.equal("ok");
  });
});
