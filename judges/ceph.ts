import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { KMS } from "@aws-sdk/client-kms";
import { createClients } from "../bench/clients";
import { installPython } from "../bench/install";
import {
  indexReasons,
  judgeOutcome,
  NOT_REACHED,
  REFUSED,
  useJudgedCloud,
  type Judge,
  type JudgedCase,
  type JudgedCloud,
} from "./judge";
import { runPytest, type PytestCase } from "./run-pytest";

/** The secret of all of the suite's keys. The lab cloud verifies signatures with it. */
const SECRET = "secret";
const SECONDS_PER_TEST = 30;

/** Marks of the suite's tests that are left out, with the reason. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  fails_on_aws: "the suite says that AWS fails it",
  fails_on_s3: "the suite says that AWS fails it",
  lifecycle_expiration: "expiry of objects, which takes seconds on Ceph and days on AWS",
  lifecycle_transition: "moves between storage classes, which take seconds on Ceph and days on AWS",
  bucket_logging: "a bucket's access logs, which Ceph rolls over on demand",
  cloud_transition: "Ceph's own storage classes",
  cloud_restore: "Ceph's own storage classes",
};

/** Functions of the suite that call as somebody else. */
const OTHER_CALLERS = /^get_(?:alt|tenant|iam|unauthenticated|anon|bad_auth|v2)\w*|^alt_|_alt_|_iam_/;

/**
 * Tests whose expected answer differs from AWS's. *As recorded* means a recording on AWS that LocalStack publishes
 * (2026-02-21); any other reason names its source.
 */
const AWS_DIFFERS = indexReasons({
  "AWS encodes a space in a key as `+`, as `botocore` reads it":
    "test_bucket_list_encoding_basic test_bucket_listv2_encoding_basic",
  "AWS has returned no `DisplayName` since November 2025": `
    test_bucket_list_return_data test_bucket_list_return_data_versioning test_bucket_acl_default
    test_object_acl_default test_versioned_object_acl test_versioned_object_acl_no_version_specified`,
  "AWS encodes the prefix too, as its API reference says":
    "test_bucket_list_prefix_unreadable test_bucket_listv2_prefix_unreadable",
  "AWS omits `StartAfter` if there is a token, as recorded": "test_bucket_listv2_both_continuationtoken_startafter",
  "AWS refuses an empty continuation token, as recorded": "test_bucket_listv2_continuationtoken_empty",
  "AWS returns `InvalidRequest` for a list without parts, as recorded": "test_multipart_upload_empty",
  "AWS returns 416 for a missing part, as recorded":
    "test_multipart_single_get_part test_non_multipart_get_part test_multipart_get_part",
  "every bucket on AWS has encrypted its objects since January 2023": `
    test_get_bucket_encryption_s3 test_get_bucket_encryption_kms test_delete_bucket_encryption_s3
    test_delete_bucket_encryption_kms`,
  "AWS returns `InvalidRequest` for a checksum of another length, as recorded":
    "test_object_checksum_sha256 test_object_checksum_crc64nvme test_multipart_checksum_sha256",
  "AWS lists only the number of parts if the checksum is of the whole object, as recorded": `
    test_get_multipart_object_attributes test_get_paginated_multipart_object_attributes
    test_get_single_multipart_object_attributes`,
  "AWS lists the tags of a header in no order, as recorded": "test_put_obj_with_tags",
  "AWS returns `BadRequest` for too many tags, as recorded": "test_put_excess_tags",
  "AWS returns 400 for a negative duration, as recorded": "test_object_raw_put_authenticated_expired",
  "AWS returns `InvalidArgument` for this range, as recorded": "test_multipart_copy_invalid_range",
  "AWS leaves the number of parts out of the checksum in GetObjectAttributes, as recorded":
    "test_multipart_use_cksum_helper_sha1 test_multipart_use_cksum_helper_sha256",
  "AWS has no checksum of a part if the checksum is of the whole object, as recorded": `
    test_multipart_use_cksum_helper_crc32 test_multipart_use_cksum_helper_crc32c
    test_multipart_use_cksum_helper_crc64nvme`,
  "AWS requires each part's checksum at completion, as recorded": "test_get_multipart_checksum_object_attributes",
  "AWS returns `InvalidPartOrder` unless part numbers ascend, as its API reference says; the test lists a part twice":
    "test_multipart_resend_first_finishes_last",
  "AWS reads metadata as Latin-1 and returns it encoded by RFC 2047, as its user guide shows (UsingMetadata)":
    "test_object_set_get_unicode_metadata",
  "the key is valid UTF-8, which AWS accepts, as its user guide says (object-keys)": "test_object_read_unreadable",
  "AWS refuses a request for encryption at completion, as issue 64570 of ClickHouse logs it":
    "test_sse_kms_multipart_upload",
  "AWS refuses a request for encryption in a part, as users logged it (aws/aws-sdk-java, issue 1876)":
    "test_sse_kms_multipart_invalid_chunks_1 test_sse_kms_multipart_invalid_chunks_2",
  "AWS then encrypts with its own key, as the API reference of PutObject says": "test_sse_kms_no_key",
  "an owner doesn't need an Allow in a bucket's policy, as AWS's user guide says (reference_policies_evaluation-logic)":
    "test_bucket_policy_set_condition_operator_end_with_IfExists",
  "AWS returns `NoSuchBucketPolicy` for GetBucketPolicyStatus without a policy, as `cloudquery` logged it": `
    test_get_bucket_policy_status test_get_publicpolicy_acl_bucket_policy_status
    test_get_nonpublicpolicy_acl_bucket_policy_status`,
  "AWS refuses a form's field that the policy doesn't name, as its API reference says (`HTTPPOSTForms`)":
    "test_post_object_upload_checksum",
  "AWS sends no `x-amz-delete-marker` unless it is true, as its API reference says (HeadObject)":
    "test_delete_marker_nonversioned",
  "the suite's client adds the header again after the test removed it, as a note in the suite says": `
    test_object_create_bad_contentlength_none test_object_create_bad_authorization_empty
    test_object_create_bad_authorization_none test_bucket_create_bad_authorization_empty
    test_bucket_create_bad_authorization_none`,
});

