import { expect } from "chai";
import type { Locator, Page } from "playwright-core";
import type { LearnerPage, LearnerSession } from "./learner-session";

/** JupyterLab's display while learners type and run their own cells. */
export function walkKeyboard(getSession: () => LearnerSession): void {
  let page: LearnerPage;
  const press = (...keys: readonly string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.notebook.page.keyboard.press(key)), Promise.resolve());
  /** Replaces the text of the last cell: JupyterLab adds an empty one when the last cell has run. */
  const type = async (text: string): Promise<void> => {
    await page.notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell .cm-content").last().click();
    await press("ControlOrMeta+a");
    await page.notebook.page.keyboard.insertText(text);
  };
  let waitForAnswers: () => Promise<void>;
  const messages: string[] = [];
  const find = (selector: string, hasText: string) => page.notebook.page.locator(selector, { hasText });

  before(async () => {
    page = await getSession().open("05-resharding", (opened) => {
      waitForAnswers = watchDebugger(opened, messages);
    });
    // JupyterLab draws the last cells of a long notebook later: until then, a new cell would not be the last.
    await page.notebook.findCell(page.cells.length - 1).waitFor({ state: "attached" });
  });
  /** A test whose error shows the last messages and the open page: they say what a busy machine has done in another order. */
  const showPageOnError = (test: () => Promise<void>) => async () => {
    messages.length = 0;
    await test().catch(async (error: unknown) => {
      if (!(error instanceof Error)) throw error;
      const drawn = await page.notebook.page.locator("#jp-main-dock-panel, .jp-DebuggerSidebar").allInnerTexts();
      error.stack = [error.stack, "The last messages:", ...messages.slice(-30), "The page:", ...drawn].join("\n");
      throw error;
    });
  };
  after(() => page.notebook.page.close());

  it("shows the value of a cell's last expression as its result, with its number", async () => {
    expect(
      await page.runNew("/** Shards and their ids. */\nconst layout = { shardCount: 2, shardIds: [] };\nlayout"),
    ).to.include("{ shardCount: 2, shardIds: [] }");
    await find(".jp-OutputArea-executeResult .jp-OutputPrompt", "]:").last().waitFor();
    expect(await page.runNew('({ outerHTML: "<b>bold shard</b>" })')).to.include("bold shard");
    await find(".jp-RenderedHTML b", "bold shard").waitFor();
  });

  it("completes a member of what another cell has declared", async () => {
    await type("layout.");
    await press("Tab");
    await find(".jp-Completer-item", "shardCount").waitFor();
    await press("Enter");
    await find(".cm-content", "layout.shardCount").last().waitFor();
  });

  it("shows a function's signature on Shift+Tab between its brackets", async () => {
    await type("Math.max(1");
    await press("Shift+Tab");
    await find(".jp-Tooltip", "Math.max(...values: number[]): number").waitFor();
    await press("Escape");
  });

  const getPanel = () => page.notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)");
  const getSidebar = () => page.notebook.page.locator(".jp-DebuggerSidebar");
  /** A variable that the debugger's sidebar shows. */
  const findVariable = (name: string, value: string) =>
    getSidebar().locator(`.jp-DebuggerVariables-name:text-is("${name}") + :text-is("${value}")`);
  const findFrame = (position: string) => getSidebar().locator(".jp-DebuggerCallstackFrame", { hasText: position });
  /**
   * Types a cell, and then turns the debugger on: while it starts, JupyterLab opens its sidebar, which takes the focus, and
   * afterward it would send the cell's breakpoints again a second after the last change.
   *
   * @returns the cell
   */
  const typeToDebug = async (text: string) => {
    await type(text);
    const cell = getPanel().locator(".jp-Notebook .jp-Cell", { hasText: text.split("\n")[0] ?? "" });
    await cell.waitFor();
    await turnDebuggerOn();
    return cell;
  };
  /** Turns the debugger on, with another click on the bug where JupyterLab has lost the first. */
  const turnDebuggerOn = async () => {
    const debugged = page.notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden)[data-jp-debugger]");
    for (let clicks = 0; clicks < 5; clicks += 1) {
      await waitForAnswers();
      await getPanel().locator(".jp-DebuggerBugButton").click();
      if (await waitBriefly(debugged)) return;
    }
    throw new Error("The debugger is off after five clicks on the bug.");
  };
  /** Continues the stopped code, with another press of F9 where JupyterLab has lost the first. */
  const leaveBreakpoint = async (frame: Locator) => {
    for (let presses = 0; presses < 5; presses += 1) {
      await pressWhenAnswered("F9");
      if (await waitBriefly(frame, "hidden")) return;
    }
    throw new Error("The code still stands at the breakpoint after five presses of F9.");
  };
  const pressWhenAnswered = async (key: string) => {
    await waitForAnswers();
    await press(key);
  };
  const turnDebuggerOff = async () => {
    await waitForAnswers();
    await getPanel().locator(".jp-DebuggerBugButton").click();
    // Until then, JupyterLab ignores another click.
    await page.notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden):not([data-jp-debugger])").waitFor();
  };
  const findLine = (editor: Locator, line: number) =>
    editor.locator(".cm-breakpoint-gutter .cm-gutterElement:visible").nth(line - 1);

  it(
    "stops at a breakpoint beside a line, shows the variables there, and goes on line by line",
    showPageOnError(async () => {
      const cell = await typeToDebug(
        "const perShard = 1000;\nconst records = perShard * 2;\nconsole.log(`${records} records`);",
      );
      await findLine(cell, 2).click();
      await getSidebar().locator(".jp-DebuggerBreakpoint").waitFor();
      await cell.locator(".cm-content").click();
      await press("Shift+Enter");

      await findFrame(":2").waitFor();
      await findVariable("perShard", "1000").waitFor();
      expect(await cell.locator(".jp-OutputArea-output").count()).to.equal(0);
      await pressWhenAnswered("F10");
      await findFrame(":3").waitFor();
      await findVariable("records", "2000").waitFor();
      await leaveBreakpoint(findFrame(":3"));
      await cell.locator(".jp-OutputArea-output", { hasText: "2000 records" }).waitFor();
      await turnDebuggerOff();
    }),
  );

  it(
    "stops at a breakpoint beside a line of a file in src",
    showPageOnError(async () => {
      const showNotebook = () =>
        page.notebook.page.locator(".lm-TabBar-tab", { hasText: "05-resharding" }).first().click();
      const cell = await typeToDebug(
        'import { formatCount } from "./src/aws/format-count";\nconsole.log(formatCount(2, "shard"));',
      );
      await getSidebar().locator('input[placeholder="Filter sources"]').fill("format-count");
      await getSidebar().locator(".jp-DebuggerKernelSource-source", { hasText: "format-count.ts" }).click();
      const file = page.notebook.page.locator(".jp-CodeMirrorEditor:visible", { hasText: "`1 shard`, `2 shards`" });
      await findLine(file, 3).click();
      await getSidebar().locator(".jp-DebuggerBreakpoint", { hasText: "format-count.ts" }).waitFor();
      await showNotebook();
      await cell.locator(".cm-content").click();
      await press("Shift+Enter");

      await findFrame("format-count.ts:3").waitFor();
      await findVariable("number", "2").waitFor();
      await leaveBreakpoint(findFrame("format-count.ts:3"));
      await showNotebook();
      await cell.locator(".jp-OutputArea-output", { hasText: "2 shards" }).waitFor();
      await turnDebuggerOff();
    }),
  );
}

