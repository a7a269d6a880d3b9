import { notEmulatedNames } from "../../core/operation";

/** What managed Flink has and the lab cloud does not. */
export const leftOut = notEmulatedNames([
  "AddApplicationInput",
  "AddApplicationInputProcessingConfiguration",
  "AddApplicationOutput",
  "AddApplicationReferenceDataSource",
  "AddApplicationVpcConfiguration",
  "CreateApplicationPresignedUrl",
  "DeleteApplicationInputProcessingConfiguration",
  "DeleteApplicationOutput",
  "DeleteApplicationReferenceDataSource",
  "DeleteApplicationVpcConfiguration",
  "DescribeApplicationVersion",
  "DiscoverInputSchema",
  "ListApplicationOperations",
  "ListApplicationVersions",
  "RollbackApplication",
  "UpdateApplicationMaintenanceConfiguration",
]);
