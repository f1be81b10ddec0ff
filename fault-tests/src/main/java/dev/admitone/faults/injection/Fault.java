package dev.admitone.faults.injection;

/** Something that breaks, and is whole again. Used by one thread. */
public interface Fault {

  /**
   * Breaks it.
   *
   * @throws RuntimeException if there is nothing to break at present
   */
  void inject();

  /** Puts it right, as an operator or time would. What died is started again. */
  void heal();

  /** Something that happens and is over: there is nothing to heal. */
  static Fault once(Runnable what) {
    return new Fault() {
      @Override
      public void inject() {
        what.run();
      }

      @Override
      public void heal() {}
    };
  }

  /** Both as one: the other begins after this one, and heals before it. */
  default Fault and(Fault other) {
    Fault first = this;
    return new Fault() {
      @Override
      public void inject() {
        first.inject();
        other.inject();
      }

      @Override
      public void heal() {
        other.heal();
        first.heal();
      }
    };
  }
}
