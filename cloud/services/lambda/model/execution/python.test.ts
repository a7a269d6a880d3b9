import { expect } from "chai";
import { useCloud } from "../../../../testing/use-cloud";
import { needVenv } from "../../../../testing/venv";
import { testFunctions, createZip, ROLE } from "../../testing/functions";

describe("Lambda functions in Python", function () {
  needVenv();
  const cloud = useCloud();
  const functions = testFunctions(cloud);
  const { call } = functions;
  const create = (code: string, Handler = "app.lambda_handler"): Promise<void> =>
    functions.create({ "app.py": code }, { Runtime: "python3.12", Handler, Timeout: 20 });
  const invokeFailing = async (event: unknown = {}): Promise<Record<string, unknown>> => {
    const { error, payload } = await call(event);
    expect(error).to.equal("Unhandled");
    return payload as Record<string, unknown>;
  };

  it("return their handler's result, and null for None (SVC-008)", async () => {
    await create("def lambda_handler(event, context):\n    return event.get('echo')\n");
    expect((await call({ echo: ["ü", 1.5, null, { a: true }] })).payload).to.deep.equal(["ü", 1.5, null, { a: true }]);
    expect(await call({})).to.deep.include({ status: 200, error: undefined, payload: null });
  });
  it("have boto3, the cloud in their environment, their context and their log (SVC-009)", async () => {
    await functions.client.createFunction({
      FunctionName: "f",
      Runtime: "python3.12",
      Handler: "folder/app.lambda_handler",
      Role: ROLE,
      Timeout: 20,
      Environment: { Variables: { mine: "yes" } },
      Code: {
        ZipFile: createZip({
          "folder/app.py": `import os, boto3, logging
logging.getLogger().setLevel(logging.INFO)
s3 = boto3.client("s3")
def lambda_handler(event, context):
    print("one")
    logging.info("two\\nthree")
    s3.create_bucket(Bucket="made-by-python")
    left = 0 < context.get_remaining_time_in_millis() <= 20000
    return [context.function_name, context.memory_limit_in_mb, context.invoked_function_arn, left, os.environ["mine"], [b["Name"] for b in s3.list_buckets()["Buckets"]]]
`,
        }),
      },
    });
    await cloud.advance(1);
    const { payload, log } = await call({});
    expect(payload).to.deep.equal([
      "f",
      "128",
      "arn:aws:lambda:us-east-1:000000000000:function:f",
      true,
      "yes",
      ["made-by-python"],
    ]);
    const id = /START RequestId: (\S+)/.exec(log)?.[1] ?? "";
    expect(log.replace(/\t\d{4}-\S+Z\t/, "\t<time>\t")).to.match(
      new RegExp(
        `^START RequestId: ${id} Version: \\$LATEST\none\n\\[INFO\\]\t<time>\t${id}\ttwo\nthree\nEND RequestId: ${id}\nREPORT RequestId: ${id}\tDuration: `,
      ),
    );
  });
  it("have a context like AWS's, and log no paths of this machine", async () => {
    await create(`import logging, sys
def lambda_handler(event, context):
    print(context)
    try:
        int("x")
    except ValueError:
        logging.exception("went wrong")
    return [context.client_context.custom["a"], context.client_context.client.app_title, context.client_context.env, context.identity.cognito_identity_id]
`);
    const { payload, log } = await call(
      {},
      {
        ClientContext: Buffer.from(JSON.stringify({ custom: { a: 1 }, client: { app_title: "labs" } })).toString(
          "base64",
        ),
      },
    );
    expect(payload).to.deep.equal([1, "labs", null, null]);
    expect(log).to.match(
      /\nLambdaContext\(\[aws_request_id=\S+,invoked_function_arn=arn:aws:lambda:\S+,function_name=f,/,
    );
    expect(log).to.contain(
      'went wrong\nTraceback (most recent call last):\n  File "/var/task/app.py", line 5, in lambda_handler\n',
    );
  });
  it("report errors with type, message and stack (SVC-010)", async () => {
    await create("def lambda_handler(event, context):\n    return event['missing']\n");
    const { log } = await call({});
    const { requestId, ...rest } = await invokeFailing();
    expect(requestId).to.match(/^[0-9a-f-]{36}$/);
    expect(Object.keys(rest)).to.deep.equal(["errorMessage", "errorType", "stackTrace"]);
    expect(rest).to.include({ errorMessage: "'missing'", errorType: "KeyError" });
    // Newer versions of Python add a line that underlines the position.
    expect((rest["stackTrace"] as string[]).map((text) => text.split("\n").slice(0, 2))).to.deep.equal([
      ['  File "/var/task/app.py", line 2, in lambda_handler', "    return event['missing']"],
    ]);
    expect(log).to.match(
      /\n\[ERROR\] KeyError: 'missing'\nTraceback \(most recent call last\):\n {2}File "\/var\/task\/app.py", line 2, in lambda_handler\n/,
    );
  });
  it("log an empty trace of a module that can't be imported (aws-observability/aws-otel-lambda, issue 17, 2021-04-07)", async () => {
    await create("import left_pad");
    await invokeFailing();
    const { events = [] } = await cloud.logs.filterLogEvents({ logGroupName: "/aws/lambda/f" });
    expect(events.map(({ message }) => message)).to.include(
      "[ERROR] Runtime.ImportModuleError: Unable to import module 'app': No module named 'left_pad'\nTraceback (most recent call last):\n",
    );
  });
  it("are reported as timed out, exited, or unable to respond (SVC-011)", async () => {
    await functions.create(
      {
        "app.py": `import sys
def lambda_handler(event, context):
    if event.get("exits"):
        sys.exit(4)
    if event.get("loops"):
        while True: pass
    return {1, 2}
`,
      },
      { Runtime: "python3.12", Handler: "app.lambda_handler", Timeout: 1 },
    );
    expect((await invokeFailing({ loops: true }))["errorMessage"]).to.match(
      /^RequestId: \S+ Error: Task timed out after 1\.00 seconds$/,
    );
    expect((await invokeFailing({ exits: true }))["errorMessage"]).to.match(
      /^RequestId: \S+ Error: Runtime exited with error: exit status 4$/,
    );
    expect(await invokeFailing({})).to.deep.include({
      errorType: "Runtime.MarshalError",
      errorMessage: "Unable to marshal response: Object of type set is not JSON serializable",
    });
  });

  const broken: readonly (readonly [string, string, string, string, RegExp])[] = [
    [
      "no such module",
      "",
      "other.lambda_handler",
      "Runtime.ImportModuleError",
      /^Unable to import module 'other': No module named 'other'$/,
    ],
    [
      "a missing package",
      "import left_pad",
      "app.lambda_handler",
      "Runtime.ImportModuleError",
      /^Unable to import module 'app': No module named 'left_pad'$/,
    ],
    [
      "no such function",
      "",
      "app.lambda_handler",
      "Runtime.HandlerNotFound",
      /^Handler 'lambda_handler' missing on module 'app'$/,
    ],
    [
      "broken syntax",
      "def lambda_handler(:",
      "app.lambda_handler",
      "Runtime.UserCodeSyntaxError",
      /^Syntax error in module 'app': /,
    ],
    [
      "an error while it is loaded",
      "import json\njson.loads('[')",
      "app.lambda_handler",
      "JSONDecodeError",
      /^Expecting value: /,
    ],
    [
      "a handler without a dot",
      "",
      "app",
      "Runtime.MalformedHandlerName",
      /^Bad handler 'app': not enough values to unpack \(expected 2, got 1\)$/,
    ],
  ];
  for (const [title, code, handler, errorType, message] of broken) {
    it(`are reported as ${errorType} for ${title}`, async () => {
      await create(code, handler);
      const payload = await invokeFailing();
      expect(payload).to.include({ errorType });
      expect(payload["errorMessage"]).to.match(message);
      // The paths in the trace are the same as on AWS.
      for (const [, path] of (payload["stackTrace"] as string[]).join("\n").matchAll(/File "(\/[^"]*)"/g))
        expect(path).to.match(/^\/var\/(task|lang)\//);
    });
  }
});
