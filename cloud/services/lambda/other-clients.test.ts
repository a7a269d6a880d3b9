import { expect } from "chai";
import { writeFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createTemporaryFolder } from "../../testing/temporary-folder";
import { useCloud } from "../../testing/use-cloud";
import { runInVenv, needVenv } from "../../testing/venv";
import { ROLE, createZip } from "./testing/functions";

const BOTO3 = `
import base64, boto3, io, json, zipfile
client = boto3.client("lambda")
def zipped(name, text):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(name, text)
    return buffer.getvalue()
code = zipped("lambda_function.py", "def lambda_handler(event, context):\\n    print('hello')\\n    return {'got': event}\\n")
client.create_function(FunctionName="f", Runtime="python3.12", Handler="lambda_function.lambda_handler", Role="${ROLE}", Code={"ZipFile": code})
client.get_waiter("function_active_v2").wait(FunctionName="f")
answer = client.invoke(FunctionName="f", Payload=json.dumps({"a": 1}), LogType="Tail")
seen = {"status": answer["StatusCode"], "payload": json.loads(answer["Payload"].read()), "log": "hello" in base64.b64decode(answer["LogResult"]).decode()}
try:
    client.get_function(FunctionName="none")
except client.exceptions.ResourceNotFoundException as error:
    seen["missing"] = error.response["Error"]
client.update_function_configuration(FunctionName="f", LoggingConfig={"LogFormat": "JSON", "SystemLogLevel": "DEBUG"})
client.get_waiter("function_updated_v2").wait(FunctionName="f")
seen["logging"] = client.get_function_configuration(FunctionName="f")["LoggingConfig"]
log = base64.b64decode(client.invoke(FunctionName="f", LogType="Tail")["LogResult"]).decode().splitlines()
seen["lines"] = [json.loads(line)["type"] if line.startswith("{") else line for line in log]
words = zipped("python/words.py", "hello = 'from a layer'\\n")
layer = client.publish_layer_version(LayerName="words", Content={"ZipFile": words}, CompatibleRuntimes=["python3.12"])
client.update_function_configuration(FunctionName="f", Layers=[layer["LayerVersionArn"]])
client.get_waiter("function_updated_v2").wait(FunctionName="f")
code = zipped("lambda_function.py", "import words\\ndef lambda_handler(event, context):\\n    return words.hello\\n")
client.update_function_code(FunctionName="f", ZipFile=code)
client.get_waiter("function_updated_v2").wait(FunctionName="f")
seen["layer"] = json.loads(client.invoke(FunctionName="f")["Payload"].read())
seen["functions"] = [one["FunctionName"] for one in client.get_paginator("list_functions").paginate().build_full_result()["Functions"]]
print(json.dumps(seen))
`;

describe("Lambda through other clients, with verified signatures", () => {
  needVenv();
  const cloud = useCloud({ keys: "own", speed: 100 });
  const folder = createTemporaryFolder();

  it("boto3 creates a function, waits, invokes it, reads its JSON log, adds a layer and reads faults", async () => {
    const { output, errors } = await runInVenv("python", ["-c", BOTO3], cloud.running);
    expect(errors).to.equal("");
    expect(JSON.parse(output)).to.deep.equal({
      status: 200,
      payload: { got: { a: 1 } },
      log: true,
      functions: ["f"],
      layer: "from a layer",
      logging: { LogFormat: "JSON", ApplicationLogLevel: "INFO", SystemLogLevel: "DEBUG", LogGroup: "/aws/lambda/f" },
      lines: ["platform.start", "hello", "platform.runtimeDone", "platform.report"],
      missing: {
        Message: "Function not found: arn:aws:lambda:us-east-1:000000000000:function:none",
        Code: "ResourceNotFoundException",
      },
    });
  });
  it("the AWS CLI creates a function, waits for it, invokes it and deletes it", async () => {
    const runAws = async (...args: readonly string[]): Promise<string> => {
      const { status, output, errors } = await runInVenv("aws", ["lambda", ...args], cloud.running);
      expect(errors).to.equal("");
      expect(status).to.equal(0);
      return output;
    };
    const [zip, answer] = [join(folder, "f.zip"), join(folder, "answer.json")];
    writeFileSync(zip, createZip({ "index.mjs": "export const handler = async (event) => ({ got: event });" }));
    const created = await runAws(
      "create-function",
      "--function-name",
      "f",
      "--runtime",
      "nodejs20.x",
      "--handler",
      "index.handler",
      "--role",
      ROLE,
      "--zip-file",
      `fileb://${zip}`,
    );
    expect(JSON.parse(created)).to.include({ FunctionName: "f", State: "Pending" });
    await runAws("wait", "function-active-v2", "--function-name", "f");
    expect(JSON.parse(await runAws("invoke", "--function-name", "f", "--payload", '{"a":1}', answer))).to.deep.equal({
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
    });
    expect(JSON.parse(readFileSync(answer, "utf8"))).to.deep.equal({ got: { a: 1 } });
    writeFileSync(zip, createZip({ "nodejs/node_modules/words/index.js": "" }));
    const named = ["--layer-name", "words"];
    const published = await runAws("publish-layer-version", ...named, "--zip-file", `fileb://${zip}`);
    expect(JSON.parse(published)).to.include({ Version: 1 });
    await runAws("delete-layer-version", ...named, "--version-number", "1");
    await runAws("delete-function", "--function-name", "f");
    expect(JSON.parse(await runAws("list-functions"))).to.deep.equal({ Functions: [] });
  });
});
