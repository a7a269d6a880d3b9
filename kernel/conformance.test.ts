import { expect } from "chai";
import type { Json, Message } from "./jupyter/message";
import { listPublished, type PendingRequest } from "./testing/kernel-client";
import { useKernel } from "./testing/use-kernel";

/**
 * The cases of runtimed/kernel-testbed, which publishes a table of kernels, written again for this kernel: each has the name that it has
 * there, so that both can be compared. Its snippets are those that it has for TypeScript.
 */
describe("kernel in the cases of kernel-testbed", () => {
  const kernel = useKernel({}, "own");
  const ask = async (type: string, content: Json = {}): Promise<Json> =>
    (await kernel.client.ask(type, content).done).content;
  const run = async (code: string): Promise<PendingRequest & { content: Json }> => kernel.run(code);
  const listTypes = (ran: PendingRequest): string[] => ran.published.map(({ header }) => header.msg_type);

  const cases: Readonly<Record<string, () => Promise<void>>> = {
    heartbeat_responds: async () => {
      expect(await kernel.client.sendHeartbeat("ping")).to.equal("ping");
    },
    iopub_welcome: async () => {
      expect(kernel.client.unasked.map(({ header }) => header.msg_type)).to.include("iopub_welcome");
    },
    kernel_info_reply_valid: async () => {
      expect(await ask("kernel_info_request")).to.include({ status: "ok" });
    },
    kernel_info_has_language_info: async () => {
      expect((await ask("kernel_info_request"))["language_info"]).to.have.property("name", "typescript");
    },
    kernel_info_has_protocol_version: async () => {
      expect((await ask("kernel_info_request"))["protocol_version"]).to.match(/^5\.\d+$/);
    },
    execute_stdout: async () => {
      expect(listPublished(await run("console.log('hello')"), "stream")).to.deep.equal([
        { name: "stdout", text: "hello\n" },
      ]);
    },
    execute_stderr: async () => {
      expect(listPublished(await run("console.error('error')"), "stream")).to.deep.equal([
        { name: "stderr", text: "error\n" },
      ]);
    },
    execute_reply_ok: async () => {
      expect((await run("const x = 1")).content).to.include({ status: "ok" });
    },
    status_busy_idle_lifecycle: async () => {
      const states = listPublished(await run("const x = 1"), "status").map(({ execution_state }) => execution_state);
      expect(states).to.deep.equal(["busy", "idle"]);
    },
    execute_input_broadcast: async () => {
      expect(listPublished(await run("const x = 1"), "execute_input")[0]).to.include({ code: "const x = 1" });
    },
    complete_request: async () => {
      await run("const testVariableForCompletion = 42");
      const reply = await ask("complete_request", { code: "testVariableFor", cursor_pos: 15 });
      expect(reply["matches"]).to.include("testVariableForCompletion");
    },
    inspect_request: async () => {
      const reply = await ask("inspect_request", {
        code: "testVariableForCompletion",
        cursor_pos: 25,
        detail_level: 0,
      });
      expect(reply).to.include({ status: "ok", found: true });
    },
    is_complete_complete: async () => {
      expect(await ask("is_complete_request", { code: "const x = 1" })).to.include({ status: "complete" });
    },
    is_complete_incomplete: async () => {
      expect(await ask("is_complete_request", { code: "const x = {" })).to.include({ status: "incomplete" });
    },
    history_request: async () => {
      const reply = await ask("history_request", { hist_access_type: "tail", n: 10, output: false, raw: true });
      expect(reply["history"]).to.deep.include([1, 2, "console.log('hello')"]);
    },
    comm_info_request: async () => {
      expect(await ask("comm_info_request")).to.deep.equal({ status: "ok", comms: {} });
    },
    error_handling: async () => {
      const ran = await run("function function");
      expect(ran.content).to.include({ status: "error" });
      expect(listPublished(ran, "error")).to.have.length(1);
    },
    display_data: async () => {
      const ran = await run('import { display } from "tslab"; display.html("<b>bold</b>")');
      expect(listPublished(ran, "display_data")[0]?.["data"]).to.deep.equal({ "text/html": "<b>bold</b>" });
    },
    update_display_data: async () => {
      const ran = await run(
        'import { newDisplay } from "tslab"; const spot = newDisplay(); spot.html("<b>initial</b>"); spot.html("<b>updated</b>")',
      );
      expect(listTypes(ran)).to.include.members(["display_data", "update_display_data"]);
    },
    execute_result: async () => {
      expect(listPublished(await run("1 + 1"), "execute_result")[0]?.["data"]).to.deep.equal({ "text/plain": "2" });
    },
    rich_execute_result: async () => {
      const ran = await run('({ outerHTML: "<b>A</b>" })');
      expect(listPublished(ran, "execute_result")[0]?.["data"]).to.have.property("text/html", "<b>A</b>");
    },
    stdin_input_request: async () => {
      const pending = kernel.client.run("prompt('Enter: ')", { allowStdin: true });
      expect((await kernel.client.answerInput("test_input_42")).content).to.include({ prompt: "Enter: " });
      expect((await pending.done).content).to.include({ status: "ok" });
    },
    comms_lifecycle: async () => {
      const pending = kernel.client.ask("comm_open", {
        comm_id: "c",
        target_name: "jupyter.kernel_testbed.test",
        data: {},
      });
      await pending.waitForMessage(({ header }) => header.msg_type === "comm_close");
    },
    interrupt_request: async () => {
      const { content } = await kernel.client.ask("interrupt_request", {}, { channel: "control" }).reply;
      expect(content).to.deep.equal({ status: "ok" });
    },
    execution_count_increments: async () => {
      const [first, second] = [await run("const x = 1"), await run("const x = 1")];
      expect(second.content["execution_count"]).to.equal(Number(first.content["execution_count"]) + 1);
    },
    parent_header_correlation: async () => {
      const ran = await run("console.log('hello')");
      const getParents = (messages: readonly Message[]): unknown[] => messages.map(({ parent }) => parent.msg_id);
      expect(getParents([await ran.reply, ...ran.published])).to.deep.equal(Array(5).fill(ran.id));
    },
    shutdown_reply: async () => {
      const pending = kernel.client.ask("shutdown_request", { restart: false }, { channel: "control" });
      expect((await pending.reply).content).to.deep.equal({ status: "ok", restart: false });
      expect(await kernel.kernel.ended).to.equal(0);
    },
  };

  for (const [name, check] of Object.entries(cases)) it(`passes ${name}`, check);
});
