import { notEmulatedNames } from "../../core/operation";

/** What managed Flink has and the lab cloud does not. */
export const notEmulatedOperations = notEmulatedNames([
  "AddApplicationInputProcessingConfiguration",
  "AddApplicationReferenceDataSource",
  "AddApplicationVpcConfiguration",
  "CreateApplicationPresignedUrl",
  "DeleteApplicationInputProcessingConfiguration",
  "DeleteApplicationReferenceDataSource",
  "DeleteApplicationVpcConfiguration",
  "DescribeApplicationVersion",
  "ListApplicationOperations",
  "ListApplicationVersions",
  "RollbackApplication",
  "UpdateApplicationMaintenanceConfiguration",
]);
