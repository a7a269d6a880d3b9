import { createResourceNotFoundFault } from "../model/faults";
import type { StoredTopic } from "../model/stored-topic";
import type { Topics } from "../model/topics";

/** The topic that a request about tags names. @throws AwsFault InvalidParameter, ResourceNotFound */
export function requireTaggedTopic(sns: Topics, arn: string): StoredTopic {
  const found = sns.find(sns.parseName(arn));
  if (found === undefined) throw createResourceNotFoundFault();
  return found;
}
