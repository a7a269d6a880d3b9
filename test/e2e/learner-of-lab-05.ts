import { expect } from "chai";
import { keepFiles } from "./original-files";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { createWorkThrough, type WorkThrough } from "./work-through";

const LAB = "05-resharding";

/** Tests, inside a `describe`, that a learner can do lab 05 from the blank notebook to its clean-up. */
export function walkLab05(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  let workThrough: WorkThrough;
  let restore: (() => void) | undefined;
  before(async () => {
    const { root } = getSession();
    restore = keepFiles(root, [`notebooks/${LAB}.ipynb`]);
    fetchSolution(root, LAB);
    lab = await getSession().open(LAB);
    workThrough = createWorkThrough(lab);
  });
  after(async () => {
    await lab.notebook.page.close();
    restore?.();
  });

  it("overloads a shard, sees it in a plot, and finds the right hash key on the second try", async () => {
    await workThrough("look");
    expect(await lab.readOutput("create-stream")).to.match(/1\s*90\s*\d+\s*[1-9]\d*\s*Rate exceeded/);
    const plot = lab.findCell("look").locator(".jp-RenderedVegaCommon5 canvas, .jp-RenderedVegaCommon5 svg").first();
    await plot.scrollIntoViewIfNeeded();
    expect((await plot.boundingBox())?.height).to.be.greaterThan(100);
    await lab.run("hash-key");
    expect(await lab.run("hot-hash")).to.contain("Exercise 05-resharding.hash-key is still open");
    await lab.answer("hash-key", ["return BigInt(`0x${digits}`).toString();", "return digits;"]);
    expect(await lab.check("hash-key-check")).to.match(/✗ /);
    await workThrough("keys-look");
    expect(await lab.readOutput("keys-look")).to.match(/arena-tour\s*73\.2\s*shardId-000000000001\s*40/);
  });

  it("splits the idle shard, opens a hint, starts again with a new stream as the note says, and sees that a key stays whole", async () => {
    await workThrough("split-look");
    await lab.answer("split", ["start <= HOT_HASH && HOT_HASH <= end", "start === 0n"]);
    await lab.run("split-wait");
    expect(await lab.check("split-check")).to.match(/✗ /);
    expect(await lab.answer("split")).to.contain("If it was the wrong one");
    expect(await lab.runNew('await hint("05-resharding.split")')).to.contain("Which shard gets the hot key?");
    const note = (await lab.findCell("split-stuck").locator("pre").allTextContents()).find((text) =>
      text.includes("waitUntilDeleted"),
    );
    await lab.runNew(String(note));
    await lab.run("create-stream");
    await workThrough("one-key");
    expect(await lab.readOutput("one-key")).to.match(/shards for one key\s*nothing\s*one/);
    expect(await lab.readOutput("split-wait"))
      .to.match(/50\s*75/)
      .and.match(/75\s*100/);
    expect(await lab.readOutput("again")).to.match(/1\s*90\s*90\s*0/);
    expect(await lab.readOutput("one-key")).to.match(/Rate exceeded/);
  });

  it("reads children before their parents, learns why not to, and then reads in order", async () => {
    await lab.answer("parents-first", ['!unread.includes(shard.ParentShardId ?? "") && ', ""]);
    expect(await lab.check("parents-first-check")).to.match(/✗ /);
    await workThrough("read");
    expect(await lab.readOutput("read")).to.match(/reserved[^]*paid[^]*ticket sent/);
  });

  it("merges the wrong way round, sees Kinesis' answer, and merges back", async () => {
    await workThrough("merge-question-run");
    expect(await lab.readOutput("merge-question-run")).to.contain("Refused: ");
    const inOrder = "left.id, AdjacentShardToMerge: right.id";
    const output = await lab.answer("merge", [inOrder, "right.id, AdjacentShardToMerge: left.id"]);
    expect(output).to.contain("InvalidArgumentException");
    await workThrough("lab-check");
    // After a check that was right, the solution is there to compare.
    expect(await lab.runNew('await hint("05-resharding.merge")')).to.match(/One solution[^]*ShardToMerge: left\.id/);
    expect(await lab.readOutput("merge-wait")).to.match(/0\s*50[^]*50\s*100/);
    expect(await lab.readOutput("read-again")).to.match(/reserved[^]*paid[^]*ticket sent[^]*visitor is in/);
    expect(await lab.readOutput("incident-records")).to.match(/arena-tour\s*110\s*[1-9]/);
    expect(await lab.readOutput("recover")).to.match(/130\s*130\s*0\s*0/);
    expect(await lab.readOutput("lab-check")).to.not.match(/\b(open|wrong|not yet|partly)\b/);
  });

  it("cleans up, and sees that nothing is left", async () => {
    await lab.fill("clean-up", lab.getSolution("clean-up").replace("CLEAN_UP = false", "CLEAN_UP = true"));
    expect(await lab.run("clean-up")).to.contain("resharding-sales is being deleted");
    expect(await lab.run("clean-up-proof")).to.contain("(no rows)");
    await lab.notebook.save();
    expect(await lab.listSavedErrors()).to.deep.equal([]);
  });
}
