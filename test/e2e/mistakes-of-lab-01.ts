import { expect } from "chai";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fetchSolution, type LearnerPage, type LearnerSession } from "./learner-session";
import { applyMistakes, type Replacement } from "./apply-mistakes";
import { createRecorder } from "./recorder";
import { runInTerminal } from "./terminal";

const LAB = "01-streaming-ingestion";
const SCRIPT = "src/etl/consumer.ts";
const CLI_STREAM = "de-c2w2lab1-kinesis-data-stream-cli";

/**
 * Tests, inside a `describe`, of a learner who makes mistakes from the blank notebook of lab 01 to its clean-up: JupyterLab shows a
 * message that names each mistake, with the next step. If that is a line to copy, the learner runs it. The more than twenty mistakes
 * cover every part that tells mistakes: kernel, helpers, check, comparison with the learner's own cloud, commands. With `RECORDING` the
 * first steps are recorded.
 */
export function walkMistakesOfLab01(getSession: () => LearnerSession): void {
  let lab: LearnerPage;
  const recording = createRecorder();
  const show = (caption: string, cell?: string): Promise<void> => recording.show(lab, caption, cell);
  before(async () => {
    // Another suite may already have made the stream that this one must make.
    try {
      runShell("aws", "kinesis", "delete-stream", "--stream-name", CLI_STREAM);
      runShell("aws", "kinesis", "wait", "stream-not-exists", "--stream-name", CLI_STREAM);
    } catch (error) {
      if (!String(error).includes("ResourceNotFoundException")) throw error;
    }
    fetchSolution(getSession().root, LAB);
    lab = await getSession().open(LAB);
  });
  after(async () => {
    await lab.notebook.page.close();
    // Restores the lab's given resources for the next suite.
    runShell("npx", "labs", "given", "01");
    for (const folder of ["notebooks", "src/etl"])
      for (const name of readdirSync(join(getSession().root, folder)))
        if (name.includes("_before-reset-")) rmSync(join(getSession().root, folder, name));
  });

  const runShell = (command: string, ...args: readonly string[]): string =>
    runInTerminal(getSession(), command, ...args);
  const writeScript = (...mistakes: readonly Replacement[]): Promise<void> =>
    lab.writeScript(SCRIPT, applyMistakes(lab.getScriptSolution(SCRIPT), ...mistakes));
  /** Waits until a cell with its output contains a text: some messages come after the cell has ended. */
  const waitForText = async (id: string, text: string): Promise<void> => {
    await lab.findCell(id).scrollIntoViewIfNeeded();
    await lab.findCell(id).filter({ hasText: text }).waitFor();
  };
  /** The only line of a message with this beginning, which learners copy into a new cell. */
  function findLine(text: string, beginning: string): string {
    const line = text.split("\n").find((item) => item.trim().startsWith(beginning));
    expect(line, text).to.not.equal(undefined);
    return line?.trim() ?? "";
  }

  it("runs a cell before the first one, and learns which cell to run", async () => {
    await show("A lab is a notebook. Its cells run with Shift+Enter.");
    expect(await lab.run("create-cli-stream-look")).to.contain(
      'waitUntil is defined in "How this notebook works": run that cell first.',
    );
    await show("A cell that is run too early says which one to run first.", "create-cli-stream-look");
    await lab.run("setup");
    await show("The account is the lab cloud's, on this computer.", "setup");
  });

  it("leaves an exercise open, and sees the caret below its None", async () => {
    expect(await lab.run("create-cli-stream"))
      .to.contain(`Exercise ${LAB}.create-cli-stream is still open: replace None with your own code.`)
      .and.to.match(/→ 5 │ await None\(\{ .*\n {6}│ {7}\^{4}\n/);
    await show("An exercise: code of your own replaces None.", "create-cli-stream");
  });

  it("enters text where a number is requested, and a member in another case", async () => {
    expect(await lab.answer("create-cli-stream", ["shardCount: 2", 'shardCount: "2"'])).to.contain(
      "This is text (a string), but it must be a number. Write it without quotes",
    );
    expect(await lab.answer("create-cli-stream", ["streamName:", "streamname:"])).to.contain(
      "There is no member streamname here. Did you mean streamName?",
    );
    await show("Mistakes are explained in words, with the line.", "create-cli-stream");
  });

  it("forgets an await, and takes one shard instead of two", async () => {
    const missing = "Line 5 does not wait for createKinesisDataStream(…): `await` is missing before it.";
    expect(
      await lab.answer("create-cli-stream", ["await create", "create"], ["shardCount: 2", "shardCount: 1"]),
    ).to.contain(missing);
    // The cell has ended before the call that it does not await.
    await waitForText("create-cli-stream", "is being created, with 1 shard.");
    expect(await lab.check("create-cli-stream-check"))
      .to.contain("Found: it has 1.")
      .and.to.contain("Look at: the shardCount of that call.")
      .and.to.contain(missing);
    await show("A check runs your saved work in a separate cloud: one shard, not two.", "create-cli-stream-check");
  });

  it("doesn't save, and learns that only saved work counts", async () => {
    const output = await lab.answer("create-cli-stream");
    expect(output).to.contain("already exists. It was left unchanged, but one setting is not what this cell asks for:");
    findLine(output, "await sh`aws kinesis update-shard-count");
    expect(await lab.run("create-cli-stream-check"))
      .to.contain("on disk is not what you ran. Save it (Ctrl+S, or Cmd+S), and check again")
      .and.to.contain("Found: it has 1.");
  });

  it("saves, and fixes the existing stream with the line that the check prints", async () => {
    await lab.answer("create-cli-stream");
    const output = await lab.check("create-cli-stream-check");
    expect(output)
      .to.contain("✓ 1.1 Create a data stream: right")
      .and.to.contain("This check ran in a separate cloud")
      .and.to.contain(`data stream ${CLI_STREAM}, shards: it has 1, your saved code asks for 2.`);
    await show("Right. But the stream made before still has one shard: one line fixes it.", "create-cli-stream-check");
    await lab.runNew(findLine(output, "await sh`aws kinesis update-shard-count"));
    await lab.run("create-cli-stream-look");
    await show("AWS's own command line sees two shards now.", "create-cli-stream-look");
    await recording.write();
    expect((await lab.run("create-cli-stream")).trim()).to.equal(`Kinesis data stream ${CLI_STREAM} already exists.`);
  });

  it("restarts the kernel, and learns which cell defines the missing name", async () => {
    await lab.notebook.restart();
    await lab.run("setup");
    expect(await lab.run("create-cli-stream-look")).to.contain(
      "CLI_STREAM is defined in 1.1: run that cell first. After a restart of the kernel, choose Run > Run All Above Selected Cell.",
    );
    await lab.run("create-cli-stream");
  });

  it("loses a record's quotes to the shell", async () => {
    const output = await lab.runNew(
      `await sh\`cd src/cli && npx tsx producer_from_cli.ts --stream ${CLI_STREAM} --json_string {"session_id":"a1"}\`;`,
    );
    expect(output).to.contain(
      "without its double quotes, because the shell removed them. Put single quotes around all of it.",
    );
  });

  it("writes the account id as a number with leading zeros, and then as a promise", async () => {
    expect(await lab.answer("account-id", ["await accountId()", "012345678901"])).to.contain(
      "An account ID is text: write it between quotes",
    );
    expect(await lab.answer("account-id", ["await accountId()", "accountId()"])).to.contain("[object Promise]");
    expect(await lab.answer("create-buckets"))
      .to.contain("S3 rejects the bucket name 'de-c2w2lab1-[object Promise]-usa'.")
      .and.to.contain("write `await` before the call that gives the value");
    expect(await lab.check("account-id-check")).to.contain("without `await` before it, ACCOUNT_ID is a promise");
  });

  it("misspells a bucket, and lists one that doesn't exist", async () => {
    await lab.answer("account-id");
    await lab.answer("create-buckets", [
      "bucketName: INTERNATIONAL_BUCKET",
      "bucketName: `de-c2w2lab1-${ACCOUNT_ID}-int`",
    ]);
    expect(await lab.check("create-buckets-check"))
      .to.contain("Found: there are de-c2w2lab1-000000000000-int, de-c2w2lab1-000000000000-usa.")
      .and.to.contain("its bucketName is INTERNATIONAL_BUCKET");
    expect(await lab.runNew("await sh`aws s3 ls s3://${INTERNATIONAL_BUCKET}`;"))
      .to.contain("NoSuchBucket")
      .and.to.contain("compare it with the cell that creates it, and run that cell first.");
    await lab.answer("create-buckets");
    const output = await lab.check("create-buckets-check");
    expect(output).to.contain("There is also the S3 bucket de-c2w2lab1-000000000000-int.");
    expect(await lab.runNew(findLine(output, "await deleteS3Bucket"))).to.contain("deleted");
  });

  it("names a missing role, and sees one cause, with its consequences in one line", async () => {
    for (const id of ["account-id", "create-buckets", "create-streams"]) await lab.answer(id);
    await lab.answer("create-firehoses", ["de-c2w2lab1-firehose-role", "de-c2w2lab1-firehose-roll"]);
    const output = await lab.check("create-firehoses-check");
    expect(output)
      .to.contain("unable to assume role arn:aws:iam::000000000000:role/de-c2w2lab1-firehose-roll")
      .and.to.contain("Is the role's name the same as in the lab?");
    expect(output.match(/✗/g)?.length, output).to.be.at.most(2);
    expect(output).to.match(/– Not reached: .*lets the USA Firehose read the USA stream; /);
  });

  it("swaps two Firehoses, fixes the cell, and learns that they are unchanged", async () => {
    const [usa, international] = ["streamName: USA_DATA_STREAM", "streamName: INTERNATIONAL_DATA_STREAM"] as const;
    await lab.answer(
      "create-firehoses",
      [usa, "streamName: …"],
      [international, usa],
      ["streamName: …", international],
    );
    expect(await lab.run("pipeline-built")).to.contain(
      "⚠ de-c2w2lab1-firehose-usa reads de-c2w2lab1-international-data-stream, not de-c2w2lab1-usa-data-stream.",
    );
    const again = await lab.answer("create-firehoses");
    expect(again).to.contain(
      "source stream: it has de-c2w2lab1-international-data-stream, this cell asks for de-c2w2lab1-usa-data-stream",
    );
    expect(await lab.check("create-firehoses-check"))
      .to.contain("✓ 2.1.5 Two Firehoses: right")
      .and.to.contain("⚠ Your own cloud differs from what your saved code creates:")
      .and.to.contain("Then: run the cell of 2.1.5 again.");
    findLine(again, 'await deleteKinesisFirehose({ firehoseName: "de-c2w2lab1-firehose-usa" });');
  });

  it("starts the script while it is open, and with a syntax error", async () => {
    await lab.runNew(
      'await new KinesisClient({}).send(new PutRecordCommand({ StreamName: "de-c2w2lab1-kinesis-data-stream", PartitionKey: "a1", Data: readFileSync("data/example_record.json") }));',
    );
    expect(await lab.run("start-etl"))
      .to.match(/The exercise in src\/etl\/consumer\.ts, lines 46, 51, .*, is still open/)
      .and.to.contain("Replace each None between START CODE HERE and END CODE HERE, save, and run it again.");

    await writeScript(["if (product.in_shopping_cart) {", "if (product.in_shopping_cart {"]);
    const broken = 'src/etl/consumer.ts, line 59: Expected ")" but found "{". Fix this line';
    expect(await lab.run("start-etl")).to.contain(broken);
    expect(await lab.run("etl-output")).to.contain(broken);
    expect(await lab.check("metrics-check"))
      .to.contain(`Your script didn't start. ${broken}`)
      .and.to.contain("– Not reached: counts all pieces that were looked at;");
  });

  it("formats the time with toString(), and assigns a value instead of comparing it", async () => {
    await writeScript(["toISOString", "toString"], ["(product.in_shopping_cart)", "(product.in_shopping_cart = true)"]);
    expect(await lab.check("processing-timestamp-check"))
      .to.contain("✗ writes the time as ISO 8601, with its zone")
      .and.to.contain("Look at: the method after new Date(): toISOString() writes this form");
    expect(await lab.check("metrics-check"))
      .to.contain("✗ counts the pieces that are in the shopping cart")
      .and.to.contain(
        "`product.in_shopping_cart = true` assigns a value: a single = doesn't compare. To compare, write ===.",
      );
  });

  it("writes a loop that never ends", async () => {
    const id = "create-streams";
    await lab.fill(
      id,
      applyMistakes(lab.getSolution(id), ["// Create the USA data stream.", "for (let n = 0; n < 2; n += 0) {}"]),
    );
    expect(await lab.check(`${id}-check`))
      .to.match(
        /Your cell stopped: Your code ran for more than \d+ s\. It takes far too many steps\. If it has a loop, does that loop end\?/,
      )
      .and.to.contain("It needs a line that ends it");
  });

  it("forgets a stream in the clean-up, and sees its name and the line that deletes it", async () => {
    // Neither the shop nor the script was started.
    await lab.answer(
      "clean-up",
      ["await stopScript(PRODUCER);\nawait stopScript(ETL_SCRIPT);\n", ""],
      ["streamName: SOURCE_STREAM", 'streamName: "de-c2w2lab1-kinesis-data-stream"'],
      ["CLEAN_UP = false", "CLEAN_UP = true"],
      ["  await deleteKinesisDataStream({ streamName: CLI_STREAM });\n", ""],
    );
    const output = await lab.run("clean-up-proof");
    expect(output).to.contain("AWS is not deleting these. To delete them, run these lines in a new cell:");
    await lab.runNew(findLine(output, `Kinesis data stream ${CLI_STREAM}: `).replace(/^.*?: /, ""));
    expect(await lab.run("clean-up-proof")).to.contain("(no rows)");
  });

  it("resets the lab while its notebook is open, and starts the course again", async () => {
    expect(await lab.runNew("await sh`npm start -- --no-browser`;")).to.match(
      /The labs are already running \(process \d+\)\. JupyterLab: http/,
    );
    expect(await lab.runNew("await sh`npx labs reset 01`;"))
      .to.contain(`Your version is kept in notebooks/${LAB}_before-reset-1.ipynb.`)
      .and.to.contain(`⚠ notebooks/${LAB}.ipynb is open in JupyterLab, which still shows the old version.`)
      .and.to.contain("choose File > Reload Notebook from Disk before you save");
  });
}
