import { resourceNotFound } from "./faults";
import type { StoredTopic } from "./stored-topic";
import type { Topics } from "./topics";

/** The topic that a request about tags names. @throws AwsFault InvalidParameter, ResourceNotFound */
export function taggedTopic(sns: Topics, arn: string): StoredTopic {
  const found = sns.find(sns.nameIn(arn));
  if (found === undefined) throw resourceNotFound();
  return found;
}
