import { notEmulatedNames } from "../../core/operation";

/** What Athena has and the lab cloud does not: Spark (notebooks, sessions, calculations), capacity reservations, other catalogs. */
export const leftOut = notEmulatedNames([
  "CancelCapacityReservation", "CreateCapacityReservation", "CreateDataCatalog", "CreateNotebook", "CreatePresignedNotebookUrl", "DeleteCapacityReservation",
  "DeleteDataCatalog", "DeleteNotebook", "ExportNotebook", "GetCalculationExecution", "GetCalculationExecutionCode", "GetCalculationExecutionStatus",
  "GetCapacityAssignmentConfiguration", "GetCapacityReservation", "GetNotebookMetadata", "GetResourceDashboard", "GetSession", "GetSessionEndpoint", "GetSessionStatus",
  "ImportNotebook", "ListApplicationDPUSizes", "ListCalculationExecutions", "ListCapacityReservations", "ListExecutors", "ListNotebookMetadata", "ListNotebookSessions",
  "ListSessions", "PutCapacityAssignmentConfiguration", "StartCalculationExecution", "StartSession", "StopCalculationExecution", "TerminateSession",
  "UpdateCapacityReservation", "UpdateDataCatalog", "UpdateNotebook", "UpdateNotebookMetadata",
]);
