import { once } from "node:events";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { expect } from "chai";
import { receiveReports } from "../class/receive-reports";
import { useProject } from "../testing/use-project";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";

const LAB = "01-streaming-ingestion";

describe("labs share", () => {
  const project = useProject();
  let home = "";
  let checker: Server;
  let verdict: object = {};
  let umask = 0;
  const setVerdict = (create: string, count: string): void => {
    const exercises = [
      { id: `${LAB}.create`, status: create },
      { id: `${LAB}.count`, status: count },
    ];
    verdict = { feedback: ["Your code: const secret = 42;"], isRight: false, exercises };
  };
  const listReports = (folder: string) => readdirSync(folder).filter((name) => name.endsWith(".json"));
  const readReport = (folder: string) => {
    const [name = ""] = listReports(folder);
    return JSON.parse(readFileSync(join(folder, name), "utf8"));
  };

  /** Answers each check with `verdict`, in place of the checker that `npm start` keeps. */
  beforeEach(async () => {
    umask = process.umask();
    home = createTemporaryFolder();
    checker = createServer((socket) => {
      socket.on("error", () => socket.destroy()).once("data", () => socket.end(`${JSON.stringify(verdict)}\n`));
    }).listen(0, "127.0.0.1");
    await once(checker, "listening");
    const address = checker.address();
    const port = typeof address === "object" ? address?.port : undefined;
    await project.write(".labs/checker.json", JSON.stringify({ port, token: "t" }));
    setVerdict("wrong", "open");
  });
  afterEach(() => {
    process.umask(umask);
    checker.close();
  });

  it("shares nothing before a learner agrees, and nothing after they stop", async () => {
    const folder = join(home, "class");
    umask = process.umask(0o077);
    mkdirSync(folder);
    await project.runLabs("check", "01");
    expect(project.has(".labs/share.json")).to.equal(false);
    expect((await project.runLabs("share")).out).to.match(/^Nothing is shared\./);

    const { out } = await project.runLabs("share", folder, "--as", "Ada");
    expect(out).to.include(`as "Ada" with ${folder}`).and.to.include("Your code, answers and output are never shared.");
    expect(listReports(folder)).to.deep.equal([]);
    await project.runLabs("check", "01");
    const [name = ""] = listReports(folder);
    // Readable by the instructor, whatever the learner's umask.
    expect(statSync(join(folder, name)).mode & 0o777).to.equal(0o644);

    expect((await project.runLabs("share", "--stop")).out).to.equal("Nothing is shared.");
    await project.runLabs("check", "01");
    expect(readdirSync(folder)).to.deep.equal([]);
  });

  it("writes states, times and hints into the folder, and no word of the work", async () => {
    await project.runLabs("share", home, "--as", "Ada");
    await project.write(`.labs/hints/${LAB}.create.json`, JSON.stringify({ seen: 2 }));
    await project.runLabs("check", "01");
    const first = readReport(home);
    expect(first).to.have.all.keys("version", "key", "learner", "lab", "at", "exercises");
    expect(first.exercises).to.deep.equal([
      { id: `${LAB}.create`, state: "tried", since: first.at, hints: 2 },
      { id: `${LAB}.count`, state: "open", since: first.at, hints: 0 },
    ]);

    setVerdict("partial", "right");
    await project.runLabs("check", "01");
    const second = readReport(home);
    expect(second.exercises).to.deep.equal([
      { id: `${LAB}.create`, state: "tried", since: first.at, hints: 2 },
      { id: `${LAB}.count`, state: "right", since: second.at, hints: 0 },
    ]);
    expect(JSON.stringify(second)).not.to.include("secret");
  });

  it("sends the same to an address, under a random pseudonym unless the learner gives a name", async () => {
    const server = await receiveReports(home, 0);
    await project.runLabs("share", server.address);
    const { err } = await project.runLabs("check", "01");
    expect(err).to.equal("");
    expect(readReport(home).learner).to.match(/^learner-[0-9a-f]{4}$/);
    expect((await fetch(`${server.address}0`, { method: "POST", body: "{}" })).status).to.equal(404);
    expect((await fetch(server.address, { method: "POST", body: '{"version":1,"key":"../x"}' })).status).to.equal(400);
    expect((await fetch(server.address)).status).to.equal(405);
    await server.close();

    const late = await project.runLabs("check", "01");
    expect(late.out).to.include("Your code");
    expect(late.err).to.match(/^Your progress could not be shared with your class; your check is not affected\./);
  });

  it("refuses a folder that isn't there, a name of control characters and words that exclude each other", async () => {
    expect(await project.runLabs("share", join(home, "none"))).to.deep.include({ status: 1 });
    expect(await project.runLabs("share", home, "--as", "\u001b[2J")).to.deep.include({ status: 2 });
    expect(await project.runLabs("share", home, "--stop")).to.deep.include({ status: 2 });
    expect(project.has(".labs/share.json")).to.equal(false);
  });
});
