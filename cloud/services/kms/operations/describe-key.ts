import { DescribeKey$, type DescribeKeyRequest, type DescribeKeyResponse } from "@aws-sdk/client-kms";
import { refused, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { keyMembers } from "../fields";

const members = { ...keyMembers, GrantTokens: refused() } satisfies Members<DescribeKeyRequest>;

/**
 * A key by its id, its ARN or an alias. For the alias of an AWS managed key, such as `alias/aws/s3`, it creates the
 * key, as AWS does.
 *
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const describeKey = operation(DescribeKey$, members, ({ kms }, { KeyId }): DescribeKeyResponse => {
  return { KeyMetadata: kms.describe(kms.requireKey(KeyId, { takesAliases: true })) };
});
