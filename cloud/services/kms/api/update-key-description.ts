import { UpdateKeyDescription$, type UpdateKeyDescriptionRequest } from "@aws-sdk/client-kms";
import { required, type Members } from "../../../core/members";
import { operation } from "../../framework/operation";
import { description, keyMembers } from "../model/fields";

const members = { ...keyMembers, Description: required(description) } satisfies Members<UpdateKeyDescriptionRequest>;

export const updateKeyDescription = operation(UpdateKeyDescription$, members, ({ kms }, request): void => {
  kms.save({ ...kms.requireChangeable(request.KeyId), description: request.Description });
});
