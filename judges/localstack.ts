import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPython } from "../bench/install";
import { indexReasons, judgeOutcome, NOT_REACHED, REFUSED, useJudgedCloud, type Judge, type JudgedCase } from "./judge";
import { runPytest, type PytestCase } from "./run-pytest";

const SECONDS_PER_TEST = 90;
/** The secret of the suite's own clients. */
const SECRET = "test";

/** The packages that the suite's helpers import, in addition to those of its own list. */
const PACKAGES = [
  ...["pytest==9.2.0", "pytest-httpserver==1.2.0", "pytest-rerunfailures==16.7", "localstack-snapshot==0.4.0"],
  ...["httpx[http2]==0.28.1", "json5==0.17.3", "websocket-client==1.9.2", "moto-ext==5.1.54", "kclpy-ext==3.0.5"],
];

/** Marks of tests that were not recorded on AWS, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  aws_only_localstack: "LocalStack's own behavior, as the suite says",
  aws_needs_fixing: "fails on AWS, as the suite says",
  aws_unknown: "never run on AWS, as the suite says",
  requires_in_process: "changes LocalStack's own code while it runs, as the suite says",
  aws_manual_setup_required: "needs an account that was set up by hand, as the suite says",
};

const SECOND_ACCOUNT = "needs a second account; the lab cloud has one";
const FOREIGN_HOST = "names a host of AWS or LocalStack";

/** Tests that a lab cloud can't pass, whatever it answers, or whose answer no program can foresee. */
const CANNOT_PASS = indexReasons({
  "asks several regions; a lab cloud runs one": `
    test_create_bucket_with_eu_location_constraint_raises
    test_create_bucket_with_invalid_location_constraint[eu-west-1-bar] test_different_location_constraint
    test_bucket_constraint_aws_global[us-west-1] test_s3_sse_validate_kms_key
    test_get_queue_url_multi_region[standard] test_get_queue_url_multi_region[domain]
    test_get_queue_url_multi_region[path] test_endpoint_strategy_with_multi_region[off]
    test_endpoint_strategy_with_multi_region[standard] test_endpoint_strategy_with_multi_region[domain]
    test_endpoint_strategy_with_multi_region[path] test_cross_region_arn_function_access
    test_layer_function_exceptions`,
  [SECOND_ACCOUNT]: "test_put_bucket_policy_expected_bucket_owner test_delete_bucket_policy_expected_bucket_owner",
  "compares the ETag of an object with a KMS key, which each write changes": `
    test_s3_bucket_encryption_sse_kms test_s3_bucket_encryption_sse_kms_aws_managed_key
    test_s3_copy_object_in_place_with_encryption test_s3_multipart_upload_sse test_s3_sse_bucket_key_default
    test_s3_sse_validate_kms_key_state test_s3_sse_default_kms_key`,
  "AWS lists deleted objects in any order: other tests of the suite sort them": "test_delete_keys_in_versioned_bucket",
  "lists a bucket of the account in which it was recorded": "test_delete_bucket_with_content",
  "AWS names any one of several wrong parts, by no rule that its recordings show": `
    test_complete_multipart_parts_checksum_composite[CRC32C] test_complete_multipart_parts_checksum_composite[SHA1]
    test_complete_multipart_parts_checksum_composite[SHA256]
    test_complete_multipart_parts_checksum_full_object[CRC32]`,
  "expects host names of AWS or LocalStack in a queue's URL": `
    test_list_queues_multi_region_with_endpoint_strategy_standard
    test_list_queues_multi_region_with_endpoint_strategy_domain`,
  "builds a function in Java, which the lab cloud doesn't run": "test_subscribe_to_shard_with_java_sdk_v2_lambda",
  "makes a subscription end after three seconds by changing LocalStack's own code": "test_subscribe_to_shard_timeout",
  "was recorded on LocalStack, as its addresses show": "test_list_queues_pagination",
  "AWS's only page has a token; on which accounts isn't known": "test_describe_log_groups_with_pattern",
  [FOREIGN_HOST]: "test_s3_put_presigned_url_missing_sig_param[s3]",
  "compares the random parts of names": `
    test_deletion_policy_with_retain test_update_replace_policy_retain test_stack_deploy_order[A-B-C]
    test_stack_deploy_order[A-C-B] test_stack_deploy_order[B-A-C] test_stack_deploy_order[B-C-A]
    test_stack_deploy_order[C-A-B] test_stack_deploy_order[C-B-A]`,
  "the suite's requests or templates were changed after the recording": `
    test_get_template_summary test_create_change_set_update_without_parameters test_stack_deletion_order[C]
    test_stack_deletion_order[B-C] test_stack_deletion_order[A-B-C]`,
  "expects two archives of different seconds: the hash of their code shows the time": "test_list_functions",
  "shows the machine or the versions of programs on which AWS runs functions": `
    test_lambda_runtime_error test_lambda_init_environment test_runtime_introspection_x86
    test_runtime_introspection_arm test_runtime_ulimits`,
  "runs a function on ARM and on x86, of which a computer has one": "test_mixed_architecture",
  "calls Step Functions from a function": "test_lambda_host_prefix_api_operation",
  "how many messages a task moves before it ends, which varies on AWS, as a note in the suite says":
    "test_move_task_cancel test_move_task_delete_destination_queue_while_running",
  "AWS failed with an internal error": "test_create_bucket_with_tags_exc",
  "asks as a web page does, which the lab cloud refuses": `
    test_cors_http_options_non_existent_bucket test_cors_options_match_partial_origin
    test_cors_options_fails_partial_origin`,
  "AWS returns gibberish, as a note in the suite says": "test_user_metadata_rfc2047_bad_b64_encoded",
});

