import type { Rule } from "../../../core/rules";
import type { s3Destination } from "./fields";
import type { extendedS3Destination } from "./extended-fields";

type RuleValue<R> = R extends Rule<infer T> ? T : never;

/** An S3 destination as a client gives it, with valid members. */
export type S3Input = RuleValue<typeof s3Destination>;

/**
 * An extended S3 destination as a client gives it; a plain one is an extended one without the further members. The
 * stream stores this form; an update is merged into it, and Describe returns it with the defaults filled in.
 */
export type DestinationInput = RuleValue<typeof extendedS3Destination>;
