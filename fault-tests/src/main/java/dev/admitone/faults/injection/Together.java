package dev.admitone.faults.injection;

/** Two faults as one. */
record Together(Fault first, Fault second) implements Fault {

  @Override
  public void inject() {
    first.inject();
    second.inject();
  }

  @Override
  public void heal() {
    second.heal();
    first.heal();
  }
}
