import { AwsFault } from "../../../core/faults";
import type { Services } from "../../framework/services";
import type { StreamDelivery } from "../model/delivery/stream-delivery";

/**
 * The records that have not been delivered yet, buffer by buffer.
 * @param query `stream`: the delivery stream's name
 * @throws AwsFault ResourceNotFoundException for a stream that is not ACTIVE, ValidationError for a question without a name
 */
export function lookUpBuffers(
  { firehose }: Services,
  query: URLSearchParams,
): ReturnType<StreamDelivery["listPending"]> {
  const stream = query.get("stream") ?? "";
  if (stream === "") throw new AwsFault("ValidationError", "Ask with ?stream=<delivery stream>.");
  return firehose.requireActive(stream).delivery.listPending();
}
