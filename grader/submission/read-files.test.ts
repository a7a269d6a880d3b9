import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { useSubmissions } from "../testing/use-submissions";
import { readNotebook } from "./read-notebook";
import { createSharingZip } from "../testing/zip-bytes";

describe("reading what was submitted instead of the lab's files", () => {
  const { write, find } = useSubmissions();
  const createScript = (item: { scripts: ReadonlyMap<string, string> } | undefined) =>
    item?.scripts.get("src/etl/consumer.ts");

  for (const name of ["consumer (final).ts", "consumer(1).ts", "consumer.ts.txt", "anna_consumer_v2.ts"]) {
    it(`takes a script named ${name} beside the notebook, with a note`, async () => {
      await write("anna/01-lab.ipynb");
      await write(`anna/${name}`, "anna's");
      await write("anna/consumer_Solution.ts", "not hers");
      const [anna] = await find("anna");
      expect(createScript(anna)).to.equal("anna's");
      expect(anna?.notes).to.deep.equal([`src/etl/consumer.ts was found as ${name}.`]);
    });
  }

  for (const [title, text, note] of [
    ["counts", '{"01-lab.one": 3, "01-lab.two": 1}', ["Hints seen: one 3 of 3, two 1 of 3."]],
    [
      "counts of another lab, or none that hint() could write",
      '{"02-lab.one": 1, "01-lab.a b": 1, "01-lab.one": 9}',
      [],
    ],
    ["no JSON", "3 hints", []],
    ["null", "null", []],
  ] as const) {
    it(`notes the hints that a learner has seen: ${title}`, async () => {
      await write("anna/01-lab.ipynb");
      await write("anna/consumer.ts", "anna's");
      await write("anna/hints.json", text);
      const [anna] = await find("anna");
      expect(anna?.notes.filter((line) => line.startsWith("Hints"))).to.deep.equal(note);
      expect(anna?.problem).to.equal(undefined);
    });
  }

  it("takes neither of two scripts that may be the lab's, and names both", async () => {
    await write("anna/01-lab.ipynb");
    await write("anna/consumer (1).ts", "one");
    await write("anna/consumer (2).ts", "two");
    const [anna] = await find("anna");
    expect(createScript(anna)).to.equal(undefined);
    expect([...(anna?.absent ?? [])]).to.deep.equal([
      ["src/etl/consumer.ts", "consumer (1).ts and consumer (2).ts may both be consumer.ts"],
    ]);
  });

  for (const [title, name, data, says] of [
    ["an empty notebook", "01-lab.ipynb", "", /^01-lab\.ipynb is empty, 0 bytes\. Save the notebook/],
    ["a notebook of blank lines", "01-lab.ipynb", "\n \n", /^01-lab\.ipynb is empty\. Save the notebook/],
    ["an empty script", "consumer.ts", "", /^src\/etl\/consumer\.ts is empty\. Save it again/],
    ["a PDF", "lab.pdf", "%PDF-1.7", /^lab\.pdf is a PDF: it shows the work, but it can't be run/],
    ["a web page of the notebook", "01-lab.html", "<p>", /^01-lab\.html is a web page: it shows the work/],
    [
      "a Markdown file of the notebook",
      "01-lab.md",
      "#",
      /^01-lab\.md is a Markdown file: .* the notebook 01-lab\.ipynb/,
    ],
    ["a PDF called notebook", "01-lab.ipynb", "%PDF-1.7 …", /^01-lab\.ipynb is a PDF/],
    [
      "a zip called notebook",
      "01-lab.ipynb",
      zipSync({ x: strToU8("x") }),
      /^01-lab\.ipynb is a zip with another name/,
    ],
    ["a web page", "01-lab.ipynb", "\n<!DOCTYPE html><html>", /^01-lab\.ipynb is a web page/],
  ] as const) {
    it(`explains the problem with ${title}`, async () => {
      await write(`class/anna/${name}`, data);
      await write("class/bert/01-lab.ipynb");
      const [anna] = await find("class");
      expect(anna?.problem?.status).to.equal("unreadable");
      expect(anna?.problem?.says).to.match(says);
    });
  }

  it("takes a notebook that was exported as a script, with a note", async () => {
    await write("class/anna/01-lab.ts", "const one = 1;");
    await write("class/bert/01-lab.html", "<p>");
    await write("class/bert/consumer.ts", "bert's");
    const [anna, bert] = await find("class");
    expect(readNotebook(anna?.notebook ?? "")).to.deep.equal([{ lines: ["const one = 1;"] }]);
    expect(anna?.notes).to.include("The notebook was handed in as the script 01-lab.ts, whose code counts.");
    expect(bert?.absent?.get("notebooks/01-lab.ipynb")).to.equal(
      "01-lab.html is a web page: it shows the work, but it can't be run",
    );
  });

  it("treats a PDF beside other learners' notebooks as a submission", async () => {
    await write("class/anna.pdf", "%PDF-1.7");
    await write("class/bert.ipynb");
    expect((await find("class")).map(({ id, problem }) => [id, problem?.status])).to.deep.equal([
      ["anna", "unreadable"],
      ["bert", undefined],
    ]);
  });

  it("accepts a browser's .ipynb.json as the notebook, and of several notebooks the one with the lab's exercises", async () => {
    await write("class/anna.ipynb.json", "anna's");
    await write("class/bert/one.ipynb", JSON.stringify({ labs: { exercise: "01-lab.first" } }));
    await write("class/bert/two.ipynb", JSON.stringify({ labs: { exercise: "02-lab.first" } }));
    await write("class/carla/one.ipynb", "{}");
    await write("class/carla/two.ipynb", "{}");
    const [anna, bert, carla] = await find("class");
    expect(anna?.notebook).to.equal("anna's");
    expect(bert?.notebook).to.contain("01-lab.first");
    expect(bert?.notes).to.include("The notebook is called one.ipynb instead of 01-lab.ipynb.");
    expect(carla?.problem?.says).to.match(/^none of the 2 notebooks is called 01-lab\.ipynb/);
  });

  it("opens a zip in a zip, but no third level, and applies the same limits inside", async () => {
    const inner = zipSync({ "01-lab.ipynb": strToU8("inner"), "src/etl/consumer.ts": strToU8("s") });
    await write("a/anna.zip", zipSync({ "packed/01-lab.zip": inner, "readme.md": strToU8("hi") }));
    await write("a/bert.zip", zipSync({ "1.zip": zipSync({ "2.zip": inner }) }));
    await write("a/carla.zip", zipSync({ "1.zip": zipSync({ "../01-lab.ipynb": strToU8("out") }) }));
    await write("a/diana.zip", zipSync({ "1.zip": createSharingZip(["01-lab.ipynb", "b"], Buffer.alloc(1000)) }));
    await write("alone/emil.zip", zipSync({ "01-lab.zip": inner }));
    const seen = (await find("a", "alone/emil.zip")).map(({ id, notebook, problem }) => [
      id,
      notebook ?? problem?.status,
    ]);
    expect(seen).to.deep.equal([
      ["anna", "inner"],
      ["bert", "unreadable"],
      ["carla", "rejected"],
      ["diana", "rejected"],
      ["emil", "inner"],
    ]);
  });
});
