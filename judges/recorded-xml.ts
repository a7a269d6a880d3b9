import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { services } from "../cloud/services/index";
import { createOmission, createWrong, judgeEach, PASSED, useJudgedCloud, type Judge, type Verdict } from "./judge";
import { REGION, REQUESTS, sendRequests } from "./xml-requests";

/** The elements of a recording that AWS's answer to the judge's requests lacks today, by the recording's file. */
const DIFFERENCES: Readonly<Record<string, RegExp>> = {
  // Instances of 2012, in EC2-Classic: in groups as a whole, with a kernel and a key, one with Windows.
  "responses/ec2-describe-instances": /\/item\/(?:kernelId|keyName|platform)$|\/reservationSet\/item\/groupSet\/item\b/,
  "responses/ec2-run-instances": /\/item\/kernelId$/,
  // Groups of EC2-Classic. Other groups have no name here, as the command line's reference shows (describe-security-groups).
  "responses/ec2-describe-security-groups": /\/groups\/item\/groupName$/,
  // The API reference has `InstanceProfileId`.
  "responses/iam-list-instance-profiles": /\/member\/Id$/,
  // AWS has returned no `DisplayName` of owners since November 2025.
  "responses/s3-get-bucket-acl": /\/(?:Owner|Grantee)\/DisplayName$/,
  "responses/s3-list-buckets": /\/Owner\/DisplayName$/,
  "responses/s3-list-multipart-uploads#2": /\/Owner\/DisplayName$/,
  "responses/s3-list-object-versions": /\/Owner\/DisplayName$/,
  "responses/s3-list-objects": /\/Owner\/DisplayName$/,
  // New buckets accept no grants, as the user guide says (object-ownership-existing-bucket).
  "responses/s3-get-bucket-logging": /\/TargetGrants\b/,
};

/** An element of a document, or an attribute of one, such as `/Error/Code` or `/ListTopicsResponse@xmlns=…`. */
interface Node {
  readonly path: string;
  readonly text: string;
}

/** The elements and attributes of a document. */
function listNodes(document: string): readonly Node[] {
  const nodes: Node[] = [];
  const open: string[] = [];
  for (const [, close, name = "", attributes = "", empty, text = ""] of document.matchAll(
    /<(\/?)([A-Za-z][\w:.-]*)([^<>]*?)(\/?)>([^<]*)/g,
  )) {
    if (close === "/") {
      open.pop();
      continue;
    }
    open.push(name);
    const path = `/${open.join("/")}`;
    nodes.push({ path, text: text.trim() });
    for (const [, attribute = "", value = ""] of attributes.matchAll(/([\w:]+)=["']([^"']*)["']/g))
      nodes.push({ path: `${path}@${attribute}=${value.replace(/\d{4}-\d\d-\d\d/, "date")}`, text: "" });
    if (empty === "/") open.pop();
  }
  return nodes;
}

/** The forms in which texts are compared. */
const FORMS: Readonly<Record<string, RegExp>> = {
  "a time with milliseconds": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  "a time with seconds": /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
  "true or false": /^(?:true|false)$/,
};

const findForm = (text: string): string | undefined => Object.entries(FORMS).find(([, form]) => form.test(text))?.[0];

/** What a recording has and an answer lacks: elements, attributes, and the forms of texts. */
function listLacks(recording: string, answer: string, differences: RegExp | undefined): readonly string[] {
  const answered = new Map(listNodes(answer).map(({ path, text }) => [path, text]));
  const lacks = listNodes(recording)
    .filter(({ path }) => differences?.test(path) !== true)
    .flatMap(({ path, text }): readonly string[] => {
      const found = answered.get(path);
      if (found === undefined) return [path];
      const form = findForm(text);
      return form === undefined || findForm(found) === form ? [] : [`${path}: ${form}`];
    });
  // Without the parts of an element that is missing itself.
  const isPart = (path: string, of: string): boolean => path.startsWith(`${of}/`) || path.startsWith(`${of}@`);
  return [...new Set(lacks)].filter((path) => !lacks.some((other) => isPart(path, other)));
}

/** The lab cloud's operations, such as `s3-listobjects`. */
const OPERATIONS: ReadonlySet<string> = new Set(
  services.flatMap(({ name, operations }) =>
    Object.values(operations)
      .filter(({ kind }) => kind === "operation")
      .map((operation) => `${name}-${operation.name.toLowerCase()}`),
  ),
);

/** Whether the lab cloud has the operation of a recording, such as `responses/s3-list-objects`. */
function hasOperation(name: string): boolean {
  const [service = "", ...words] = name
    .replace(/^\w+\//, "")
    .replace(/#.*/, "")
    .split("-");
  return OPERATIONS.has(`${service}-${words.join("")}`);
}

async function judgeRecording(name: string, recording: string, other: URL | undefined): Promise<Verdict> {
  if (!hasOperation(name)) return createOmission("an operation outside the lab cloud");
  if (!recording.includes("</")) return createOmission("holds no XML");
  const requests = REQUESTS[name];
  if (requests === undefined) return createWrong("the judge has no request for this operation");
  const options = { keys: "any", allowCode: true, region: REGION, speed: 0 } as const;
  const answer = await useJudgedCloud(options, other, (cloud) => sendRequests(cloud, requests));
  const lacks = listLacks(recording, answer, DIFFERENCES[name]);
  return lacks.length === 0 ? PASSED : createWrong(lacks.join(", "));
}

/** Compares the lab cloud's answers in XML with AWS's answers that botocore's tests keep. */
export const recordedXml: Judge = {
  name: "recorded-xml",
  title: "whether answers have the elements, namespaces and forms of time of AWS's answers in XML, of 2009 to 2014",
  source: "boto/botocore, `tests/unit/response_parsing/xml` (Apache-2.0)",
  run({ folder, endpoint }) {
    const root = join(folder, "tests", "unit", "response_parsing", "xml");
    const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".xml"));
    const names = files.map((file) => file.slice(0, -".xml".length)).sort();
    return judgeEach(
      names,
      (name) => name,
      (name) => judgeRecording(name, readFileSync(join(root, `${name}.xml`), "utf8"), endpoint),
    );
  },
};
