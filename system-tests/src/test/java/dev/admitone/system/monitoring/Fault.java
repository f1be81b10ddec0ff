package dev.admitone.system.monitoring;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.Arrays;
import java.util.Set;

/** A fault that a live test causes, with the alerts that fire then. */
enum Fault {
  /** Of callers and of single records. */
  CALLS(
      "AdmitOneConflicts",
      "AdmitOneValidationFailures",
      "AdmitOneUnknownCodes",
      "AdmitOneUnusualUse",
      "AdmitOneSpike",
      "AdmitOneThrottled",
      "AdmitOneTokensRefused",
      "AdmitOneDeadLetters",
      "AdmitOneServerErrors",
      "AdmitOneDeadlocks"),
  /** A count that SQL changes past the triggers. */
  DRIFT("AdmitOneDrift"),
  /** The role that verifies the ledger may not read one of its tables. */
  VERIFICATION("AdmitOneVerificationLate"),
  /** A session that keeps a row lock, and what waits for it. */
  ROW_LOCK(
      "AdmitOneLockConflicts",
      "AdmitOneLag",
      "AdmitOneSlow",
      "AdmitOneWaitersFull",
      "AdmitOneCallsFull",
      "AdmitOneUnavailable"),
  /** A tool that has a gateway collect its heap over and over. */
  HEAP("AdmitOneFullCollections"),
  /** More codes than a gateway has memory for. */
  MANY_CODES("AdmitOneInvitesFull"),
  /** A process that is gone. */
  PROCESS("AdmitOneDown"),
  /** Two lanes that want the same user name at the same moment. */
  LANES("AdmitOneRetriedBatches"),
  /** An issuer of tokens that does not publish its keys any more. */
  ISSUER("AdmitOneKeysStale"),
  /** A database that is stopped. */
  DATABASE("AdmitOneDatabaseWait", "AdmitOnePoolWaiting", "AdmitOneNotReady"),
  /** A database that comes back as it was earlier. */
  RESTORE("AdmitOneLedgerApart"),
  /** A broker that is stopped. */
  BROKER("AdmitOneSweepLate"),
  /** A broker's certificate that ends soon. */
  CERTIFICATE("AdmitOneCertificateEnds");

  // Set.of makes one that cannot be changed.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> alerts;

  Fault(String... alerts) {
    this.alerts = Set.of(alerts);
  }

  static Set<String> alertsOf(Fault... faults) {
    return Arrays.stream(faults)
        .flatMap(fault -> fault.alerts.stream())
        .collect(toUnmodifiableSet());
  }
}
