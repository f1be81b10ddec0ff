package dev.admitone.benchmarks.contenders;

/** What a way to redeem codes may keep, in the words of the report. */
public enum Guarantee {
  NEVER_OVER("never over the limit"),
  ONCE_PER_USER("once per user"),
  ONE_DECISION("the same decision when a request is sent again"),
  ON_DISK("on disk before the response"),
  SQL_LEDGER("a row for each decision, refusals too, in SQL"),
  REPLAY("all can be decided again from a log"),
  ANY_INSTANCE("any instance responds, also after another one's end"),
  DATABASE_OUTAGE("requests are accepted while the database is away"),
  MORE_THAN_MEMORY("more uses than memory holds");

  private final String title;

  Guarantee(String title) {
    this.title = title;
  }

  /** As in the report. */
  public String title() {
    return title;
  }
}
