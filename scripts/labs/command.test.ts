import { expect } from "chai";
import { declareCommand, Failure, UsageError, type Command } from "./command";
import { dispatch } from "./main";

const greet = declareCommand({
  usage: "labs greet <name> [--times N] [--loud]",
  does: "Say hello.",
  args: ["<name>"],
  options: {
    times: { type: "string", default: "1", value: "N", help: "how often" },
    loud: { type: "boolean", short: "l", help: "in capitals" },
    to: { type: "string", multiple: true },
  },
  async run({ times, loud, to }, io, [name = ""]) {
    if (name === "nobody") throw new UsageError("Nobody cannot be greeted.");
    if (name === "ghost") throw new Failure("The ghost is gone.");
    if (name === "bug") throw new Error("our bug");
    if (name === "three") return 3;
    const line = `hello ${[name, ...(to ?? [])].join(", ")}`;
    for (let n = 0; n < Number(times); n += 1) io.printResult(loud ? line.toUpperCase() : line);
    return undefined;
  },
});

/** As `labs cloud` does: `call` gets all arguments. */
const forward: Command = {
  ...{ usage: "labs forward …", does: "Pass all arguments on.", options: {}, hasItsOwnHelp: true },
  async call(argv, io) {
    io.printResult(`got ${argv.join(" ")}`);
    return 0;
  },
};

async function runLabs(...argv: string[]): Promise<{ status: number; out: string[]; err: string[] }> {
  const [out, err]: [string[], string[]] = [[], []];
  const io = {
    printResult: (line: string) => void out.push(line),
    printError: (line: string) => void err.push(line),
    root: "/",
    cwd: "/",
    env: {},
    isTerminal: false,
  };
  const status = await dispatch(argv, io, {
    name: "npx labs",
    table: { greet: async () => greet, status: async () => greet, forward: async () => forward },
    leftOut: ["grade"],
  });
  return { status, out, err };
}

describe("labs", () => {
  it("runs a command with its options and arguments", async () => {
    expect(await runLabs("greet", "Ada", "--times", "2", "-l", "--to", "Bob")).to.deep.equal({
      status: 0,
      out: ["HELLO ADA, BOB", "HELLO ADA, BOB"],
      err: [],
    });
  });

  it("lists its commands when called alone, and for help", async () => {
    for (const argv of [[], ["--help"], ["help"]]) {
      const { status, out } = await runLabs(...argv);
      expect(status).to.equal(0);
      expect(out).to.include("  greet    Say hello.").and.to.include("  status   Say hello.");
    }
  });

  it("creates a command's help from its declaration", async () => {
    expect(await runLabs("greet", "--help")).to.deep.equal({
      status: 0,
      out: [
        "Say hello.",
        "",
        "Usage: labs greet <name> [--times N] [--loud]",
        "",
        "  --times N   how often (default 1)",
        "  -l, --loud  in capitals",
        "  --to TO",
      ],
      err: [],
    });
  });

  it("leaves the help to a command with its own", async () => {
    expect((await runLabs("forward", "--help")).out).to.deep.equal(["got --help"]);
  });

  for (const [typed, meant] of [
    ["gret", "greet"],
    ["gr", "greet"],
    ["statsu", "status"],
  ] as const) {
    it(`suggests ${meant} for ${typed}`, async () => {
      const { status, err } = await runLabs(typed);
      expect(status).to.equal(2);
      expect(err[0]).to.equal(`There is no command "${typed}". Did you mean \`npx labs ${meant}\`?`);
    });
  }

  it("explains that a command is missing in a class's copy", async () => {
    expect(await runLabs("grade", "01")).to.deep.equal({
      status: 1,
      out: [],
      err: ["`npx labs grade` is not in this copy of the course, which was released for a class."],
    });
  });

  it("suggests nothing for a word unlike any command, or for a name every object has", async () => {
    expect((await runLabs("frobnicate")).err[0]).to.equal('There is no command "frobnicate".');
    expect((await runLabs("toString")).status).to.equal(2);
  });

  for (const [name, argv, says] of [
    ["an unknown option", ["greet", "Ada", "--fast"], "Unknown option '--fast'."],
    ["an option without its value", ["greet", "Ada", "--times"], "Option '--times <value>' argument missing"],
    ["a missing word", ["greet"], "<name> is missing."],
    ["a word too many", ["greet", "Ada", "Bob"], '"Bob" is one argument too many.'],
    ["what the command itself refuses", ["greet", "nobody"], "Nobody cannot be greeted."],
  ] as const) {
    it(`exits 2 for ${name}, with the usage and without a stack`, async () => {
      const { status, err } = await runLabs(...argv);
      expect(status).to.equal(2);
      expect(err).to.deep.equal([`${says}\nUsage: labs greet <name> [--times N] [--loud]`]);
    });
  }

  it("exits 1 for a failure, in one line", async () => {
    expect(await runLabs("greet", "ghost")).to.deep.equal({ status: 1, out: [], err: ["The ghost is gone."] });
  });

  it("exits 1 for a bug, with its stack", async () => {
    const { status, err } = await runLabs("greet", "bug");
    expect(status).to.equal(1);
    expect(err[0]).to.match(/Error: our bug\n\s+at /);
  });

  it("passes on a command's own exit status", async () => {
    expect((await runLabs("greet", "three")).status).to.equal(3);
  });
});
