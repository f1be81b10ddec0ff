package dev.admitone.service.start;

/** The start is refused. The message is the whole paragraph: what is wrong and what to do. */
public final class StartRefusedException extends RuntimeException {

  public StartRefusedException(String whatAndHowToFixIt) {
    super(whatAndHowToFixIt);
  }
}