function judgeCase({ name: id, outcome, text, uses, codes, marks }: PytestCase): JudgedCase {
  const name = id.replace(/^.*::/, "");
  const mark = marks.find((item) => Object.hasOwn(LEFT_OUT, item)) ?? "";
  return judgeOutcome(
    { name, outcome, text },
    {
      always: [[LEFT_OUT[mark], mark !== ""]],
      failed: [
        ["the suite skips it", outcome === "skipped"],
        [NOT_REACHED, outcome === "not reached"],
        [AWS_DIFFERS[name], Object.hasOwn(AWS_DIFFERS, name)],
        [REFUSED, codes.includes("NotImplemented") || /NotImplemented|\b501\b/.test(text)],
        ["ACLs, which a new bucket rejects on AWS, too", codes.includes("AccessControlListNotSupported")],
        [
          "public policies, which AWS blocks in new buckets since April 2023",
          text.includes("BlockPublicPolicy setting"),
        ],
        [
          "needs a second account or rights of users; the lab cloud has one account",
          uses.some((use) => OTHER_CALLERS.test(use)),
        ],
      ],
    },
  );
}

/** A configuration file with other values, wherever their names occur. */
const setValues = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce(
    (filled, [name, value]) => filled.replaceAll(new RegExp(`^${name}\\s*=.*$`, "gm"), `${name} = ${value}`),
    text,
  );

/** Writes the suite's settings, with the ARNs of two new keys for its encrypted objects. @returns the file */
async function writeSettings(folder: string, { endpoint, region, temporary }: JudgedCloud): Promise<string> {
  const { kms } = createClients(
    { kms: KMS },
    { endpoint, region, credentials: { accessKeyId: "test", secretAccessKey: SECRET } },
  );
  const [first, second] = [await kms.createKey({}), await kms.createKey({})].map((key) => key.KeyMetadata?.Arn);
  const sample = readFileSync(join(folder, "s3tests.conf.SAMPLE"), "utf8");
  const withKeys = sample.replace("[s3 main]", `[s3 main]\nkms_keyid = ${first}\nkms_keyid2 = ${second}`);
  const { hostname: host, port } = new URL(endpoint);
  // Without the name of a region, the suite skips what would ask for a bucket in us-east-1 by name, which AWS refuses.
  const values = { host, port, is_secure: "False", api_name: "", secret_key: SECRET };
  const file = join(temporary, "s3tests.conf");
  writeFileSync(file, setValues(withKeys, values));
  return file;
}

/** Ceph's tests of S3, which other stores run too. */
export const ceph: Judge = {
  name: "ceph",
  title: "S3 as Ceph's tests ask it: buckets, objects, listings, parts, versions, tags and policies",
  source: "ceph/s3-tests (MIT)",
  async run({ root, folder, seconds, endpoint }) {
    const environment = join(root, ".labs", "judges", "ceph");
    const python = join(installPython(environment, ["-r", join(folder, "requirements.txt")]), "python");
    return useJudgedCloud({ keys: "any", secret: SECRET }, endpoint, async (cloud) => {
      const run = {
        ...{ python, folder, seconds, secondsPerTest: SECONDS_PER_TEST, leaveOut: Object.keys(LEFT_OUT) },
        args: ["s3tests/functional/test_s3.py", "s3tests/functional/test_headers.py"],
        // The suite's clean-up asks each bucket for a bypass of locks, which AWS refuses where there are none.
        environment: {
          S3TEST_CONF: await writeSettings(folder, cloud),
          JUDGE_DROP_MEMBERS: "DeleteObjects.BypassGovernanceRetention",
        },
      };
      return (await runPytest(run, cloud)).map(judgeCase);
    });
  },
};
