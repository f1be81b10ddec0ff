package dev.admitone.embedded;

import dev.admitone.testsupport.ChildJvm;

/** Starts the shared services and waits to end; stops nothing by itself. */
final class SharedServicesProcess {
  private SharedServicesProcess() {}

  public static void main(String[] arguments) throws Exception {
    int databasePort = SharedServices.database().port();
    int kafkaPort = SharedServices.kafka().port();
    ChildJvm.readyToEnd(databasePort + " " + kafkaPort);
  }
}
