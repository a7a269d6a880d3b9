/**
 * The module with which a function answers CloudFormation, if its code is inline in a template: AWS adds it to such
 * code. These modules follow AWS's documentation of its own modules.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-lambda-function-code-cfnresponsemodule.html
 */

/** For Node.js: `require("cfn-response")`. */
const NODE = `const https = require("https");
exports.SUCCESS = "SUCCESS";
exports.FAILED = "FAILED";
exports.send = (event, context, Status, Data, physicalResourceId, NoEcho = false) => {
  const { StackId, RequestId, LogicalResourceId, ResponseURL } = event;
  const Reason = "See the details in CloudWatch Log Stream: " + context.logStreamName;
  const PhysicalResourceId = physicalResourceId || context.logStreamName;
  const body = JSON.stringify({ Status, Reason, PhysicalResourceId, StackId, RequestId, LogicalResourceId, NoEcho, Data });
  const { hostname, pathname, search } = new URL(ResponseURL);
  const headers = { "content-type": "", "content-length": Buffer.byteLength(body) };
  const request = https.request({ hostname, path: pathname + search, method: "PUT", headers }, (answer) => {
    console.log("Status code: " + answer.statusCode);
    answer.resume();
    context.done();
  });
  request.on("error", (error) => {
    console.log("send(..) failed executing https.request(..): " + error);
    context.done();
  });
  request.end(body);
};
`;

/** For Python: `import cfnresponse`. */
const PYTHON = `import json
import urllib.request

SUCCESS = "SUCCESS"
FAILED = "FAILED"


def send(event, context, responseStatus, responseData, physicalResourceId=None, noEcho=False, reason=None):
    body = {
        "Status": responseStatus,
        "Reason": reason or "See the details in CloudWatch Log Stream: " + context.log_stream_name,
        "PhysicalResourceId": physicalResourceId or context.log_stream_name,
        "StackId": event["StackId"],
        "RequestId": event["RequestId"],
        "LogicalResourceId": event["LogicalResourceId"],
        "NoEcho": noEcho,
        "Data": responseData,
    }
    request = urllib.request.Request(
        event["ResponseURL"], json.dumps(body).encode(), {"content-type": ""}, method="PUT"
    )
    try:
        print("Status code:", urllib.request.urlopen(request).status)
    except Exception as error:
        print("send(..) failed executing http.request(..):", error)
`;

/** The files of the package of a function whose code is inline in a template. */
export function createInlineFiles(code: string, runtime: string): Readonly<Record<string, Uint8Array>> {
  const isPython = runtime.startsWith("python");
  const responseModule = { [isPython ? "index.py" : "index.js"]: Buffer.from(code, "utf8") };
  if (isPython)
    return code.includes("cfnresponse") ? { ...responseModule, "cfnresponse.py": Buffer.from(PYTHON) } : responseModule;
  return code.includes("cfn-response")
    ? { ...responseModule, "node_modules/cfn-response.js": Buffer.from(NODE) }
    : responseModule;
}
