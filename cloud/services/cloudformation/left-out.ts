import { notEmulatedNames } from "../../core/operation";

/** What CloudFormation has and the lab cloud does not: stack sets, types of one's own, drift, generated templates, refactoring. */
export const leftOut = notEmulatedNames([
  "ActivateOrganizationsAccess", "ActivateType", "BatchDescribeTypeConfigurations", "CancelUpdateStack", "CreateGeneratedTemplate",
  "CreateStackInstances", "CreateStackRefactor", "CreateStackSet", "DeactivateOrganizationsAccess", "DeactivateType",
  "DeleteGeneratedTemplate", "DeleteStackInstances", "DeleteStackSet", "DeregisterType", "DescribeAccountLimits", "DescribeChangeSetHooks",
  "DescribeEvents", "DescribeGeneratedTemplate", "DescribeOrganizationsAccess", "DescribePublisher", "DescribeResourceScan",
  "DescribeStackDriftDetectionStatus", "DescribeStackInstance", "DescribeStackRefactor", "DescribeStackResourceDrifts", "DescribeStackSet",
  "DescribeStackSetOperation", "DescribeType", "DescribeTypeRegistration", "DetectStackDrift", "DetectStackResourceDrift",
  "DetectStackSetDrift", "EstimateTemplateCost", "ExecuteStackRefactor", "GetGeneratedTemplate", "GetHookResult", "GetStackPolicy",
  "ImportStacksToStackSet", "ListGeneratedTemplates", "ListHookResults", "ListResourceScanRelatedResources", "ListResourceScanResources",
  "ListResourceScans", "ListStackInstanceResourceDrifts", "ListStackInstances", "ListStackRefactorActions", "ListStackRefactors",
  "ListStackSetAutoDeploymentTargets", "ListStackSetOperationResults", "ListStackSetOperations", "ListStackSets", "ListTypeRegistrations",
  "ListTypeVersions", "ListTypes", "PublishType", "RecordHandlerProgress", "RegisterPublisher", "RegisterType", "RemoveAlias",
  "RollbackStack", "SetAlias", "SetStackPolicy", "SetTypeConfiguration", "SetTypeDefaultVersion", "SignalResource", "StartResourceScan",
  "StopStackSetOperation", "TestType", "UpdateGeneratedTemplate", "UpdateStackInstances", "UpdateStackSet",
]);
