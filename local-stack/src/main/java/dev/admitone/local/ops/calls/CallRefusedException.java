package dev.admitone.local.ops.calls;

import java.io.Serial;

/** The console refused a call, or did not carry it out. */
public final class CallRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final String sentence;
  private final String problem;

  /** Takes a sentence for people, and the problem's JSON for programs. */
  public CallRefusedException(String sentence, String problem) {
    super(sentence);
    this.sentence = sentence;
    this.problem = problem;
  }

  /** For people. It may repeat what users wrote. */
  public String sentence() {
    return sentence;
  }

  /** The body of the response. */
  public String problem() {
    return problem;
  }
}
