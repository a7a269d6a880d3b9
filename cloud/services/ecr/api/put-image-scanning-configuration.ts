import {
  PutImageScanningConfiguration$,
  type PutImageScanningConfigurationRequest,
  type PutImageScanningConfigurationResponse,
} from "@aws-sdk/client-ecr";
import { required, type Members } from "../../../core/members";
import { createStoredOnly } from "../../../core/telling";
import { operation } from "../../framework/operation";
import { repositoryMembers, scanning } from "../model/fields";

const members = {
  ...repositoryMembers,
  imageScanningConfiguration: required(scanning),
} satisfies Members<PutImageScanningConfigurationRequest>;

/** Stores whether images are scanned; there are no images. */
export const putImageScanningConfiguration = createStoredOnly(
  "ECR: the scanning of images",
  operation(PutImageScanningConfiguration$, members, (cloud, request): PutImageScanningConfigurationResponse => {
    const repository = cloud.ecr.requireRepository(request);
    const { scanOnPush = false } = request.imageScanningConfiguration;
    cloud.ecr.save({ ...repository, scanOnPush });
    return {
      registryId: cloud.account,
      repositoryName: repository.name,
      imageScanningConfiguration: { scanOnPush },
    };
  }),
);
