package dev.admitone.faults.injection;

/** Something that happens and is over: there is nothing to heal. */
record Once(Runnable what) implements Fault {

  @Override
  public void inject() {
    what.run();
  }

  @Override
  public void heal() {}
}
