import { XmlCodec } from "@aws-sdk/core/protocols";
import { Tagging$ } from "@aws-sdk/client-s3";
import { NormalizedSchema } from "@smithy/core/schema";
import { parseXml } from "../../../protocols/rest-input";
import { createMalformedXmlFault } from "../model/faults";
import type { Tag } from "../store/stored-object";
import { parseTags, tagging } from "./tags";

const codec = new XmlCodec({
  timestampFormat: { useTrait: true, default: 5 },
  httpBindings: true,
  xmlNamespace: "",
  serviceNamespace: "",
});

/**
 * The tags of a form's `tagging` field: a `Tagging` document, as in PutObjectTagging. A document without a tag set has
 * no tags (recorded on AWS by LocalStack, 2026-02-21, test_post_object_with_tags).
 *
 * @throws AwsFault MalformedXML, InvalidTag, or BadRequest if there are too many
 */
export function parseFormTags(field: string | undefined): readonly Tag[] {
  if (field === undefined) return [];
  const document = parseDocument(field);
  if (tagging.check(document).length > 0) throw createMalformedXmlFault();
  // The border: the check above has looked at each member.
  return parseTags((document as NonNullable<typeof tagging.passes>).TagSet ?? [], "Object");
}

function parseDocument(field: string): object {
  try {
    return parseXml(NormalizedSchema.of(Tagging$), { codec, body: Buffer.from(field) }) ?? {};
  } catch {
    throw createMalformedXmlFault();
  }
}
