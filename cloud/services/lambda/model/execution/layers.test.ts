import { PublishLayerVersionCommand } from "@aws-sdk/client-lambda";
import { expect } from "chai";
import { skipIf } from "../../../../testing/skip";
import { useEmptyFolder } from "../../../../testing/temporary-folder";
import { useCloud } from "../../../../testing/use-cloud";
import { withoutVenv } from "../../../../testing/venv";
import { testFunctions, createZip } from "../../testing/functions";

describe("functions with layers", () => {
  const data = useEmptyFolder();
  const cloud = useCloud({ data });
  const functions = testFunctions(cloud);
  const publish = async (LayerName: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const published = new PublishLayerVersionCommand({ LayerName, Content: { ZipFile: createZip(files) } });
    return (await functions.client.send(published)).LayerVersionArn ?? "";
  };
  const answer = async (): Promise<unknown> => {
    const { payload, error, log } = await functions.call({});
    expect(error, log).to.equal(undefined);
    return payload;
  };

  it("in Node.js find packages by import and require, later layers first, and a layer's SDK before this machine's (SVC-051)", async () => {
    const first = await publish("one", {
      "nodejs/node_modules/words/index.js": "exports.from = 'one'; exports.beside = require('beside');",
      "nodejs/node_modules/beside/index.js": "module.exports = 'beside';",
      "nodejs/node_modules/@aws-sdk/client-sqs/index.js": "exports.from = 'layer';",
      "nodejs/node_modules/pure/package.json": JSON.stringify({ type: "module", exports: "./index.js" }),
      "nodejs/node_modules/pure/index.js":
        "import { S3Client } from '@aws-sdk/client-s3'; export const sdk = typeof S3Client;",
      "nodejs/node_modules/aged/index.js": "module.exports = 'for all';",
      "nodejs/node20/node_modules/aged/index.js": "module.exports = 'for 20';",
      "data/word.txt": "one",
    });
    const two = await publish("two", {
      "nodejs/node_modules/words/index.js": "exports.from = 'two'; exports.beside = require('beside');",
      "bin/tool": "#!/bin/sh\necho tool",
    });
    await functions.create(
      `import { execFileSync } from "node:child_process";
       import { createRequire } from "node:module";
       import words from "words";
       import sqs from "@aws-sdk/client-sqs";
       import { sdk } from "pure";
       const require = createRequire(import.meta.url);
       export const handler = async () => ({
         words, sqs: sqs.from, sdk, aged: require("aged"), again: require("words").from, tool: String(execFileSync("tool")),
         paths: process.env.NODE_PATH.split(":").length, libraries: process.env.LD_LIBRARY_PATH.endsWith("opt/lib"),
       });`,
      { Layers: [first, two] },
    );
    const expected = {
      words: { from: "two", beside: "beside" },
      sqs: "layer",
      sdk: "function",
      aged: "for 20",
      again: "two",
      tool: "tool\n",
      paths: 3,
      libraries: true,
    };
    expect(await answer()).to.deep.equal(expected);

    for (const LayerName of ["one", "two"]) await functions.client.deleteLayerVersion({ LayerName, VersionNumber: 1 });
    await cloud.restart();
    expect(await answer()).to.deep.equal(expected);

    await functions.client.updateFunctionConfiguration({ FunctionName: "f", Layers: [] });
    await cloud.advance(1);
    const { payload } = await functions.call({});
    expect(payload).to.deep.include({
      errorType: "Runtime.ImportModuleError",
      errorMessage: "Error: Cannot find package 'words' imported from /var/task/index.mjs",
    });
  });

  it("in Node.js can have their handler in a layer, located at /opt in errors", async () => {
    const layer = await publish("wrapper", {
      "nodejs/node_modules/wrapper/index.js": "exports.handler = async () => { throw new Error(__filename); };",
    });
    await functions.create("", { Layers: [layer], Handler: "/opt/nodejs/node_modules/wrapper/index.handler" });
    expect((await functions.call({})).payload).to.deep.include({
      errorMessage: "/opt/nodejs/node_modules/wrapper/index.js",
    });
  });

  it("in Python find packages after their own, those for the runtime's version first (SVC-051)", async function () {
    skipIf(this, withoutVenv);
    const layer = await publish("words", {
      "python/words.py": "hello = 'for all'",
      "python/lib/python3.12/site-packages/words.py": "hello = 'for 3.12'",
      "python/lib/python3.11/site-packages/words.py": "hello = 'for 3.11'",
      "python/mine.py": "who = 'layer'",
      "python/boto3.py": "who = 'layer'",
    });
    const code = {
      "index.py":
        "import words, mine, boto3\ndef handler(event, context):\n    return [words.hello, mine.who, boto3.who]\n",
      "mine.py": "who = 'function'",
    };
    await functions.create(code, { Runtime: "python3.12", Layers: [layer] });
    expect(await answer()).to.deep.equal(["for 3.12", "function", "layer"]);
  });
});
