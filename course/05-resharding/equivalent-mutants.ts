import type { EquivalentMutants } from "../../grader/index";
import { equivalentQuizMutants } from "../quiz-mutants";

const ANY_NAME = "Any name by the rule is right.";
const ANY_ORDER = "Neither needs what the other does: either may come first.";
const NO_SHARD = "No shard has such an id, as none has an empty one.";

const OFTEN = "It calls Kinesis more often, until the shard has room. Each sale is still written once.";
const LONGER = "It waits longer than it must, and no sale is lost.";

/** Mutants of the solution that are right answers, by exercise and key, with the reason. `npm run bench -- mutants` shows the ones that are missing here. */
export const equivalentMutants: EquivalentMutants = {
  "05-resharding.student-name": {
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelacex";': ANY_NAME,
    'constant: const STUDENT = "ada-lovelace"; → const STUDENT = "ada-lovelac";': ANY_NAME,
  },
  "05-resharding.split": {
    "statement: const isBusy = start <= HOT_HASH && HOT_HASH <= end; const middle = (start + end) / 2n; → const middle = (start + end) / 2n; const isBusy = start <= HOT_HASH && HOT_HASH <= end;":
      ANY_ORDER,
  },
  "05-resharding.parents-first": {
    'constant: !unread.includes(shard.ParentShardId ?? "") && !unread.includes(shard.AdjacentParentShardId ?? ""); → !unread.includes(shard.ParentShardId ?? "x") && !unread.includes(shard.AdjacentParentShardId ?? "");':
      NO_SHARD,
    'constant: !unread.includes(shard.ParentShardId ?? "") && !unread.includes(shard.AdjacentParentShardId ?? ""); → !unread.includes(shard.ParentShardId ?? "") && !unread.includes(shard.AdjacentParentShardId ?? "x");':
      NO_SHARD,
  },
  "05-resharding.put-sales": {
    "operator: if (left.length > 0) await waitSeconds(1); → if (left.length >= 0) await waitSeconds(1);": LONGER,
    "operator: if (left.length > 0) await waitSeconds(1); → if (left.length < 0) await waitSeconds(1);": OFTEN,
    "constant: if (left.length > 0) await waitSeconds(1); → if (left.length > 1) await waitSeconds(1);": OFTEN,
    "constant: if (left.length > 0) await waitSeconds(1); → if (left.length > 0) await waitSeconds(2);": LONGER,
    "constant: if (left.length > 0) await waitSeconds(1); → if (left.length > 0) await waitSeconds(0);": OFTEN,
    "name: if (left.length > 0) await waitSeconds(1); → if (sold.length > 0) await waitSeconds(1);": LONGER,
    "await: if (left.length > 0) await waitSeconds(1); → if (left.length > 0) waitSeconds(1);": OFTEN,
    "branch: if (left.length > 0) await waitSeconds(1); → if (true) await waitSeconds(1);": LONGER,
    "branch: if (left.length > 0) await waitSeconds(1); → if (false) await waitSeconds(1);": OFTEN,
    "branch: if (left.length > 0) await waitSeconds(1); → if (!(left.length > 0)) await waitSeconds(1);": OFTEN,
    "branch: if (left.length > 0) await waitSeconds(1); → if (left.length > 0) {}": OFTEN,
    "branch: if (left.length > 0) await waitSeconds(1); → await waitSeconds(1);": LONGER,
    "statement: if (left.length > 0) await waitSeconds(1); → (nothing)": OFTEN,
    "statement: left = left.filter((_record, at) => entries[at]?.ErrorCode !== undefined); if (left.length > 0) await waitSeconds(1); → if (left.length > 0) await waitSeconds(1); left = left.filter((_record, at) => entries[at]?.ErrorCode !== undefined);":
      LONGER,
  },
  "05-resharding.quiz": equivalentQuizMutants,
};
