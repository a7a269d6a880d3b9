import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "../install";
import { getCommit } from "./folder";
import type { Judge, JudgedCase } from "./judge";
import { listCodes, runBesideCloud, runPytest, type PytestCase } from "./run-pytest";

const SECONDS_PER_TEST = 90;

/** The packages that the suite's helpers import, in addition to those of its own list. */
const PACKAGES = [
  ...["pytest==9.2.0", "pytest-httpserver==1.2.0", "pytest-rerunfailures==16.7", "localstack-snapshot==0.4.0"],
  ...["httpx[http2]==0.28.1", "json5==0.17.3", "websocket-client==1.9.2", "moto-ext==5.1.54"],
];

/** Marks of tests that were not recorded on AWS, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  aws_only_localstack: "LocalStack's own behavior, as the suite says",
  aws_needs_fixing: "fails on AWS, as the suite says",
  aws_unknown: "never run on AWS, as the suite says",
  aws_manual_setup_required: "needs an account that was set up by hand, as the suite says",
};

const SEVERAL_REGIONS = "asks several regions; a lab cloud runs one";
const SECOND_ACCOUNT = "needs a second account; the lab cloud has one";
const OWN_ETAGS = "compares the ETag of an object with a KMS key, which each write changes";

/** Tests that a lab cloud can't pass, whatever it answers, or whose answer no program can foresee. */
const CANNOT_PASS: Readonly<Record<string, string>> = {
  test_create_bucket_with_eu_location_constraint_raises: SEVERAL_REGIONS,
  "test_create_bucket_with_invalid_location_constraint[eu-west-1-bar]": SEVERAL_REGIONS,
  test_different_location_constraint: SEVERAL_REGIONS,
  "test_bucket_constraint_aws_global[us-west-1]": SEVERAL_REGIONS,
  test_s3_sse_validate_kms_key: SEVERAL_REGIONS,
  test_put_bucket_policy_expected_bucket_owner: SECOND_ACCOUNT,
  test_delete_bucket_policy_expected_bucket_owner: SECOND_ACCOUNT,
  test_s3_bucket_encryption_sse_kms: OWN_ETAGS,
  test_s3_bucket_encryption_sse_kms_aws_managed_key: OWN_ETAGS,
  test_s3_copy_object_in_place_with_encryption: OWN_ETAGS,
  test_s3_multipart_upload_sse: OWN_ETAGS,
  test_s3_sse_bucket_key_default: OWN_ETAGS,
  test_s3_sse_default_kms_key: OWN_ETAGS,
  test_delete_bucket_with_content: "lists a bucket of the account in which it was recorded",
  test_create_bucket_with_tags_exc: "AWS failed with an internal error",
  test_user_metadata_rfc2047_bad_b64_encoded: "AWS returns gibberish, as a note in the suite says",
};

/** Each part of the suite that judges a service of the lab cloud: its files, and what they ask. */
const PARTS: Readonly<Record<string, { readonly title: string; readonly paths: readonly string[] }>> = {
  s3: { title: "S3", paths: ["s3"] },
  sqs: { title: "SQS", paths: ["sqs/test_sqs.py", "sqs/test_sqs_move_task.py"] },
  logs: { title: "CloudWatch Logs", paths: ["logs"] },
  cloudwatch: { title: "CloudWatch", paths: ["cloudwatch"] },
  iam: { title: "STS and IAM", paths: ["sts", "iam"] },
  lambda: { title: "Lambda", paths: ["lambda_/test_lambda_api.py", "lambda_/test_lambda.py"] },
  cloudformation: { title: "CloudFormation", paths: ["cloudformation/api", "cloudformation/engine"] },
};

/** A Python on the PATH that is new enough for the suite. @throws Error if there is none */
function findPython(): string {
  const found = ["python3.14", "python3.13", "python3.12"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (found === undefined)
    throw new Error("LocalStack's tests need Python 3.12 or newer, as `python3.12` on the PATH.");
  return found;
}

/** Why a test that did not pass is left out; undefined if it is wrong. */
function findReason({ name, outcome, text }: PytestCase, codes: readonly string[]): string | undefined {
  const title = name.replace(/^.*::/, "");
  const reasons: readonly (readonly [reason: string | undefined, applies: boolean])[] = [
    [CANNOT_PASS[title], Object.hasOwn(CANNOT_PASS, title)],
    ["not reached in the time of the run", outcome === "not reached"],
    ["LocalStack's own behavior, as the suite says", outcome === "skipped" && text.includes("only applicable")],
    ["the suite skips it", outcome === "skipped"],
    ["refused by name (`NotImplemented`)", codes.includes("NotImplemented") || /NotImplemented|\b501\b/.test(text)],
    ["names a host of AWS or LocalStack", /amazonaws\.com|localhost\.localstack/.test(text)],
  ];
  return reasons.find(([, applies]) => applies)?.[0];
}

function judgeCase(test: PytestCase, codes: readonly string[]): JudgedCase {
  const name = test.name.replace(/^.*services\//, "");
  const mark = test.marks.find((item) => Object.hasOwn(LEFT_OUT, item));
  if (mark !== undefined) return { name, verdict: "left out", why: LEFT_OUT[mark] ?? "" };
  if (test.outcome === "passed") return { name, verdict: "passed" };
  const why = findReason(test, codes);
  if (why !== undefined) return { name, verdict: "left out", why };
  return { name, verdict: "wrong", why: test.text.split("\n")[0]?.slice(0, 300) ?? "" };
}

/** LocalStack's tests of one service, whose answers were recorded on AWS. */
const createJudge = (part: string, { title, paths }: (typeof PARTS)[string]): Judge => ({
  name: `localstack-${part}`,
  title: `${title} by the answers that LocalStack recorded on AWS`,
  source: "localstack/localstack, `tests/aws` (Apache-2.0)",
  needsFolder: true,
  async run({ root, folder, seconds }) {
    const environment = join(root, ".labs", "judges", "localstack");
    const requirements = join(folder, "requirements-base-runtime.txt");
    const python = join(installPython(environment, ["-r", requirements, ...PACKAGES], findPython()), "python");
    return runBesideCloud({ allowCode: true }, async (context) => {
      // The suite's packages import their version, which only their build writes.
      const version = join(context.temporary, "localstack");
      mkdirSync(version);
      writeFileSync(join(version, "version.py"), '__version__ = "0"\n');
      const run = {
        ...{ python, folder, seconds, secondsPerTest: SECONDS_PER_TEST, leaveOut: Object.keys(LEFT_OUT) },
        args: ["-p", "judge_localstack", ...paths.map((path) => join("tests", "aws", "services", path))],
        environment: {
          PYTHONPATH: [context.temporary, folder, join(folder, "localstack-core")].join(":"),
          ...{ AWS_ENDPOINT_URL: context.endpoint.href.replace(/\/$/, ""), AWS_DEFAULT_REGION: "us-east-1" },
          ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: "test" },
          ...{ TEST_TARGET: "AWS_CLOUD", TEST_SKIP_LOCALSTACK_START: "1" },
        },
      };
      const tests = await runPytest(run, context.temporary);
      const { faults } = context;
      return { version: getCommit(folder), cases: tests.map((test) => judgeCase(test, listCodes(test, faults))) };
    });
  },
});

/** LocalStack's tests, service by service. */
export const localstack: readonly Judge[] = Object.entries(PARTS).map(([part, paths]) => createJudge(part, paths));
