import { spawnSync } from "node:child_process";
import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "chai";
import { strToU8, zipSync } from "fflate";
import { useSubmissions } from "../testing/use-submissions";

/** A Python program that unpacks a zip and keeps the kinds of its entries, links included. */
const UNPACK = [
  "import os, stat, sys, zipfile",
  "z = zipfile.ZipFile(sys.argv[1])",
  "for e in z.infolist():",
  "  at = os.path.join(sys.argv[2], e.filename)",
  "  os.makedirs(os.path.dirname(at), exist_ok=True)",
  "  if stat.S_ISLNK(e.external_attr >> 16): os.symlink(z.read(e).decode(), at)",
  "  else: z.extract(e, sys.argv[2])",
].join("\n");

describe("submissions with links", () => {
  const { root, write, find } = useSubmissions();

  it("never follow a link in a folder; a plain read would", async () => {
    await write("elsewhere/01-lab.ipynb", "secret");
    await write("class/anna/src/etl/consumer.ts", "script");
    const link = join(root, "class", "anna", "01-lab.ipynb");
    await symlink(join(root, "elsewhere", "01-lab.ipynb"), link);
    const [anna] = await find("class");
    expect([anna?.notebook, await readFile(link, "utf8")]).to.deep.equal([undefined, "secret"]);
    expect(anna?.notes).to.include("01-lab.ipynb is a link; links are not followed.");
  });

  it("list some links in a folder, and count the others: a report has room for them all", async () => {
    await write("class/anna/01-lab.ipynb");
    for (let n = 0; n < 40; n += 1) await symlink("/", join(root, "class", "anna", `link-${n}`));
    const [anna] = await find("class");
    expect(anna?.notes.filter((note) => note.includes("link")))
      .to.have.lengthOf(6)
      .and.include("There are 35 more links.");
    await write("class/bert/01-lab.ipynb");
    for (let n = 0; n < 5; n += 1) await symlink("/", join(root, "class", "bert", `link-${n}`));
    const [, bert] = await find("class");
    expect(bert?.notes.filter((note) => note.includes("link"))).to.have.lengthOf(5);
  });

  for (const [title, to, name] of [
    ["notebook", "01-lab.ipynb", "bert.ipynb"],
    ["zip", "class.zip", "bert.zip"],
    ["folder", "", "bert"],
  ] as const) {
    it(`reject a ${title} that is a link, even if it is named directly, and continue; a plain read would follow it`, async () => {
      await write("elsewhere/01-lab.ipynb", "secret");
      await write("elsewhere/class.zip", zipSync({ "01-lab.ipynb": strToU8("secret") }));
      await write("class/anna.ipynb");
      await symlink(join(root, "elsewhere", to), join(root, "class", name));
      const [anna, bert, followed] = await find(
        "class/anna.ipynb",
        `class/${name}`,
        join("elsewhere", to || "01-lab.ipynb"),
      );
      expect([anna?.problem, bert?.notebook, bert?.problem]).to.deep.equal([
        undefined,
        undefined,
        { status: "rejected", says: "It is a link; links are not followed." },
      ]);
      expect(followed?.notebook).to.equal("secret");
      const inClass = (await find("class")).map(({ id, problem }) => [id, problem?.status]);
      expect(inClass).to.deep.equal([["anna", undefined], ...(title === "folder" ? [] : [["bert", "rejected"]])]);
    });
  }

  it("report a script that is a link, and skip links to nothing; a link replacing Gradescope's file is ignored", async () => {
    await write("elsewhere/consumer.ts", "secret");
    await write("class/anna.ipynb");
    for (const name of ["bert.ts", "notes.txt", "submission_metadata.yml"])
      await symlink(join(root, "elsewhere", "consumer.ts"), join(root, "class", name));
    expect((await find("class")).map(({ id, problem }) => [id, problem?.status])).to.deep.equal([
      ["anna", undefined],
      ["bert", "rejected"],
    ]);
  });

  it("never follow a link in a zip: it is the text it contains; unpacked to disk, it leads to a real file", async () => {
    const secret = await write("elsewhere/01-lab.ipynb", "secret");
    await write(
      "bert.zip",
      zipSync({ "bert/01-lab.ipynb": [strToU8(secret), { os: 3, attrs: (0o120777 << 16) >>> 0 }] }),
    );
    const [bert] = await find("bert.zip");
    expect(bert?.notebook).to.equal(secret);
    const unpacked = spawnSync("python3", ["-c", UNPACK, join(root, "bert.zip"), root], { encoding: "utf8" });
    expect(unpacked.stderr).to.equal("");
    expect(await readFile(join(root, "bert", "01-lab.ipynb"), "utf8")).to.equal("secret");
  });
});
