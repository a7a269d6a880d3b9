import { expect } from "chai";
import { useProject } from "../testing/use-project";

describe("labs status", () => {
  const project = useProject();
  const runStatus = async () =>
    (await project.runLabs("status")).out.split("\n").map((line) => line.trim().replace(/ {2,}/g, " | "));

  it("shows what is running, which files were edited and which exercises are open", async () => {
    expect((await runStatus()).slice(0, 6)).to.deep.equal([
      "nothing is running | start with `npm start`",
      "",
      "01 | Streaming ingestion",
      "notebooks/01-streaming-ingestion.ipynb | as handed out",
      "src/etl/consumer.ts | as handed out",
      "open exercises | 2 of 2: 01-streaming-ingestion.create, src/etl/consumer.ts:4",
    ]);
  });

  it("finds an answer in a saved notebook, whatever Jupyter adds to it", async () => {
    const path = "notebooks/01-streaming-ingestion.ipynb";
    const notebook = JSON.parse(await project.read(path));
    notebook.cells[1].source = notebook.cells[1].source.join("").replace("None", "answer");
    notebook.cells[1].execution_count = 4;
    await project.write(path, JSON.stringify(notebook));
    const seen = await runStatus();
    expect(seen).to.include(`${path} | edited`);
    expect(seen).to.include("open exercises | 1 of 2: src/etl/consumer.ts:4");
  });

  it("counts the predictions of a lab, the first one for each question", async () => {
    const wrong = { guess: "3", at: "2030-01-01T00:00:00Z", happened: "0", isRight: false };
    await project.write(
      ".labs/predictions/01-streaming-ingestion.restart.json",
      JSON.stringify([wrong, { ...wrong, guess: "0", isRight: true }]),
    );
    await project.write(
      ".labs/predictions/01-streaming-ingestion.shard.json",
      JSON.stringify([{ ...wrong, isRight: true }]),
    );
    expect(await runStatus()).to.include("predictions | 2 made, 1 came true");
  });

  it("lists the exercises with hints, and how many were seen", async () => {
    await project.write(".labs/hints/01-streaming-ingestion.create.json", JSON.stringify({ seen: 2 }));
    expect(await runStatus()).to.include("hints | 01-streaming-ingestion.create 2 of 3");
  });

  it("distinguishes a running session from a leftover one", async () => {
    const session = {
      id: "s",
      pid: 999_999_999,
      started: "0",
      target: "cloud",
      port: 4566,
      url: "http://127.0.0.1:8888/lab",
      children: [],
      environment: {},
    };
    await project.write(".labs/session.json", JSON.stringify(session));
    expect((await runStatus())[0]).to.match(/^nothing is running/);
  });
});