/** Waits up to half a minute for an element to appear, or to go. @returns whether it did */
const waitBriefly = (element: Locator, state: "visible" | "hidden" = "visible"): Promise<boolean> =>
  element.waitFor({ state, timeout: 30_000 }).then(
    () => true,
    () => false,
  );

/**
 * Returns a function that waits until the kernel has answered all debug requests of a page. JupyterLab requests the
 * debugger's state at each change of the tab, and loses a click or a key that comes before the answer: its session then
 * waits for the answer on an earlier connection.
 *
 * @param messages takes a line for each message about the debugger or a cell's run
 */
function watchDebugger(page: Page, messages: string[]): () => Promise<void> {
  const note =
    (sign: string) =>
    ({ payload }: { readonly payload: string | Buffer }) => {
      const type = /"msg_type": ?"(execute_\w+|debug_\w+)"/.exec(payload.toString())?.[1];
      const subject = /"(?:command|event)": ?"(\w+)"/.exec(payload.toString())?.[1] ?? "";
      if (type !== undefined) messages.push(`${new Date().toISOString().slice(11, 23)} ${sign} ${type} ${subject}`);
    };
  let unanswered = 0;
  let waiting: (() => void)[] = [];
  const count =
    (change: number, type: string) =>
    ({ payload }: { readonly payload: string | Buffer }) => {
      if (!payload.includes(type)) return;
      unanswered += change;
      if (unanswered > 0) return;
      for (const goOn of waiting) goOn();
      waiting = [];
    };
  page.on("websocket", (socket) => {
    socket.on("framesent", note(">"));
    socket.on("framereceived", note("<"));
    socket.on("framesent", count(1, '"debug_request"'));
    socket.on("framereceived", count(-1, '"debug_reply"'));
  });
  return async () => {
    do {
      if (unanswered > 0) await new Promise<void>((resolve) => waiting.push(resolve));
      // An answer can be followed by the next request: the page has sent it when it has time for this.
      await page.evaluate(() => new Promise((resolve) => setTimeout(resolve)));
    } while (unanswered > 0);
  };
}