/** A part of the suite that judges a service of the lab cloud. */
interface Part {
  readonly title: string;
  readonly paths: readonly string[];
  /** How often a failed test may run again: a short poll of a queue sees a random share of it, as on AWS. */
  readonly reruns?: number;
  /** Some tests wait for a buffer of Firehose, or for alarms. */
  readonly secondsPerTest?: number;
  /** Tests that expect an empty account. Some tests that are refused by name do not clean up. */
  readonly first?: string;
  /** The cloud's account, where its usual one, twelve zeros, would also be found in the ids of shards. */
  readonly account?: string;
}

const PARTS: Readonly<Record<string, Part>> = {
  s3: { title: "S3", paths: ["s3"] },
  sqs: { title: "SQS", paths: ["sqs/test_sqs.py", "sqs/test_sqs_move_task.py"], reruns: 4 },
  kinesis: { title: "Kinesis", paths: ["kinesis/test_kinesis.py"] },
  firehose: { title: "Firehose", paths: ["firehose"], secondsPerTest: 420 },
  logs: { title: "CloudWatch Logs", paths: ["logs"], secondsPerTest: 240 },
  cloudwatch: {
    ...{ title: "CloudWatch", paths: ["cloudwatch"], secondsPerTest: 240 },
    first: "TestCloudWatchMultiProtocol",
  },
  iam: { title: "STS and IAM", paths: ["sts", "iam"] },
  lambda: { title: "Lambda", paths: ["lambda_/test_lambda_api.py", "lambda_/test_lambda.py"], secondsPerTest: 240 },
  "event-sources": {
    title: "Lambda's event sources",
    paths: [
      "lambda_/event_source_mapping/test_lambda_integration_kinesis.py",
      "lambda_/event_source_mapping/test_lambda_integration_sqs.py",
    ],
    account: "123456789012",
    // Some wait until a record is too old.
    secondsPerTest: 240,
  },
  cloudformation: { title: "CloudFormation", paths: ["cloudformation/api", "cloudformation/engine"] },
};

