import { expect } from "chai";
import { useProject } from "../labs/testing/use-project";
import { report, write } from "./command";

const PATH = "src/etl/consumer.ts";

describe("npm run notebooks", () => {
  const project = useProject();
  const createResources = (text: string) => [
    { path: PATH, text },
    { path: "course/other.ts", text: "always the same\n" },
  ];
  const call = async (run: (io: Parameters<typeof write>[0]) => Promise<number>) => {
    const [out, err]: [string[], string[]] = [[], []];
    const status = await run({
      root: project.root,
      printResult: (line) => void out.push(line),
      printError: (line) => void err.push(line),
    });
    return { status, out, err };
  };
  const generate = (text: string, force = false) => call((io) => write(io, createResources(text), { force }));
  const check = (text: string) => call((io) => report(io, createResources(text)));

  beforeEach(async () => {
    await generate("handed out\n", true);
  });

  it("reports what happened to each file, and finds all of them up to date afterward", async () => {
    expect(await generate("handed out again\n")).to.deep.equal({
      status: 0,
      out: [`${PATH}: written.`, "course/other.ts: unchanged."],
      err: [],
    });
    expect(await check("handed out again\n")).to.deep.equal({
      status: 0,
      out: ["2 generated files are up to date."],
      err: [],
    });
  });

  it("skips what a learner edited, naming the file and --force, and writes the others", async () => {
    await project.write(PATH, "my answer\n");
    expect(await generate("handed out again\n")).to.deep.equal({
      status: 1,
      out: ["course/other.ts: unchanged."],
      err: [
        `${PATH}: not overwritten, because it was edited after it was generated. Edit its source in course/, or overwrite it with \`npm run notebooks -- --force\`.`,
      ],
    });
    expect(await project.read(PATH)).to.equal("my answer\n");
    expect((await generate("handed out again\n", true)).status).to.equal(0);
    expect(await project.read(PATH)).to.equal("handed out again\n");
  });

  it("fails --check, and writes nothing, when a committed file is out of date", async () => {
    expect(await check("handed out again\n")).to.deep.equal({
      status: 1,
      out: [],
      err: [`${PATH}: out of date. Run \`npm run notebooks\` and commit the result.`],
    });
    expect(await project.read(PATH)).to.equal("handed out\n");
  });

  it("passes --check in a folder where a learner works", async () => {
    await project.write(PATH, "my answer\n");
    expect(await check("handed out\n")).to.deep.equal({
      status: 0,
      err: [],
      out: [
        `${PATH}: edited in this folder; the committed version is up to date.`,
        "2 generated files are up to date.",
      ],
    });
  });
});
