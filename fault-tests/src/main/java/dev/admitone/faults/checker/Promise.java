package dev.admitone.faults.checker;

/** What the product promises under every fault. */
public enum Promise {
  /** Never over. */
  P1("never over: no use beyond the limit, and the count is the number of uses"),
  /** Once per user. */
  P2("once per user: one use at most of each code"),
  /** One decision. */
  P3("one decision: a request id has one decision for ever"),
  /** Nothing lost. */
  P4("nothing lost: what was acknowledged is decided, and told in time"),
  /** In order. */
  P5("in order: a code's requests are decided in log order, each by the state at its offset"),
  /** Replayable. */
  P6("replayable: the ledger is what the log makes of it"),
  /** No secrets on the log. */
  P7("no secrets: no personal data are readable outside of the ledger"),
  /** Contention never reaches the user. */
  P8("no contention: no request is refused because another one is being decided"),
  /** Never silently apart. */
  P9("never silently apart: ledger and log agree, or readiness says that they do not"),
  /** Beside the promises: what operators rely on. */
  READINESS("readiness is red when calls are not served"),
  /** Beside the promises: a process has its bounds. */
  MEMORY("no process takes more memory than it was given"),
  /** Beside the promises: what operators look at. */
  CONSOLE("the console responds, and names no drift where there is none");

  private final String sentence;

  Promise(String sentence) {
    this.sentence = sentence;
  }

  /** The promise in words. */
  public String sentence() {
    return sentence;
  }
}
