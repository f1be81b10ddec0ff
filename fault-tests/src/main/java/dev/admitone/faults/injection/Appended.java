package dev.admitone.faults.injection;

/** Records on the log that no gateway writes. They stay, so that there is nothing to heal. */
record Appended(Runnable append) implements Fault {

  @Override
  public void inject() {
    append.run();
  }

  @Override
  public void heal() {}
}
