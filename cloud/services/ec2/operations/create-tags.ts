import { CreateTags$, type CreateTagsRequest } from "@aws-sdk/client-ec2";
import { refused, required, type Members } from "../../../core/members";
import { operation } from "../../operation";
import { tags, texts } from "../fields";
import { mergeTags } from "../tags";
import { changeTags } from "../tagged";

const members = {
  Resources: required(texts),
  Tags: required(tags),
  DryRun: refused(),
} satisfies Members<CreateTagsRequest>;

export const createTags = operation(CreateTags$, members, ({ ec2 }, { Resources: ids, Tags: given }): void =>
  changeTags(ec2, ids, (before) => mergeTags(before, given)),
);
