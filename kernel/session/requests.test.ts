import { expect } from "chai";
import { Dealer } from "zeromq";
import { getAddress } from "../jupyter/connection";
import { encode, type Json } from "../jupyter/message";
import { getPrinted, listPublished } from "../testing/kernel-client";
import { useKernel } from "../testing/use-kernel";

describe("kernel requests", () => {
  const kernel = useKernel();
  const ask = async (type: string, content: Json = {}): Promise<{ type: string; content: Json }> => {
    const { header, content: answer } = await kernel.client.ask(type, content).done;
    return { type: header.msg_type, content: answer };
  };

  it("describes the kernel in kernel_info", async () => {
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

  it("completes with kinds, types and documentation", async () => {
    await kernel.run(
      "/** The trips of a day. */\nfunction countTrips(day: Date): number { return 1; }\nclass TripStore { open(): void {} }",
    );
    const complete = async (code: string): Promise<Json> =>
      (await ask("complete_request", { code, cursor_pos: code.length })).content;
    const describe = async (code: string): Promise<Json | undefined> => {
      const { metadata } = await complete(code);
      return (metadata as { _jupyter_types_experimental: Json[] })["_jupyter_types_experimental"][0];
    };
    expect(await describe("countT")).to.include({
      text: "countTrips",
      type: "function",
      signature: "(day: Date) => number",
      documentation: "The trips of a day.",
      start: 0,
      end: 6,
    });
    expect(await describe("TripS")).to.include({ text: "TripStore", type: "class" });
    expect(await describe("new TripStore().op")).to.include({ text: "open", type: "method", signature: "() => void" });
    expect(await describe("stream.shardC")).to.include({ type: "property", signature: "number" });
    expect(await complete('import { s } from "node:http')).to.deep.include({
      matches: ["node:http", "node:http2", "node:https"],
    });
    expect((await complete('import { basename } from "node:path";\nbasen'))["matches"]).to.deep.equal(["basename"]);
    expect((await complete('const mode: "fast" | "slow" = "sl'))["matches"]).to.deep.equal(["slow"]);
  });

  it("shows the documentation of packages, also of overloads and of inherited members", async () => {
    const inspect = async (code: string): Promise<string> => {
      const data = (await ask("inspect_request", { code, cursor_pos: code.length })).content["data"] as Json;
      return String(data["text/plain"]);
    };
    expect(await inspect("[1].map")).to.include("Calls a defined callback function on each element");
    expect(await inspect('import { basename } from "node:path";\nbasename')).to.include("@param suffix optionally");
    const socket = 'import { Socket } from "node:net";\nnew Socket().';
    expect(await inspect(`${socket}emit`)).to.include("calls each of the listeners");
    const code = `${socket}setNoDel`;
    const { metadata } = (await ask("complete_request", { code, cursor_pos: code.length })).content;
    const [item] = (metadata as { _jupyter_types_experimental: Json[] })["_jupyter_types_experimental"];
    expect(item?.["documentation"]).to.include("Nagle's algorithm");
    const { matches } = (await ask("complete_request", { code: '"a".', cursor_pos: 4 })).content as {
      matches: string[];
    };
    expect(matches.indexOf("anchor"), "a deprecated method").to.be.greaterThan(matches.indexOf("trim"));
  });

  it("completes a string with the values a library knows for its property or parameter", async () => {
    await kernel.run(`Object.assign(globalThis, { [Symbol.for("labs.complete")]: async (expects: string) => expects === "streamName" ? ["de-one", "de-two", "other"] : [] });
function read(streamName: string, color = "") {}`);
    for (const [code, cursor, matches] of [
      ['read("de-t")', 10, ["de-two"]],
      ['read("de-")', 9, ["de-one", "de-two"]],
      ['({ streamName: "" })', 16, ["de-one", "de-two", "other"]],
      ['read("de-one", "")', 16, []],
    ] as const)
      expect((await ask("complete_request", { code, cursor_pos: cursor })).content["matches"], code).to.deep.equal(
        matches,
      );
  });

  it("removes the names of a changed or deleted cell from completion and types", async () => {
    const listMatches = async (code: string): Promise<unknown> =>
      (await ask("complete_request", { code, cursor_pos: code.length })).content["matches"];
    await kernel.run("const leavingOne = 1; interface LeavingType { n: number } const stays = 2;", { cellId: "a" });
    await kernel.run('import { sep as leavingSep, join as joinPaths } from "node:path";', { cellId: "b" });
    expect(await listMatches("leaving")).to.deep.equal(["leavingOne", "leavingSep"]);
    expect(await listMatches("let n: LeavingT")).to.deep.equal(["LeavingType"]);
    await kernel.run("const leavingTwo = 1; const stays = 3;", { cellId: "a" });
    expect(await listMatches("leaving")).to.deep.equal(["leavingSep", "leavingTwo"]);
    expect(await listMatches("let n: LeavingT")).to.deep.equal([]);
    expect((await kernel.run("leavingOne", { cellId: "c" })).content["evalue"]).to.include("leavingOne");
    // A cell that fails changes nothing.
    expect((await kernel.run("throw new Error();", { cellId: "a" })).content["status"]).to.equal("error");
    expect(await listMatches("leavingT")).to.deep.equal(["leavingTwo"]);
    expect(getPrinted(await kernel.run("stays", { cellId: "d", deletedCells: ["b"] }))).to.equal("3\n");
    expect(await listMatches("leaving")).to.deep.equal(["leavingTwo"]);
    expect(await listMatches("joinP")).to.deep.equal([]);
    await kernel.run("stays", { cellId: "d", deletedCells: ["a"] });
    expect((await kernel.run("stays", { cellId: "e" })).content["status"]).to.equal("error");
  });

  it("inspects the function whose call surrounds the cursor", async () => {
    await kernel.run(
      "/**\n * Sends a record.\n * @param key where it goes\n */\nfunction send(key: string, data: { n: number }) {}",
    );
    const { content } = await ask("inspect_request", { code: 'send("a", { n: 1 })', cursor_pos: 15 });
    expect(content["data"]).to.deep.equal({
      "text/plain":
        "function send(key: string, data: {\n    n: number;\n}): void\n\nSends a record.\n@param key where it goes",
      "text/markdown":
        "```ts\nfunction send(key: string, data: {\n    n: number;\n}): void\n```\n\nSends a record.\n@param key where it goes",
    });
  });

  it("counts the cursor position in characters, as clients do", async () => {
    const code = '"🙂🙂"; stream.shardI';
    const { content } = await ask("complete_request", { code, cursor_pos: [...code].length });
    expect(content).to.deep.include({ matches: ["shardIds"], cursor_start: 13, cursor_end: 19 });
  });

  it("inspects the name at the cursor", async () => {
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

  it("distinguishes complete code from code that needs more lines and from code that is wrong", async () => {
    for (const [code, reply] of [
      ["1 + 1", "complete"],
      ["", "complete"],
      ["await run();\nfor await (const row of rows) print(row);", "complete"],
      ["if (true) {}\n// done", "complete"],
      ["if (true) {", "  "],
      ["  if (a) {\n    b();", "    "],
      ["print(", "  "],
      ["const n =", "  "],
      ["const rows = [1,", ""],
      ["`one\n${two}", ""],
      ["/* one", ""],
      ["try { run(); } // and then", ""],
      ['"one \\', ""],
      ["const = 5", "invalid"],
      ['"one', "invalid"],
      ["run())", "invalid"],
      ["function function", "invalid"],
    ] as const) {
      const isIncomplete = reply.trim() === "";
      const expected = isIncomplete ? { status: "incomplete", indent: reply } : { status: reply };
      expect((await ask("is_complete_request", { code })).content, code).to.deep.equal(expected);
    }
  });

  const askHistory = async (content: Json): Promise<unknown> =>
    (await ask("history_request", content)).content["history"];

  it("lists executed cells: the last ones, a range, and those matching a pattern", async () => {
    const first = Number((await kernel.run("'history 1'")).content["execution_count"]);
    await kernel.run("'history 2'");
    await kernel.run("'history 1'");
    await kernel.run("'history, not stored'", { storeHistory: false });
    const [left, second, three] = [first, first + 1, first + 2].map((count) => [
      1,
      count,
      `'history ${count - first === 1 ? 2 : 1}'`,
    ]);
    expect(await askHistory({ hist_access_type: "tail", n: 2 })).to.deep.equal([second, three]);
    const range = { hist_access_type: "range", start: first, stop: first + 2 };
    expect(await askHistory({ ...range, session: 0 })).to.deep.equal([left, second]);
    expect(await askHistory({ ...range, session: -1 })).to.deep.equal([]);
    const search = { hist_access_type: "search", pattern: "*hist?ry*" };
    expect(await askHistory(search)).to.deep.equal([left, second, three]);
    expect(await askHistory({ ...search, n: 1 })).to.deep.equal([three]);
    expect(await askHistory({ ...search, unique: true })).to.have.length(2);
    expect(await askHistory({ ...search, n: 1, output: true })).to.deep.equal([
      [1, first + 2, ["'history 1'", "history 1"]],
    ]);
  });

  it("lets a cell and the notebook exchange messages over a comm, with bytes", async () => {
    const opened = await kernel.run(`import { comms } from "tslab";
comms.registerTarget("echo", (comm, { data }) => {
  comm.send({ greeting: data.name });
  comm.onMessage(({ data, buffers }) => comm.send({ twice: data.n * 2 }, { buffers }));
  comm.onClose(() => console.log("closed by the notebook"));
});
comms.open("plot", { size: 3 }).id`);
    const [id] = getPrinted(opened).trim().split("\n");
    expect(listPublished(opened, "comm_open")).to.deep.equal([{ comm_id: id, target_name: "plot", data: { size: 3 } }]);
    const echo = kernel.client.ask("comm_open", { comm_id: "e1", target_name: "echo", data: { name: "Ada" } });
    await echo.waitForMessage(({ content }) => content["execution_state"] === "idle");
    expect(listPublished(echo, "comm_msg")).to.deep.equal([{ comm_id: "e1", data: { greeting: "Ada" } }]);
    const bytes = Buffer.from([1, 2]);
    const sent = kernel.client.ask("comm_msg", { comm_id: "e1", data: { n: 4 } }, { buffers: [bytes] });
    const { content, buffers } = await sent.waitForMessage(({ header }) => header.msg_type === "comm_msg");
    expect([content, buffers]).to.deep.equal([{ comm_id: "e1", data: { twice: 8 } }, [bytes]]);
    const getOpen = async (expected?: string): Promise<unknown> =>
      (await ask("comm_info_request", expected === undefined ? {} : { target_name: expected })).content["comms"];
    expect(await getOpen()).to.deep.equal({ [String(id)]: { target_name: "plot" }, e1: { target_name: "echo" } });
    expect(await getOpen("echo")).to.deep.equal({ e1: { target_name: "echo" } });
    kernel.client.ask("comm_close", { comm_id: "e1", data: {} });
    await opened.waitForMessage(({ header }) => header.msg_type === "stream");
    expect(await getOpen("echo")).to.deep.equal({});
  });

  it("closes a comm of a target that no cell has registered", async () => {
    const pendingRequest = kernel.client.ask("comm_open", { comm_id: "1", target_name: "unknown", data: {} });
    const { content } = await pendingRequest.waitForMessage(({ header }) => header.msg_type === "comm_close");
    expect(content).to.deep.equal({ comm_id: "1", data: {} });
  });

  it("requests a line of text while a cell runs, and waits for it", async () => {
    const pendingRequest = kernel.client.run(
      'import { promptPassword } from "tslab";\nconst name = prompt("Name? ");\n`${name} ${promptPassword("Key? ")} ${prompt("", "none")}`',
      { allowStdin: true },
    );
    expect((await kernel.client.answerInput("Ada")).content).to.deep.equal({ prompt: "Name? ", password: false });
    expect((await kernel.client.answerInput("secret")).content).to.deep.equal({ prompt: "Key? ", password: true });
    await kernel.client.answerInput("");
    await pendingRequest.done;
    expect(getPrinted(pendingRequest)).to.equal("Ada secret none\n");
  });

  it("stops a cell that waits for input, and reports clients that can't provide any", async () => {
    const pendingRequest = kernel.client.run('console.log("go");\nprompt("Name? ");', { allowStdin: true });
    await pendingRequest.waitForMessage(({ header }) => header.msg_type === "stream");
    await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
    expect((await pendingRequest.done).content).to.include({ status: "error", ename: "Interrupted" });
    expect((await kernel.run('prompt("Name? ")')).content["evalue"]).to.include("no way to ask you");
  });

  it("evaluates a client's expressions after a cell", async () => {
    const { content } = await kernel.run("const left = 20;", { userExpressions: { sum: "left + 1", bad: "missing" } });
    expect(content["user_expressions"]).to.deep.include({
      sum: { status: "ok", data: { "text/plain": "21" }, metadata: {} },
    });
    expect(content["user_expressions"])
      .to.have.property("bad")
      .that.includes({ status: "error", ename: "TypeScriptError" });
  });

  it("greets a new subscriber, and sends heartbeats back", async () => {
    expect(await kernel.client.sendHeartbeat("ping")).to.equal("ping");
    const [first, second] = kernel.client.unasked;
    expect([first?.header.msg_type, first?.content]).to.deep.equal(["iopub_welcome", { subscription: "" }]);
    expect([second?.header.msg_type, second?.content]).to.deep.equal(["status", { execution_state: "starting" }]);
  });

  it("is idle again after an unknown message", async () => {
    const pendingRequest = kernel.client.ask("unknown_request", {});
    await pendingRequest.waitForMessage(({ content }) => content["execution_state"] === "idle");
    expect((await kernel.run("1")).content["status"]).to.equal("ok");
  });

  it("ignores a message signed with another key", async () => {
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

  it("accepts content of any shape", async () => {
    expect((await ask("complete_request", { code: 5, cursor_pos: "x" })).content["status"]).to.equal("ok");
    expect((await ask("execute_request", {})).content["status"]).to.equal("ok");
  });
});
