import { expect } from "chai";
import type { LearnerPage, LearnerSession } from "./learner-session";

/** What JupyterLab shows while a learner types and runs cells of their own. */
export function walkKeyboard(getBegun: () => LearnerSession): void {
  let page: LearnerPage;
  const press = (...keys: readonly string[]): Promise<void> =>
    keys.reduce((before, key) => before.then(() => page.notebook.page.keyboard.press(key)), Promise.resolve());
  /** Replaces the text of the last cell: JupyterLab adds an empty one when the last cell has run. */
  const type = async (text: string): Promise<void> => {
    await page.notebook.page.locator(".jp-NotebookPanel:not(.lm-mod-hidden) .jp-Cell .cm-content").last().click();
    await press("ControlOrMeta+a");
    await page.notebook.page.keyboard.insertText(text);
  };
  const find = (selector: string, hasText: string) => page.notebook.page.locator(selector, { hasText });

  before(async () => {
    page = await getBegun().open("05-resharding");
  });
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
}
