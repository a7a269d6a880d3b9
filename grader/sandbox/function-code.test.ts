import { join } from "node:path";
import { expect } from "chai";
import { skipIf } from "../../cloud/testing/skip";
import { bundleGrader } from "../core/bundle.mjs";
import { openConfinedCloud, type ConfinedCloud } from "../testing/confined-cloud";
import { explainNotConfined } from "./bubblewrap";
import { confineIn } from "./confine";
import { DEFAULT_LIMITS } from "./limits";

const ROOT = join(import.meta.dirname, "..", "..");
const CHECKS = join(ROOT, "course", "01-streaming-ingestion", "checks.ts");

describe("the files of a submitted function", () => {
  let confined: ConfinedCloud;
  let free: ConfinedCloud;
  before(async function () {
    skipIf(this, explainNotConfined(DEFAULT_LIMITS));
    const { enter } = await bundleGrader(ROOT);
    [confined, free] = await Promise.all([
      openConfinedCloud((socket) => confineIn({ program: enter, root: ROOT, limits: DEFAULT_LIMITS, socket }).confine),
      openConfinedCloud(),
    ]);
  });
  after(() => Promise.all([confined?.close(), free?.close()]));

  it("can't mount a folder of this machine by including settings of a Python environment", async () => {
    const code = `import { existsSync } from "node:fs"; export const handler = async () => existsSync(${JSON.stringify(CHECKS)});`;
    const files = { "pyvenv.cfg": `home = ${join(ROOT, "course", "bin")}\n` };
    expect(await free.call("nodejs20.x", code, { files })).to.equal(true);
    expect(await confined.call("nodejs20.x", code, { files })).to.equal(false);
  });

  it("find their layers at /opt, with their packages, and can't change them (SVC-051)", async () => {
    const layer = {
      "data/word.txt": "from a layer",
      "nodejs/node_modules/words/index.js":
        "module.exports = [__filename, typeof require('@aws-sdk/client-s3').S3Client];",
      "python/words.py": "place = __file__",
    };
    const node = `import { readFileSync, writeFileSync } from "node:fs";
      import words from "words";
      export const handler = async () => {
        let written = "yes";
        try { writeFileSync("/opt/data/word.txt", "mine"); } catch ({ code }) { written = code; }
        return [readFileSync("/opt/data/word.txt", "utf8"), written, process.env.NODE_PATH.startsWith("/opt/nodejs/node20/"), words[1]];
      };`;
    expect(await confined.call("nodejs20.x", node, { layer })).to.deep.equal([
      "from a layer",
      "EROFS",
      true,
      "function",
    ]);
    const python =
      "import words\ndef handler(event, context):\n    return [words.place, open('/opt/data/word.txt').read()]\n";
    expect(await confined.call("python3.12", python, { layer })).to.deep.equal([
      "/opt/python/words.py",
      "from a layer",
    ]);
  });
});
