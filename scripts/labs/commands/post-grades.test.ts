import { once } from "node:events";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { expect } from "chai";
import { createTemporaryFolder } from "../../../cloud/testing/temporary-folder";
import { commands } from "./index";
import { dispatch } from "../main";

const GRADED = { status: "graded", score: 5.5, max: 7, seconds: 1, exercises: [], notes: [] };
const RESULTS = {
  submissions: [
    { ...GRADED, id: "ada", comments: ["Well done."] },
    { ...GRADED, id: "bob", score: 8 },
    { ...GRADED, id: "cleo", status: "missing", score: 0 },
    { ...GRADED, id: "dan", status: "grader-fault", score: 0 },
    { ...GRADED, id: "eve" },
  ],
};

/** The standard's requirements for a score, by member (AGS 2.0, section 3.4). */
const MEMBERS: Readonly<Record<string, (value: unknown) => boolean>> = {
  userId: (value) => typeof value === "string" && value !== "",
  scoreGiven: (value) => typeof value === "number" && value >= 0,
  scoreMaximum: (value) => typeof value === "number" && value > 0,
  comment: (value) => value === undefined || typeof value === "string",
  timestamp: (value) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+(Z|[+-]\d\d:\d\d)$/.test(String(value)),
  activityProgress: (value) =>
    ["Initialized", "Started", "InProgress", "Submitted", "Completed"].includes(String(value)),
  gradingProgress: (value) => ["FullyGraded", "Pending", "PendingManual", "Failed", "NotReady"].includes(String(value)),
};

const findFaults = (score: Readonly<Record<string, unknown>>): readonly string[] => [
  ...Object.keys(score).filter((name) => !Object.hasOwn(MEMBERS, name)),
  ...Object.entries(MEMBERS).flatMap(([name, isValid]) => (isValid(score[name]) ? [] : [name])),
];

describe("labs post-grades", () => {
  let folder = "";
  let server: Server;
  let address = "";
  let posted: Record<string, unknown>[] = [];
  /** The status for a user's score, if it isn't 200. */
  let refused: Readonly<Record<string, number>> = {};

  /** A platform that takes scores as the standard says, and nothing else. */
  beforeEach(async () => {
    folder = createTemporaryFolder();
    writeFileSync(join(folder, "results.json"), JSON.stringify(RESULTS));
    writeFileSync(join(folder, "users.csv"), "id,userId\nada,u-1\nbob,u-2\ncleo,u-3\ndan,u-4\n");
    [posted, refused] = [[], {}];
    server = createServer((request, response) => {
      let text = "";
      request.setEncoding("utf8").on("data", (part: string) => (text += part));
      request.on("end", () => {
        const { method, url, headers } = request;
        const score = JSON.parse(text) as Record<string, unknown>;
        const isRight =
          method === "POST" &&
          url === "/context/2/lineitem/scores?type_id=1" &&
          headers["content-type"] === "application/vnd.ims.lis.v1.score+json" &&
          findFaults(score).length === 0;
        const status = headers.authorization === "Bearer secret" ? (refused[String(score["userId"])] ?? 200) : 401;
        if (isRight && status === 200) posted.push(score);
        response.writeHead(isRight ? status : 400).end(isRight ? "" : findFaults(score).join());
      });
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const at = server.address();
    address = `http://127.0.0.1:${typeof at === "object" ? at?.port : ""}/context/2/lineitem?type_id=1`;
  });
  afterEach(() => server.close());

  async function run(args: readonly string[], env: Readonly<Record<string, string>> = { LABS_AGS_TOKEN: "secret" }) {
    const [out, err]: [string[], string[]] = [[], []];
    const io = {
      printResult: (line: string) => void out.push(line),
      printError: (line: string) => void err.push(line),
      root: folder,
      cwd: folder,
      env,
      isTerminal: false,
    };
    const status = await dispatch(["post-grades", ".", ...args], io, { name: "npx labs", table: commands });
    return { status, out: out.join("\n"), err: err.join("\n") };
  }

  it("posts each mark as the standard has it, and names those it skips", async () => {
    const { status, out, err } = await run(["--users", "users.csv", "--to", address]);
    expect({ status, out }).to.deep.equal({ status: 0, out: "2 of 2 scores were posted." });
    const timestamp = posted[0]?.["timestamp"];
    expect(posted).to.deep.equal([
      {
        timestamp,
        userId: "u-1",
        scoreGiven: 5.5,
        scoreMaximum: 7,
        comment: "Well done.",
        activityProgress: "Completed",
        gradingProgress: "FullyGraded",
      },
      {
        timestamp,
        userId: "u-2",
        scoreGiven: 8,
        scoreMaximum: 7,
        activityProgress: "Completed",
        gradingProgress: "FullyGraded",
      },
    ]);
    expect(err.split("\n")).to.deep.equal([
      "Skipped cleo: nothing was handed in.",
      "Skipped dan: the grader failed; grade it by hand.",
      "Skipped eve: its ID is not in the table of users.",
    ]);
  });

  it("posts the others if the platform refuses one, and stops at once if it refuses the token", async () => {
    refused = { "u-1": 409 };
    const { status, out, err } = await run(["--users", "users.csv", "--to", address]);
    expect({ status, out }).to.deep.equal({ status: 1, out: "1 of 2 scores were posted." });
    expect(err).to.include("Not posted: ada: 409");
    posted = [];
    const wrong = await run(["--users", "users.csv", "--to", address], { LABS_AGS_TOKEN: "wrong" });
    expect(wrong).to.deep.include({ status: 1, out: "" });
    expect(wrong.err).to.include("The platform rejected the token (401)");
    expect(posted).to.deep.equal([]);
  });

  it("writes the same scores as files, and sends nothing", async () => {
    expect((await run(["--users", "users.csv", "--out", "scores"])).out).to.equal("2 scores are in scores.");
    expect(readdirSync(join(folder, "scores"))).to.deep.equal(["ada.json", "bob.json"]);
    expect(findFaults(JSON.parse(readFileSync(join(folder, "scores", "bob.json"), "utf8")))).to.deep.equal([]);
    expect(posted).to.deep.equal([]);
  });

  it("refuses to send the token unencrypted, and explains what is missing", async () => {
    const { status, err } = await run(["--users", "users.csv", "--to", "http://lms.example/lineitem"]);
    expect([status, err.split("\n")[0]]).to.deep.equal([
      2,
      "--to must begin with https://, because the token is sent there.",
    ]);
    expect((await run(["--users", "users.csv", "--to", address], {})).err).to.include("Set LABS_AGS_TOKEN");
    expect((await run(["--users", "none.csv", "--to", address])).err).to.include("none.csv cannot be read.");
    expect((await run(["--users", "users.csv"])).status).to.equal(2);
  });
});
