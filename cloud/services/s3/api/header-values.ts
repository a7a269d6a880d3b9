import type { HeaderValues } from "../../../protocols/rest-input";
import { CHECKSUM_ALGORITHMS } from "../model/checksums";

const DIRECTIVES = ["COPY", "REPLACE"];

/** Headers whose values are not case-sensitive in S3: Arrow's C++ client asks for `x-amz-checksum-mode: enabled`. */
export const HEADER_VALUES: HeaderValues = {
  "x-amz-checksum-algorithm": CHECKSUM_ALGORITHMS,
  "x-amz-checksum-mode": ["ENABLED"],
  "x-amz-checksum-type": ["COMPOSITE", "FULL_OBJECT"],
  "x-amz-metadata-directive": DIRECTIVES,
  "x-amz-request-payer": ["requester"],
  "x-amz-sdk-checksum-algorithm": CHECKSUM_ALGORITHMS,
  "x-amz-tagging-directive": DIRECTIVES,
};
