package dev.admitone.embedded;

/** Starts the shared services and waits to end; stops nothing by itself. */
final class SharedServicesProcess {
  private SharedServicesProcess() {}

  public static void main(String[] arguments) throws Exception {
    int databasePort = SharedServices.database().port();
    int kafkaPort = SharedServices.kafka().port();
    ChildJvm.readyToEnd(databasePort + " " + kafkaPort);
  }
}