/** A Python on the PATH that is new enough for the suite. @throws Error if there is none */
function findPython(): string {
  const found = ["python3.14", "python3.13", "python3.12"].find((name) => spawnSync(name, ["--version"]).status === 0);
  if (found === undefined)
    throw new Error("LocalStack's tests need Python 3.12 or newer, as `python3.12` on the PATH.");
  return found;
}

function judgeCase({ name, outcome, text, codes, marks }: PytestCase): JudgedCase {
  const title = name.replace(/^.*::/, "");
  const mark = marks.find((item) => Object.hasOwn(LEFT_OUT, item)) ?? "";
  return judgeOutcome(
    { name: name.replace(/^.*services\//, ""), outcome, text },
    {
      always: [[LEFT_OUT[mark], mark !== ""]],
      failed: [
        [CANNOT_PASS[title], Object.hasOwn(CANNOT_PASS, title)],
        [NOT_REACHED, outcome === "not reached"],
        [LEFT_OUT["aws_only_localstack"], outcome === "skipped" && text.includes("only applicable")],
        ["the suite skips it", outcome === "skipped"],
        [REFUSED, codes.includes("NotImplemented") || text.includes("NotImplemented")],
        [FOREIGN_HOST, /amazonaws\.com|on\.aws'|localhost\.localstack/.test(text)],
        ["builds a function in Java or .NET, which the lab cloud doesn't run", text.includes("build multiruntime")],
        [
          "uses a runtime that AWS closed to new functions after the recording",
          text.includes("is no longer supported for creating or updating AWS Lambda functions"),
        ],
        // The suite's other calls are signed with the lab cloud's secret.
        [SECOND_ACCOUNT, text.includes("(SignatureDoesNotMatch) when calling the GetCallerIdentity")],
      ],
    },
  );
}

/** LocalStack's tests of one service, whose answers were recorded on AWS. */
const createJudge = (
  part: string,
  { title, paths, reruns = 0, secondsPerTest = SECONDS_PER_TEST, first, account }: Part,
): Judge => ({
  name: `localstack-${part}`,
  title: `${title} by the answers that LocalStack recorded on AWS`,
  source: "localstack/localstack, `tests/aws` (Apache-2.0)",
  async run({ root, folder, seconds, endpoint }) {
    const environment = join(root, ".labs", "judges", "localstack");
    const requirements = join(folder, "requirements-base-runtime.txt");
    const python = join(installPython(environment, ["-r", requirements, ...PACKAGES], findPython()), "python");
    const options = { allowCode: true, secret: SECRET, ...(account === undefined ? {} : { account }) };
    return useJudgedCloud(options, endpoint, async (cloud) => {
      // The suite's packages import their version, which only their build writes.
      const version = join(cloud.temporary, "localstack");
      mkdirSync(version);
      writeFileSync(join(version, "version.py"), '__version__ = "0"\n');
      const files = paths.map((path) => join("tests", "aws", "services", path));
      const run = {
        ...{ python, folder, seconds, secondsPerTest, leaveOut: Object.keys(LEFT_OUT) },
        args: ["-p", "judge_localstack", `--reruns=${reruns}`, ...files],
        environment: {
          PYTHONPATH: [cloud.temporary, folder, join(folder, "localstack-core")].join(":"),
          ...{ AWS_ENDPOINT_URL: cloud.endpoint, AWS_DEFAULT_REGION: "us-east-1" },
          ...{ AWS_ACCESS_KEY_ID: "test", AWS_SECRET_ACCESS_KEY: SECRET },
          ...{ TEST_TARGET: "AWS_CLOUD", TEST_SKIP_LOCALSTACK_START: "1" },
          ...(first === undefined ? {} : { JUDGE_FIRST: first }),
        },
      };
      return (await runPytest(run, cloud)).map(judgeCase);
    });
  },
});

/** LocalStack's tests, service by service. */
export const localstack: readonly Judge[] = Object.entries(PARTS).map(([part, paths]) => createJudge(part, paths));
